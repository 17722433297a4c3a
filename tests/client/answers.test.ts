/** What each answer means: the booking, or which error, decided without a server. */
import { describe, expect, test } from "@jest/globals";
import { conclude, type Situation } from "../../src/client/answer.js";
import { SolvContractError, type SolvRateLimitError } from "../../src/client/errors.js";
import { type Operation, operations } from "../../src/description/operations.js";
import type { HeaderList } from "../../src/http/wire.js";
import { parameter } from "../description/parameter.js";
import { booking } from "./support.js";

const cancel: Operation = operations.cancelExternalBooking;
const place = "DELETE /v1/partner/external_bookings/{external_booking_id}: ";
const json: HeaderList = [["content-type", "application/json"]];
const situation: Situation = { operation: cancel, attempts: 2, earlierAttemptUnknown: false };

function answer(status: number, value: unknown, headers = json) {
  const body = new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
  return { status, headers, body };
}
const concluded = (
  response: ReturnType<typeof answer>,
  { report = false, operation = cancel } = {},
) => conclude(response, { ...situation, operation }, { report });

describe("the status", () => {
  test.each<[number, string, string]>([
    [0, "SolvRedirectError", "unknown"],
    [100, "SolvContractError", "unknown"],
    [199, "SolvContractError", "unknown"],
    [201, "SolvContractError", "unknown"],
    [299, "SolvContractError", "unknown"],
    [300, "SolvRedirectError", "unknown"],
    [307, "SolvRedirectError", "not_applied"],
    [399, "SolvRedirectError", "unknown"],
    [400, "SolvRejectedError", "not_applied"],
    [401, "SolvAuthenticationError", "not_applied"],
    [403, "SolvPermissionError", "not_applied"],
    [404, "SolvNotFoundError", "not_applied"],
    [429, "SolvRateLimitError", "not_applied"],
    [499, "SolvRejectedError", "not_applied"],
    [500, "SolvServerError", "unknown"],
    [599, "SolvServerError", "unknown"],
    [600, "SolvContractError", "unknown"],
  ])("%s is a %s", (status, name, outcome) => {
    for (const report of [false, true]) {
      const response = answer(status, "");
      const { error } = concluded(response, { report });
      expect(error).toMatchObject({ name, outcome, status, attempts: 2, operationId: cancel.id });
      expect(error?.revealResponse()).toBe(response);
    }
  });

  test("is named in the sentence, unless there is more to say", () => {
    const sentence = (status: number, value: unknown) =>
      concluded(answer(status, value)).error?.message;
    expect(sentence(404, "")).toBe(`${place}the server answered with status 404.`);
    expect(sentence(500, "")).toBe(`${place}the server answered with status 500.`);
    expect(sentence(302, "")).toBe(
      `${place}the server answered with a redirect, which is never followed.`,
    );
    expect(sentence(600, "")).toBe(
      `${place}the answer breaks the description. documented is 200 or 422, received was 600.`,
    );
    expect(sentence(200, { ...booking, email: null })).toBe(
      `${place}the answer breaks the description. /email: documented is string, received was null.`,
    );
    expect(sentence(200, { ...booking, email: null, gender: 7, phone: 7 })).toMatch(
      /^[^(]+description\. \/email: [^(]+ \(and 2 more\)$/,
    );
  });

  test("that is documented without a body, and stands for nothing, is named as well", () => {
    const any = { source: "#/sample", line: 1, headers: [], content: {} };
    const operation = { ...cancel, responses: { default: any } };
    const { error, findings } = concluded(answer(600, ""), { operation });
    expect(findings).toEqual([]);
    expect(error?.message).toBe(
      `${place}the answer breaks the description. the server answered with status 600.`,
    );
  });

  test("of 429 says when to come back", () => {
    const { error } = concluded(answer(429, "", [["retry-after", "7"]]));
    expect((error as SolvRateLimitError).retryAfter).toBe(7);
  });
});

describe("a booking", () => {
  test("that conforms is returned", () => {
    const response = answer(200, booking, [...json, ["x-request-id", "sample-1"]]);
    expect(concluded(response)).toEqual({
      value: booking,
      status: 200,
      requestId: "sample-1",
      response,
      findings: [],
    });
  });

  const without = (name: string) => ({ ...booking, [name]: undefined });
  const traced: Operation = {
    ...cancel,
    responses: Object.fromEntries(
      Object.entries(cancel.responses).map(([status, response]) => [
        status,
        { ...response, headers: [parameter("X-Trace")] },
      ]),
    ),
  };

  test.each<[string, ReturnType<typeof answer>, Operation, string]>([
    ["a wrong type", answer(200, { ...booking, email: null }), cancel, "applied"],
    [
      "another media type",
      answer(200, booking, [["content-type", "text/html"]]),
      cancel,
      "applied",
    ],
    ["no media type", answer(200, booking, []), cancel, "applied"],
    ["no header that is described", answer(200, booking), traced, "applied"],
    ["no id", answer(200, without("id")), cancel, "unknown"],
    ["no status", answer(200, without("status")), cancel, "unknown"],
    ["no id, and a wrong type", answer(200, { ...without("id"), email: 7 }), cancel, "unknown"],
    ["a list around it", answer(200, [booking]), cancel, "unknown"],
    ["markup", answer(200, "<p>"), cancel, "unknown"],
    ["another status", answer(201, booking), cancel, "unknown"],
    ["a status of failure", answer(422, booking, []), cancel, "not_applied"],
    ["a status of crash", answer(500, booking), cancel, "unknown"],
  ])("with %s", (_, response, operation, outcome) => {
    const { error, findings } = concluded(response, { operation });
    expect(error?.outcome).toBe(outcome);
    expect(findings.length).toBeGreaterThan(0);
    if (error instanceof SolvContractError) expect(error.findings).toEqual(findings);
    const reported = concluded(response, { operation, report: true });
    expect(reported.findings).toEqual(findings);
    // Where it is recognised it is read, whatever was said to be in the body.
    expect("value" in reported && reported.value).toEqual(
      outcome === "applied" && JSON.parse(new TextDecoder().decode(response.body)),
    );
  });

  test("is none with another status than a success, even where the description has it so", () => {
    const described = cancel.responses["200"];
    if (!described) throw new Error("The description has no such answer any more.");
    const operation = { ...cancel, responses: { default: described } };
    const of = (status: number) => concluded(answer(status, booking), { operation });
    for (const status of [200, 299]) expect(of(status)).toMatchObject({ value: booking, status });
    expect(of(199).error).toMatchObject({ name: "SolvContractError", outcome: "unknown" });
    expect(of(300).error).toMatchObject({ name: "SolvRedirectError", outcome: "unknown" });
  });

  test("is a violation by errors alone: warnings are told, and kept out of the error", () => {
    const { error, findings } = concluded(answer(404, ""));
    expect(error?.name).toBe("SolvNotFoundError");
    expect(findings).toMatchObject([{ severity: "warning", check: "status_code_conformance" }]);
    expect(concluded(answer(422, "<p>", [])).error?.name).toBe("SolvContractError");
  });
});

describe("the request id", () => {
  test.each<[string, string | undefined]>([
    ["sample-1", "sample-1"],
    ["a", "a"],
    ["Root=1-67:a/b+c_d.e", "Root=1-67:a/b+c_d.e"],
    ["x".repeat(128), "x".repeat(128)],
    ["x".repeat(129), undefined],
    ["", undefined],
    ["two words", undefined],
    [" a", undefined],
    ["a@", undefined],
    ["@a", undefined],
  ])("%j is shown as %j", (sent, shown) => {
    expect(concluded(answer(200, booking, [...json, ["X-Request-Id", sent]]))).toMatchObject({
      requestId: shown,
    });
    expect(concluded(answer(500, "", [["X-Request-Id", sent]])).error?.requestId).toBe(shown);
  });
});
