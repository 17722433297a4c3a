/** Small print of the client that no fault of the sandbox reaches, with answers made for it. */
import { describe, expect, test } from "@jest/globals";
import {
  createSolvClient,
  type SolvContractError,
  type SolvValidationError,
} from "../../src/index.js";
import { booking, bookingId, errorOf, minimalBody } from "./support.js";

const json = { "content-type": "application/json" };

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
