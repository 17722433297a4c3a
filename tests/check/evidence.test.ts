/** Likely causes are named where the answer tells them, and nowhere else; nothing is quoted. */
import { describe, expect, test } from "@jest/globals";
import { readJson, readObject } from "../../src/check/evidence.js";
import { likelyCause, withCauses } from "../../src/judge/causes.js";
import { finding } from "../../src/judge/finding.js";

const answer = (body: unknown, status = 422) => ({
  status,
  headers: [],
  body: new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body)),
});
const causeOf = (body: unknown, status = 422, expected = {}) =>
  likelyCause(answer(body, status), { validBody: true, validated: true, ...expected });

const PROXY = "A proxy or gateway answered in the API's place.";
const FRAMEWORK = "The framework answered with its own error page.";
const WRAPPED =
  "The answer is wrapped in `meta` and `data`, as the API's quick start shows it; the endpoint's own page shows it bare.";
const DROPPED =
  "The body that was sent did not arrive: an intermediary probably dropped the body of the DELETE.";
const FOREIGN = "The refusal has the shape of another framework, or of a handler of its own.";
const NULLS = "The server writes an absent value as null; no documented property allows it.";

describe("the likely cause", () => {
  test.each([
    ["markup", "<html>CANARY", 502, PROXY],
    [
      "nginx's page",
      "<html><head><title>400 Bad Request</title></head><body><center><h1>400 Bad Request</h1></center>",
      400,
      PROXY,
    ],
    ["Bottle's page", "<html><head><title>Error: 404 Not Found</title>", 404, FRAMEWORK],
    ["Tornado's page", "<html><title>404: Not Found</title><body>404: Not Found", 404, FRAMEWORK],
    [
      "gunicorn's page",
      "<html><head><title>Bad Request</title></head><body><h1><p>Bad Request</p></h1>",
      400,
      FRAMEWORK,
    ],
    ["the page of Python's server", "<html><title>Error response</title>", 501, FRAMEWORK],
    [
      "the page of Java's server",
      "<h1>404 Not Found</h1>No context found for request",
      404,
      FRAMEWORK,
    ],
    [
      "the page of PHP's server",
      '<html><p>The requested resource <code class="url">/CANARY</code> was not found',
      404,
      FRAMEWORK,
    ],
    ["other text", "CANARY", 502, undefined],
    ["nothing", "", 502, undefined],
    ["null", null, 200, undefined],
    ["a string", '"CANARY"', 422, undefined],
    ["meta and data", { meta: 1, data: 1 }, 200, WRAPPED],
    ["data alone", { data: 1 }, 200, undefined],
    ["meta alone", { meta: 1 }, 200, undefined],
    [
      "a fault at the whole body",
      { detail: [{ loc: ["query"] }, { loc: ["body"] }] },
      422,
      DROPPED,
    ],
    ["a fault below the body", { detail: [{ loc: ["body", "a"] }] }, 422, undefined],
    ["a fault elsewhere", { detail: [{ loc: ["path"] }] }, 422, undefined],
    ["faults that are none", { detail: [null, {}, { loc: "body" }, { loc: [] }] }, 422, undefined],
    ["errors", { errors: [] }, 422, FOREIGN],
    ["a message", { message: "CANARY" }, 422, FOREIGN],
    ["a title", { title: "CANARY" }, 422, FOREIGN],
    ["detail as text", { detail: "CANARY" }, 422, FOREIGN],
    ["detail as a list, and a message", { detail: [], message: "CANARY" }, 422, undefined],
    ["no detail", {}, 422, undefined],
    ["null in a success", { a: 1, b: null }, 200, undefined],
  ])("of %s", (_name, body, status, cause) => expect(causeOf(body, status)).toBe(cause));

  test("is no lost body where the body was invalid anyway", () => {
    expect(causeOf({ detail: [{ loc: ["body"] }] }, 422, { validBody: false })).toBeUndefined();
  });

  test("is no foreign framework where no refusal was expected", () => {
    expect(causeOf({ message: "CANARY" }, 404, { validated: false })).toBeUndefined();
  });
});

test("a null has a cause of its own, what has one keeps it, and the rest has the answer's", () => {
  const parts = {
    severity: "error",
    check: "response_schema_conformance",
    operationId: "o",
  } as const;
  const one = (received: string, cause?: string) => ({
    ...finding({ ...parts, pointer: "", source: "#", line: 1, documented: "string", received }),
    ...(cause && { cause }),
  });
  const causes = (ofAnswer?: string) =>
    withCauses([one("null"), one("nothing"), one("array", "Known.")], ofAnswer).map(
      ({ cause }) => cause,
    );
  expect(causes()).toEqual([NULLS, undefined, "Known."]);
  expect(causes("Other.")).toEqual([NULLS, "Other.", "Known."]);
  expect(withCauses([one("array")], undefined)[0]).not.toHaveProperty("cause");
});

test("an answer is read as JSON where it is JSON, and as a booking where it is an object", () => {
  expect(readJson(answer("[1]"))).toEqual([1]);
  expect(readJson(answer("<"))).toBeUndefined();
  expect(readJson(undefined)).toBeUndefined();
  expect(readObject(answer({ id: 1 }))).toEqual({ id: 1 });
  for (const other of ["null", "1", '"a"', "<", ""]) {
    expect(readObject(answer(other))).toBeUndefined();
  }
});
