/** Small print of the client that no fault of the sandbox reaches, with answers made for it. */
import { afterEach, describe, expect, test } from "@jest/globals";
import {
  createSolvClient,
  type SolvContractError,
  type SolvRateLimitError,
  type SolvValidationError,
} from "../../src/index.js";
import { selfSigned } from "../sandbox/certificate.js";
import { booking, bookingId, closeAll, errorOf, minimalBody, startClient } from "./support.js";

afterEach(closeAll);

const json = { "content-type": "application/json" };

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  return createSolvClient({
    baseUrl: "https://partner-api.example",
    clientId: "c",
    accessToken: "t",
    maxRetries: 0,
    fetch: async () =>
      new Response(JSON.stringify(body), { status, headers: { ...json, ...headers } }),
  });
}

describe("the server's request id", () => {
  test.each([
    ["sample-request-1", "sample-request-1"],
    ["Root=1-67:a/b+c_d.e", "Root=1-67:a/b+c_d.e"],
    ["jane.sample@example.com", undefined],
    ["two words", undefined],
    ["x".repeat(129), undefined],
  ])("%j is shown as %j", async (sent, requestId) => {
    const client = answering(404, {}, { "x-request-id": sent });
    const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
    expect(error.requestId).toBe(requestId);
  });
});

describe("a value of the request that the server repeats", () => {
  const [clientId, accessToken] = ["sample-client", "sample_token"];
  const body = { external_location_id: "location_canary", service_id: "loc17" };
  /** What a cancel of a booking ends in when the server answers with this status, id and kind. */
  const answered = (requestId: string, type = "missing") => {
    const client = createSolvClient({
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
    [bookingId, undefined],
    [`req-${bookingId}-1`, undefined],
    [clientId, undefined],
    [accessToken, undefined],
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
    const client = createSolvClient({
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

test("an issue shows known names and small positions only", async () => {
  const loc = ["body", "service_id", 0, 999, 1000, -1, 5_555_550_100, "surname", null];
  const client = answering(422, { detail: [{ loc: loc.slice(0, -1), msg: "m", type: "Jane S." }] });
  const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
  const { issues } = error as SolvValidationError;
  const none = "(withheld)";
  expect(issues).toEqual([
    { loc: ["body", "service_id", 0, 999, none, none, none, none], type: none },
  ]);
});

test("a date in Retry-After counts from the server's own clock", async () => {
  const client = answering(
    429,
    {},
    {
      date: "Mon, 19 May 2031 17:00:00 GMT",
      "retry-after": "Mon, 19 May 2031 17:00:07 GMT",
    },
  );
  const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
  expect((error as SolvRateLimitError).retryAfter).toBe(7);
});

test("a certificate that nobody vouches for is not tried again", async () => {
  const { cancel } = await startClient({ tls: selfSigned() }, { maxRetries: 2 });
  expect(await errorOf(cancel())).toMatchObject({
    code: "tls",
    outcome: "not_applied",
    attempts: 1,
  });
});

test("client.api's response does not claim a coding that was undone", async () => {
  const { client, id, body } = await startClient({ faults: ["gzip-answer"] });
  const { data, response } = await client.api.DELETE(
    "/v1/partner/external_bookings/{external_booking_id}",
    { params: { path: { external_booking_id: id } }, body },
  );
  expect(Object.keys(data ?? {})).toEqual(expect.arrayContaining(Object.keys(booking).slice(0, 3)));
  expect(response.headers.get("content-encoding")).toBeNull();
  expect(response.headers.get("content-length")).toBeNull();
});

describe("a number with more digits than a double holds", () => {
  const huge = "12345678901234567890";
  const answeringText = (text: string) =>
    createSolvClient({
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
