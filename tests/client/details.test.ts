/** Small print: what hooks are told, what an answer that breaks the description comes to, and what servers repeat. */
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createSolvClient as createPortable } from "../../src/index.js";
import type {
  Finding,
  RequestEvent,
  ResponseEvent,
  SolvContractError,
  SolvValidationError,
} from "../../src/index.node.js";
import { booking, bookingId, closeAll, errorOf, minimalBody, startClient } from "./support.js";

afterEach(closeAll);

describe("hooks", () => {
  test("tell of every request, without a value", async () => {
    const seen: (RequestEvent | ResponseEvent)[] = [];
    const { cancel } = await startClient(
      { faults: ["extra-headers", "unauthorised-once"] },
      {
        credential: "secret",
        onRequest: (event) => seen.push(event),
        onResponse: (event) => seen.push(event),
      },
    );
    await cancel();
    const token = { operationId: "createAccessToken", method: "POST", path: "/v1/auth/token" };
    const path = "/v1/partner/external_bookings/{external_booking_id}";
    const del = { operationId: "cancelExternalBooking", method: "DELETE", path };
    const durationMs = expect.any(Number);
    const requestId = "sample-request-1";
    const none = undefined;
    expect(seen).toEqual([
      { ...token, attempt: 1 },
      { ...token, attempt: 1, durationMs, status: 200, requestId: none, code: none },
      { ...del, attempt: 1 },
      { ...del, attempt: 1, durationMs, status: 401, requestId, code: "authentication" },
      { ...token, attempt: 1 },
      { ...token, attempt: 1, durationMs, status: 200, requestId: none, code: none },
      { ...del, attempt: 2 },
      { ...del, attempt: 2, durationMs, status: 200, requestId, code: none },
    ]);
  });

  test("that throw or reject do not touch the call", async () => {
    const fail = () => {
      throw new Error("A hook failed.");
    };
    const reject = () => Promise.reject(new Error("A hook failed."));
    const foreign = () => runInNewContext('Promise.reject(new Error("A hook failed."))');
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", listener);
    for (const hook of [fail, reject, foreign]) {
      const { cancel } = await startClient(
        { faults: ["null-email"] },
        { onRequest: hook, onResponse: hook, onFinding: hook, onContractViolation: "report" },
      );
      expect(await cancel()).toMatchObject({ status: 200 });
    }
    process.off("unhandledRejection", listener);
    expect(unhandled).toEqual([]);
  });
});

describe("onContractViolation", () => {
  test("throw is the default, and onFinding is told nevertheless", async () => {
    const findings: Finding[] = [];
    const { cancel } = await startClient(
      { faults: ["null-email"] },
      { onFinding: (finding) => findings.push(finding) },
    );
    const error = await errorOf(cancel());
    expect(error).toMatchObject({ code: "contract_violation", outcome: "applied" });
    expect(findings).toEqual((error as SolvContractError).findings);
  });

  test("report returns a booking that is recognised", async () => {
    const findings: Finding[] = [];
    const { cancel, cancelled } = await startClient(
      { faults: ["null-email"] },
      { onContractViolation: "report", onFinding: (finding) => findings.push(finding) },
    );
    expect(await cancel()).toMatchObject({ booking: { email: null }, status: 200 });
    expect(findings).toMatchObject([{ pointer: "/email", severity: "error" }]);
    expect(cancelled()).toBe(1);
  });
});

const json = { "content-type": "application/json" };

describe("a value of the request that the server repeats", () => {
  const [clientId, accessToken] = ["sample-client", "sample_token"];
  const body = { external_location_id: "location_canary", service_id: "loc17" };
  /** What a cancel of a booking ends in when the server answers with this status, id and kind. */
  const answered = (requestId: string, type = "missing") => {
    const client = createPortable({
      baseUrl: "https://partner-api.example",
      clientId,
      accessToken,
      maxRetries: 0,
      fetch: async () =>
        Response.json(
          { detail: [{ loc: [], msg: "m", type }] },
          { status: 422, headers: { "x-request-id": requestId } },
        ),
    });
    return errorOf(client.cancelExternalBooking(bookingId, body));
  };

  test.each([
    ["a/location_canary", undefined],
    ["loc17", undefined],
    // Too short to be told from chance.
    ["request-loc17", "request-loc17"],
  ])("is no request id: %s", async (requestId, shown) => {
    expect((await answered(requestId)).requestId).toBe(shown);
  });

  test.each([
    ["location_canary", "(withheld)"],
    ["sample_token", "(withheld)"],
    ["value_error.location_canary", "(withheld)"],
    ["value_error", "value_error"],
  ])("is no kind of an issue: %s", async (type, shown) => {
    const error = await answered("sample-request-1", type);
    expect((error as SolvValidationError).issues).toEqual([{ loc: [], type: shown }]);
  });

  test("is looked for among texts only, whatever else a body holds", async () => {
    const client = createPortable({
      baseUrl: "https://partner-api.example",
      clientId,
      accessToken,
      fetch: async () => Response.json(booking, { headers: { "x-request-id": "sample-1" } }),
    });
    const call = client.cancelExternalBookingWithResponse(bookingId, {
      ...body,
      extra: { length: 9, toString: 1 },
    } as never);
    expect(await call).toMatchObject({ requestId: "sample-1" });
  });
});

describe("a number with more digits than a double holds", () => {
  const huge = "12345678901234567890";
  const answeringText = (text: string) =>
    createPortable({
      baseUrl: "https://partner-api.example",
      clientId: "c",
      accessToken: "t",
      fetch: async () => new Response(text, { headers: json }),
    });

  test("in the place of a string is a violation, not a rounded string", async () => {
    const text = JSON.stringify({ ...booking, emr_booking_id: 0 }).replace(
      '"emr_booking_id":0',
      `"emr_booking_id":${huge}`,
    );
    const error = await errorOf(answeringText(text).cancelExternalBooking(bookingId, minimalBody));
    expect(error).toMatchObject({ code: "contract_violation", outcome: "applied" });
    expect((error as SolvContractError).findings).toMatchObject([
      { pointer: "/emr_booking_id", documented: "string" },
    ]);
  });

  test("in a string is returned as it is", async () => {
    const text = JSON.stringify({ ...booking, emr_booking_id: huge });
    const cancelled = await answeringText(text).cancelExternalBooking(bookingId, minimalBody);
    expect(cancelled.emr_booking_id).toBe(huge);
  });
});
