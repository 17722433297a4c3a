/** A `fetch` that is not the platform's: its answers are read as they can be, and nobody is blamed for them. */
import { Readable } from "node:stream";
import { describe, expect, test } from "@jest/globals";
import { createSolvClient, SolvNetworkError } from "../../src/index.js";
import { booking, bookingId, errorOf, minimalBody } from "./support.js";

const text = JSON.stringify(booking);
const bytes = new TextEncoder().encode(text);
const json = { "content-type": "application/json", "x-request-id": "request-7" };
const head = { status: 200, redirected: false, headers: new Headers(json) };

function answering(answer: unknown, more: object = {}) {
  let calls = 0;
  const client = createSolvClient({
    baseUrl: "https://partner-api.example",
    clientId: "c",
    accessToken: "t",
    ...more,
    fetch: async () => {
      calls++;
      return answer as Response;
    },
  });
  return {
    calls: () => calls,
    cancel: () => client.cancelExternalBookingWithResponse(bookingId, minimalBody),
  };
}

/** As node-fetch has it: a stream of Node's for a body. */
const nodeStream = () => Readable.from([bytes]);
const arrayBuffer = async () => bytes.slice().buffer;

describe("an answer is read from", () => {
  test.each<[string, object]>([
    ["arrayBuffer() beside a stream of Node's", { body: nodeStream(), arrayBuffer }],
    ["arrayBuffer() without a body", { arrayBuffer }],
    ["arrayBuffer() beside null", { body: null, arrayBuffer }],
    ["arrayBuffer() rather than text()", { arrayBuffer, text: async () => "CANARY" }],
    ["arrayBuffer() that gives a view", { arrayBuffer: async () => Buffer.from(bytes) }],
    ["text()", { text: async () => text }],
    ["text() beside a stream of Node's", { body: nodeStream(), text: async () => text }],
    ["what ofetch has parsed", { body: {}, bodyUsed: true, _data: booking }],
    ["what ofetch has read as text", { body: {}, bodyUsed: true, _data: text }],
    ["headers that are a list", { headers: Object.entries(json), text: async () => text }],
    ["headers that are an object", { headers: json, text: async () => text }],
    ["headers that are a Map", { headers: new Map(Object.entries(json)), text: async () => text }],
  ])("%s", async (_, more) => {
    const { cancel } = answering({ ...head, ...more });
    expect(await cancel()).toMatchObject({ booking, status: 200, requestId: "request-7" });
  });

  test("text that is not ASCII, byte for byte", async () => {
    const value = { ...booking, first_name: "Zoë 😀" };
    const { cancel } = answering({ ...head, text: async () => JSON.stringify(value) });
    expect((await cancel()).booking).toEqual(value);
  });
});

describe("an answer that cannot be read", () => {
  const used = new Response(text, { headers: json });
  const locked = new Response(text, { headers: json });
  locked.body?.getReader();

  test.each<[string, () => unknown]>([
    ["has none of the three", () => head],
    ["has a body that is no stream", () => ({ ...head, body: text })],
    ["was read before", () => used],
    ["is being read", () => locked],
  ])("%s: it ends by its status, with a code of its own", async (_, make) => {
    await used.text().catch(() => undefined);
    const { cancel, calls } = answering(make(), { retryUnknownOutcome: true });
    const error = await errorOf(cancel());
    expect(error).toBeInstanceOf(SolvNetworkError);
    expect(error).toMatchObject({ code: "unreadable", outcome: "unknown", status: 200 });
    expect(error.message).toContain("no web stream in body, no arrayBuffer() and no text()");
    expect(error.message).not.toMatch(/server|truncated/);
    // A fetch will not have answers that can be read in a second either.
    expect(calls()).toBe(1);
  });

  test.each([
    [404, "unreadable", "not_applied"],
    [422, "unreadable", "not_applied"],
    [500, "unreadable", "unknown"],
    [204, "unreadable", "unknown"],
    [302, "redirect", "unknown"],
    [307, "redirect", "not_applied"],
  ])("has the status %i", async (status, code, outcome) => {
    const error = await errorOf(answering({ ...head, status }, { maxRetries: 0 }).cancel());
    expect(error).toMatchObject({ code, outcome, status });
  });

  test.each<[string, unknown]>([
    ["undefined", undefined],
    ["null", null],
    ["text", "CANARY"],
    ["an object", {}],
    ["a status that is text", { status: "200", text: async () => text }],
    [
      "a status that throws",
      {
        get status() {
          throw new Error("CANARY");
        },
      },
    ],
    [
      "headers that throw",
      {
        ...head,
        get headers() {
          throw new Error("CANARY");
        },
      },
    ],
  ])("is no answer at all: %s", async (_, answer) => {
    const error = await errorOf(answering(answer).cancel());
    expect(error).toMatchObject({ code: "unreadable", outcome: "unknown", status: undefined });
    expect(error.message).not.toContain("CANARY");
  });
});

test("a body that fails while it is read is truncated, in whatever way it is read", async () => {
  for (const name of ["arrayBuffer", "text"]) {
    const fails = { [name]: () => Promise.reject(new Error("CANARY")) };
    const error = await errorOf(answering({ ...head, ...fails }).cancel());
    expect(error).toMatchObject({ code: "truncated", outcome: "unknown", status: 200 });
    expect(error.message).not.toContain("CANARY");
  }
});

test("the limit of a body holds in every way of reading it", async () => {
  const ways = [{ arrayBuffer }, { text: async () => text }, { bodyUsed: true, _data: booking }];
  for (const way of ways) {
    const { cancel } = answering({ ...head, ...way }, { maxBodyBytes: bytes.length - 1 });
    expect(await errorOf(cancel())).toMatchObject({ code: "too_large", status: 200 });
    const whole = answering({ ...head, ...way }, { maxBodyBytes: bytes.length });
    expect(await whole.cancel()).toMatchObject({ booking });
  }
});

test.each<[string, unknown, string]>([
  ["inherited", Object.create({ code: "ECONNREFUSED" }), "unknown"],
  ["a name that objects have", { code: "constructor" }, "unknown"],
  ["a symbol", { code: Symbol("CANARY") }, "unknown"],
  [
    "one that throws",
    {
      get code() {
        throw new Error("CANARY");
      },
    },
    "unknown",
  ],
  ["the cause's", { cause: { code: "ECONNREFUSED" } }, "not_applied"],
  ["its own", { code: "ECONNREFUSED" }, "not_applied"],
])(
  "what fetch rejects with says that nothing was sent by a code: %s",
  async (_, reason, outcome) => {
    const client = createSolvClient({
      baseUrl: "https://partner-api.example",
      clientId: "c",
      accessToken: "t",
      maxRetries: 0,
      fetch: () => Promise.reject(reason),
    });
    const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
    expect(error.outcome).toBe(outcome);
    expect(error.message).not.toContain("CANARY");
  },
);
