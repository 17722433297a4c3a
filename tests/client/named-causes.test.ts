/** The likely cause of an answer stands in its error: in the message, and in each finding. */
import { afterEach, expect, test } from "@jest/globals";
import { createSolvClient as createPortable } from "../../src/index.js";
import { createSolvClient, type SolvContractError } from "../../src/index.node.js";
import { booking, bookingId, closeAll, closeLater, errorOf, minimalBody } from "./support.js";

afterEach(closeAll);

const ENVELOPE =
  "The answer is wrapped in `meta` and `data`, as the API's quick start shows it; the endpoint's own page shows it bare.";
const PROXY = "A proxy or gateway answered in the API's place.";
const DROPPED =
  "The body that was sent did not arrive: an intermediary probably dropped the body of the DELETE.";
const FRAMEWORK = "The refusal has the shape of another framework, or of a handler of its own.";
const detail = [{ loc: ["body"], msg: "field required", type: "missing" }];
const { id: _, ...nameless } = booking as { id: number };

const endOf = async (status: number, body: unknown, type = "application/json") => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = async () => new Response(text, { status, headers: { "content-type": type } });
  const client = createSolvClient({
    baseUrl: "https://a.example",
    clientId: "c",
    accessToken: "t",
    fetch: answer,
  });
  closeLater(client);
  return errorOf(client.cancelExternalBooking(bookingId, minimalBody));
};

test.each<[string, number, unknown, string]>([
  ["an envelope", 200, { meta: {}, data: booking }, `${ENVELOPE} The booking was found at /data.`],
  ["an envelope the other way round", 200, { data: {}, meta: booking }, "found at /meta."],
  ["an envelope of something else", 200, { meta: {}, data: nameless }, ENVELOPE],
  ["an envelope of an error", 404, { meta: {}, data: null }, ENVELOPE],
  ["a body that was dropped", 422, { detail }, DROPPED],
  ["another framework", 422, { message: "sample" }, FRAMEWORK],
  ["a proxy's page", 200, "<p>sample</p>", PROXY],
  ["a proxy's page for a 404", 404, "<p>sample</p>", PROXY],
  ["a proxy's page for a 502", 502, "<p>sample</p>", PROXY],
])("%s", async (_, status, body, cause) => {
  const error = await endOf(status, body);
  expect(error.message.endsWith(cause)).toBe(true);
  expect(error.message).not.toMatch(/sample|field required/);
  const { findings = [] } = error as Partial<SolvContractError>;
  for (const finding of findings) expect(finding.cause?.endsWith(cause)).toBe(true);
});

test("a page is read where there is no TextDecoder, such as under jsdom", async () => {
  const { TextDecoder } = globalThis;
  Reflect.deleteProperty(globalThis, "TextDecoder");
  try {
    const { code, message } = await endOf(502, "<p>sample</p>");
    expect([code, message.endsWith(PROXY)]).toEqual(["server", true]);
  } finally {
    globalThis.TextDecoder = TextDecoder;
  }
});

test("what has no likely cause has none", async () => {
  expect((await endOf(200, nameless)).message).toMatch(/received was nothing\.$/);
  expect((await endOf(422, { detail: [] })).message).toMatch(/invalid\.$/);
});

test("an envelope leaves the outcome open: it is no booking", async () => {
  expect((await endOf(200, { meta: {}, data: booking })).outcome).toBe("unknown");
});

test("the client ends with its block", async () => {
  const client = createSolvClient({
    baseUrl: "https://a.example",
    clientId: "c",
    accessToken: "t",
  });
  await client[Symbol.asyncDispose]();
  const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
  expect(error.message).toBe("The client is closed.");
});

test("where there is no fetch, that is said, and nothing was sent", async () => {
  const { fetch } = globalThis;
  Reflect.deleteProperty(globalThis, "fetch");
  try {
    const client = createPortable({
      baseUrl: "https://a.example",
      clientId: "c",
      accessToken: "t",
    });
    const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
    expect(error).toMatchObject({ code: "configuration", outcome: "not_applied" });
    expect(error.message).toBe("There is no fetch here, such as under jsdom. Give one as `fetch`.");
  } finally {
    globalThis.fetch = fetch;
  }
});
