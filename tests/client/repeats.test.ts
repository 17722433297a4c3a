/** An id, a credential or a patient's value that the server repeats is not shown, however it is spelled. */
import { describe, expect, test } from "@jest/globals";
import { repeats } from "../../src/client/repeats.js";
import { createSolvClient, type ResponseEvent, SolvError } from "../../src/index.js";
import { booking, minimalBody } from "./support.js";

const path = "/v1/partner/external_bookings/{external_booking_id}";
const id = "clinic 7/Jané#00042";
const [clientId, accessToken] = ["sample-client", "sample.token/42"];
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** What both ways of calling show of a request id, on the error and to the hook. */
async function shownOf(requestId: string, given = id, answer: unknown = {}, status = 404) {
  const events: ResponseEvent[] = [];
  const client = createSolvClient({
    baseUrl: "https://partner-api.example",
    clientId,
    accessToken,
    maxRetries: 0,
    fetch: async () => Response.json(answer, { status, headers: { "x-request-id": requestId } }),
    onResponse: (event) => events.push(event),
  });
  const params = { path: { external_booking_id: given } };
  const shown = await client.cancelExternalBookingWithResponse(given, minimalBody).then(
    (result) => result.requestId,
    (error: unknown) => (error instanceof SolvError ? error.requestId : "no SolvError"),
  );
  await client.api.DELETE(path, { params, body: minimalBody });
  return new Set([shown, ...events.map((event) => event.requestId)]);
}

const nothing = new Set([undefined]);

describe("an id in x-request-id is withheld in both ways of calling", () => {
  test.each([
    ["as it is", "ehr-Booking-0001", "ehr-Booking-0001"],
    ["within more", "ehr-Booking-0001", "req:ehr-Booking-0001/1"],
    ["in capitals", "ehr-Booking-0001", "EHR-BOOKING-0001"],
    ["in small letters", "EHR-BOOKING-0001", "a/ehr-booking-0001"],
    ["without its punctuation", "ehr-booking-0001", "ehrbooking0001"],
    ["with spaces as plus signs", "ehr booking 0001", "ehr+booking+0001"],
    ["encoded in the path", "ehr/booking:0001", "req-ehr/booking:0001"],
    ["in base64", id, base64(id).replaceAll("=", "")],
    ["in base64 with padding", id, base64(id)],
    ["in base64url", `>>>${id}???`, Buffer.from(`>>>${id}???`).toString("base64url")],
    ["in base64 behind a prefix", id, `req-${base64(id)}`],
    ["in base64url behind a prefix", id, `r.${Buffer.from(`>>>${id}???`).toString("base64url")}`],
    ["in base64 with more around it", id, base64(`booking ${id}, first`)],
    ["in base64 with something before it", id, base64(`a${id}`)],
    ["in base64 with two before it", id, base64(`ab${id}`)],
    ["in hexadecimal", id, Buffer.from(id).toString("hex")],
    ["a short one as a whole", "A7", "a7"],
    ["a short one in base64", "A7", base64("A7")],
  ])("%s", async (_, given, requestId) => {
    expect(await shownOf(requestId, given)).toEqual(nothing);
  });
});

test.each([clientId, clientId.toUpperCase(), accessToken, base64(accessToken)])(
  "a credential is withheld: %s",
  async (requestId) => {
    expect(await shownOf(requestId)).toEqual(nothing);
  },
);

describe("a value of the answer is withheld", () => {
  const { last_name, first_name, birth_date } = booking as Record<string, string>;
  test.each([
    ["a name", `${last_name}`],
    ["a name among words", `req-${first_name}-1`],
    ["a name in capitals, as a whole", `${last_name}`.toUpperCase()],
    ["a date", `${birth_date}`],
    ["a date without its punctuation", `t${birth_date?.replaceAll("-", "")}`],
    ["a name in base64", base64(`${last_name} ${last_name}`)],
  ])("%s", async (_, requestId) => {
    expect(await shownOf(requestId, id, booking, 200)).toEqual(nothing);
    expect(await shownOf(requestId, id, { meta: {}, data: [booking] })).toEqual(nothing);
  });
});

test.each([
  "sample-request-1",
  "a7",
  "Root=1-67891233-abcdef012345678912345678",
  "f47ac10b-58cc-4372-a567-0e02b2c3d479",
])("%s repeats nothing and is shown, also when the body has it", async (requestId) => {
  expect(await shownOf(requestId)).toEqual(new Set([requestId]));
  expect(await shownOf(requestId, id, booking, 200)).toEqual(new Set([requestId]));
  for (const name of ["request_id", "requestId", "x-request-id", "trace_id"]) {
    expect(await shownOf(requestId, id, { [name]: requestId })).toEqual(new Set([requestId]));
  }
  // Under another name it may be anything.
  expect(await shownOf(requestId, id, { booking: requestId })).toEqual(nothing);
});

test("values are looked for at any depth, and with too many of them nothing is ruled out", () => {
  expect(repeats("sample-value", [{ a: [{ b: "sample-value" }] }])).toBe(true);
  expect(repeats("1234567", [{ a: 1_234_567 }])).toBe(true);
  expect(repeats("12345-67", [12_345, null, true, undefined, ""])).toBe(false);
  expect(repeats("sample-value", [Array(9_000).fill("x")])).toBe(false);
  expect(repeats("sample-value", [Array(11_000).fill("x")])).toBe(true);
});
