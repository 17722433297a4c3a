/** What is shown of a server's refusal: places and kinds, never what was sent. */
import { describe, expect, test } from "@jest/globals";
import { conclude } from "../../src/client/answer.js";
import { SolvContractError, SolvValidationError } from "../../src/client/errors.js";
import { readIssues } from "../../src/client/issues.js";
import { repeats } from "../../src/client/repeats.js";
import { operations } from "../../src/description/operations.js";
import { createSolvClient, type ResponseEvent, SolvError } from "../../src/index.js";
import { booking, minimalBody } from "./support.js";

/** What is shown of the faults that a server found (422): places and kinds, never what was sent. */
describe("issues", () => {
  const place = "DELETE /v1/partner/external_bookings/{external_booking_id}: ";

  /** The error of a 422 with this body. */
  function concluded(value: unknown, report = false, mediaType = "application/json") {
    const body = new TextEncoder().encode(JSON.stringify(value));
    const response = { status: 422, headers: [["content-type", mediaType]] as const, body };
    const operation = operations.cancelExternalBooking;
    return conclude(response, { operation, attempts: 1, earlierAttemptUnknown: false }, { report })
      .error;
  }

  const withheld = "(withheld)";

  describe("a 422", () => {
    test("names places and kinds in its sentence", () => {
      const detail = [
        { loc: ["body", "service_id"], type: "missing", msg: "CANARY" },
        { loc: ["body", "CANARY", 0], type: "CANARY", msg: "CANARY" },
        { loc: ["path", "external_booking_id"], type: "missing", msg: "CANARY" },
      ];
      const error = concluded({ detail });
      expect(error?.message).toBe(
        `${place}the server found the request invalid: ` +
          `body.service_id (missing), body.${withheld}.0 (${withheld}), ` +
          "path.external_booking_id (missing).",
      );
      expect((error as SolvValidationError).revealMessages()).toEqual([
        "CANARY",
        "CANARY",
        "CANARY",
      ]);
      expect(concluded({})?.message).toBe(`${place}the server found the request invalid.`);
    });

    test.each([undefined, null, 7, {}, { detail: null }, { detail: "x" }, { detail: { 0: "x" } }])(
      "of %j has no issues",
      (value) => {
        expect(readIssues(value)).toEqual({ issues: [], messages: [], total: 0 });
      },
    );

    test("that breaks the description is read as far as it goes", () => {
      const msg = { toString: 1, valueOf: 1 };
      const detail = [null, {}, { loc: "body", type: 7, msg: 7 }, { loc: [], type: "a", msg }];
      expect(readIssues({ detail })).toEqual({
        issues: [...[1, 2, 3].map(() => ({ loc: [], type: withheld })), { loc: [], type: "a" }],
        messages: ["", "", "", ""],
        total: 4,
      });
      expect(concluded({ detail }, true)).toBeInstanceOf(SolvValidationError);
      expect(concluded({ detail })).toBeInstanceOf(SolvContractError);
      // What is no JSON by its own account is not read as if it were.
      expect(concluded({ detail }, true, "text/html")).toMatchObject({
        code: "validation",
        issues: [],
      });
    });

    const known = [
      "body",
      "path",
      "query",
      "header",
      "cookie",
      0,
      999,
      "external_booking_id",
      "cancellation_reason",
      "external_location_id",
      "service_id",
      "client_id",
      "client_secret",
      "grant_type",
      "scope",
    ];
    const unknown = [-1, 1000, Number.NaN, "0", "surname", "Body", "", null, {}, ["body"]];

    test("shows steps of the description and small positions only", () => {
      const [issue] = readIssues({ detail: [{ loc: [...known, ...unknown] }] }).issues;
      expect(issue?.loc).toEqual([...known, ...unknown.map(() => withheld)]);
    });

    const word = "a".repeat(40);
    test.each<[unknown, boolean]>([
      ["missing", true],
      ["value_error.missing", true],
      [`${word}.${word}.${word}.${word}`, true],
      ["a.b.c.d.e", false],
      [`${word}a`, false],
      [`a.${word}a`, false],
      ["a.", false],
      [".a", false],
      ["a b", false],
      ["Missing", false],
      ["missing7", false],
      ["", false],
      [["missing"], false],
    ])("shows the kind %j: %s", (type, shown) => {
      const [issue] = readIssues({ detail: [{ loc: [], type }] }).issues;
      expect(issue?.type).toBe(shown ? type : withheld);
    });
  });
});

/** An id, a credential or a patient's value that the server repeats is not shown, however it is spelled. */
describe("repeats", () => {
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
});
