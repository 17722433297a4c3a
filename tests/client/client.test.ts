/** The client as a whole over a transport made for it: its two surfaces, its token call, its end. */
import { describe, expect, jest, test } from "@jest/globals";
import { assembleClient } from "../../src/client/client.js";
import type { BaseClientOptions, CommonOptions } from "../../src/client/options.js";
import { type Operation, operations } from "../../src/description/operations.js";
import {
  type HeaderList,
  type Transport,
  WireFailure,
  type WireRequest,
  type WireResponse,
} from "../../src/http/wire.js";
import { answerExamples, booking, bookingId, errorOf, minimalBody } from "./support.js";

const json: HeaderList = [["content-type", "application/json"]];
const reply = (status: number, value: unknown, headers = json): WireResponse => ({
  status,
  headers,
  body: new TextEncoder().encode(JSON.stringify(value)),
});
const path = "/v1/partner/external_bookings/{external_booking_id}";
const textOf = (request: WireRequest | undefined) => new TextDecoder().decode(request?.body);
const secret = { clientId: "sample-client", clientSecret: "sample-secret" };
const token = answerExamples("createAccessToken", 200)[0]?.[1] as { access_token: string };

/** A client whose requests are answered in turn. */
function start(replies: readonly (WireResponse | Error)[], more: object = {}) {
  let calls = 0;
  const send = jest.fn<Transport["send"]>(async () => {
    const next = replies[calls++];
    if (!next || next instanceof Error) throw next;
    return next;
  });
  const close = jest.fn();
  const options = {
    baseUrl: "https://a.example/solv",
    maxRetries: 0,
    ...("clientSecret" in more ? {} : { clientId: "sample-client", accessToken: "sample-token" }),
    ...more,
  } as BaseClientOptions & CommonOptions;
  const client = assembleClient(options, { send, close });
  const init = { params: { path: { external_booking_id: bookingId } }, body: minimalBody };
  return {
    client,
    close,
    sent: () => send.mock.calls.map(([request, limits]) => ({ request, limits })),
    cancel: (options?: Parameters<typeof client.cancelExternalBooking>[2]) =>
      client.cancelExternalBookingWithResponse(bookingId, minimalBody, options),
    viaApi: (signal?: AbortSignal) =>
      client.api.DELETE(path, { ...init, ...(signal && { signal }) }),
  };
}

describe("a cancel", () => {
  test("resolves to the booking, or to all that is known of the answer", async () => {
    const answer = reply(200, booking, [...json, ["x-request-id", "sample-1"]]);
    const { client, cancel } = start([answer, answer]);
    expect(await client.cancelExternalBooking(bookingId, minimalBody)).toEqual(booking);
    expect(await cancel()).toEqual({
      booking,
      status: 200,
      requestId: "sample-1",
      attempts: 1,
      earlierAttemptUnknown: false,
    });
  });

  test("has its own bounds, or those of the client", async () => {
    const { cancel, sent } = start([reply(200, booking), reply(200, booking)], {
      timeoutMs: 100_000,
    });
    const { signal } = new AbortController();
    await cancel({ timeoutMs: 50_000, signal });
    await cancel();
    const [own, common] = sent().map(({ limits }) => limits);
    expect(own?.signal).toBe(signal);
    expect(own?.timeoutMs).toBeLessThanOrEqual(50_000);
    expect(common?.signal).toBeUndefined();
    expect(common?.timeoutMs).toBeGreaterThan(50_000);
    const error = await errorOf(cancel({ timeoutMs: 0.5 }));
    expect(error.message).toBe("timeoutMs must be a whole number from 1 to 2147483647.");
    expect(sent()).toHaveLength(2);
  });
});

describe("the token call", () => {
  test("asks for the scopes of the cancel, within the client's time", async () => {
    const { cancel, sent } = start([reply(200, token), reply(200, booking)], {
      ...secret,
      grantType: "sample_grant",
      timeoutMs: 100_000,
    });
    await cancel();
    const [{ request, limits } = {}, second] = sent();
    expect(request).toMatchObject({ method: "POST", target: "/solv/v1/auth/token" });
    expect(JSON.parse(textOf(request))).toEqual({
      client_id: "sample-client",
      client_secret: "sample-secret",
      grant_type: "sample_grant",
      scope: "write:bookings",
    });
    expect(request?.headers.map(([name]) => name)).toEqual([
      "content-type",
      "accept",
      "user-agent",
      "x-api-key",
    ]);
    expect(limits?.signal?.aborted).toBe(true);
    expect(limits?.timeoutMs).toBeLessThanOrEqual(100_000);
    expect(second?.request.headers.at(-1)).toEqual([
      "authorization",
      `Bearer ${token.access_token}`,
    ]);
  });

  test("joins several scopes with commas, as the API asks", async () => {
    const { security }: Operation = operations.cancelExternalBooking;
    const scopes = security[0]?.find(({ scheme }) => scheme)?.scopes as string[];
    scopes.push("read:bookings");
    try {
      const { cancel, sent } = start([reply(200, token), reply(200, booking)], secret);
      await cancel();
      expect(JSON.parse(textOf(sent()[0]?.request)).scope).toBe("write:bookings,read:bookings");
    } finally {
      scopes.pop();
    }
  });
});

describe("client.api", () => {
  test("hands a booking on, without what described its coding", async () => {
    const headers: HeaderList = [
      ...json,
      ...([
        ["Content-Encoding", "gzip"],
        ["content-length", "7"],
      ] as const),
      ...([
        ["x-content-length", "7"],
        ["content-lengths", "7"],
        ["set-cookie", "a"],
      ] as const),
    ];
    const { viaApi, sent } = start([reply(200, booking, headers)]);
    const { data, response } = await viaApi();
    expect(data).toEqual(booking);
    expect(response.status).toBe(200);
    expect([...response.headers.keys()].sort()).toEqual([
      "content-lengths",
      "content-type",
      "set-cookie",
      "x-content-length",
    ]);
    expect(sent()[0]?.request).toMatchObject({
      method: "DELETE",
      origin: "https://a.example",
      target: `/solv/v1/partner/external_bookings/${bookingId}`,
    });
    expect(textOf(sent()[0]?.request)).toBe(JSON.stringify(minimalBody));
  });

  test.each([400, 401, 404, 429, 500, 503])("hands the failure %s on", async (status) => {
    const { error, response } = await start([reply(status, { a: 1 })]).viaApi();
    expect(error).toEqual({ a: 1 });
    expect(response.status).toBe(status);
  });

  test.each<[string, WireResponse | Error]>([
    ["SolvContractError", reply(200, {})],
    ["SolvContractError", reply(422, "", [])],
    ["SolvRedirectError", reply(302, "")],
    ["SolvNetworkError", new WireFailure("reset", "waiting", { message: "reset" })],
    ["SolvTimeoutError", new WireFailure("timeout", "waiting", { message: "late" })],
  ])("throws the %s, which is no such failure", async (name, answer) => {
    expect(await errorOf(start([answer]).viaApi())).toMatchObject({ name });
  });

  test("has the caller's signal and the client's time", async () => {
    const controller = new AbortController();
    const { viaApi, sent } = start([reply(200, booking)], { timeoutMs: 50_000 });
    await viaApi(controller.signal);
    const [{ limits } = {}] = sent();
    expect(limits?.timeoutMs).toBeLessThanOrEqual(50_000);
    expect(limits?.signal?.aborted).toBe(false);
    controller.abort();
    expect(limits?.signal?.aborted).toBe(true);
  });
});

test("after close nothing is sent, on neither surface", async () => {
  const { client, close, cancel, viaApi, sent } = start([reply(200, booking)]);
  expect(close).not.toHaveBeenCalled();
  client.close();
  expect(close).toHaveBeenCalledTimes(1);
  for (const call of [cancel, viaApi]) {
    expect(await errorOf(call())).toMatchObject({
      code: "configuration",
      outcome: "not_applied",
      message: "The client is closed.",
    });
  }
  expect(sent()).toEqual([]);
});

test("close resolves when the calls under way have ended, in success or failure", async () => {
  expect(await start([]).client.close()).toBeUndefined();
  const answers: ((answer: WireResponse) => void)[] = [];
  const given = { baseUrl: "https://a.example", clientId: "c", accessToken: "t", maxRetries: 0 };
  const client = assembleClient(given, {
    send: () => new Promise((resolve) => answers.push(resolve)),
    close: () => undefined,
  });
  const calls = [1, 2].map(() => client.cancelExternalBooking(bookingId, minimalBody));
  const settled = Promise.allSettled(calls);
  await new Promise(setImmediate);
  let isClosed = false;
  const closing = client.close().then(() => {
    isClosed = true;
  });
  answers[0]?.(reply(200, booking));
  await calls[0];
  await new Promise(setImmediate);
  expect(isClosed).toBe(false);
  answers[1]?.(reply(500, {}));
  await closing;
  expect((await settled).map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
});

describe("client.api hands on no answer but the call's own", () => {
  test.each([401, 404, 422])("of the token call: %i is thrown", async (status) => {
    const { viaApi, sent } = start([reply(status, {})], secret);
    expect(await errorOf(viaApi())).toMatchObject({ operationId: "createAccessToken", status });
    expect(sent()).toHaveLength(1);
  });

  test("of a last attempt that an earlier one makes doubtful: it is thrown", async () => {
    const more = { maxRetries: 1, retryUnknownOutcome: true };
    const { viaApi } = start([reply(500, {}), reply(404, {})], more);
    expect(await errorOf(viaApi())).toMatchObject({
      code: "not_found",
      outcome: "unknown",
      earlierAttemptUnknown: true,
    });
  });
});

test.each(["constructor", "__proto__", "toString", "hasOwnProperty/x"])(
  "the media type %s is one that the description does not have",
  async (mediaType) => {
    const { cancel } = start([reply(200, booking, [["content-type", mediaType]])]);
    expect(await errorOf(cancel())).toMatchObject({
      code: "contract_violation",
      outcome: "applied",
      findings: [{ check: "content_type_conformance", received: "another media type" }],
    });
  },
);

test("what is no signal is refused before anything is sent", async () => {
  const { cancel, sent } = start([reply(200, booking)]);
  const signal = {} as AbortSignal;
  expect(await errorOf(cancel({ signal }))).toMatchObject({
    code: "configuration",
    message: "signal must be an AbortSignal.",
  });
  expect(sent()).toEqual([]);
});

test("null in the place of a call's options, or of one of them, is as good as nothing", async () => {
  const { cancel } = start([reply(200, booking), reply(200, booking)]);
  expect(await cancel(null as never)).toMatchObject({ status: 200 });
  expect(await cancel({ signal: null, timeoutMs: null } as never)).toMatchObject({ status: 200 });
});
