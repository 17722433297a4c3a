/** What is shown of the faults that a server found (422): places and kinds, never what was sent. */
import { describe, expect, test } from "@jest/globals";
import { conclude } from "../../src/client/answer.js";
import { SolvContractError, SolvValidationError } from "../../src/client/errors.js";
import { readIssues } from "../../src/client/issues.js";
import { operations } from "../../src/description/operations.js";

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
    expect((error as SolvValidationError).revealMessages()).toEqual(["CANARY", "CANARY", "CANARY"]);
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
