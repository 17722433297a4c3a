/** What the formats say about a finding: who raised it, what it departs from, in which order. */
import { describe, expect, test } from "@jest/globals";
import { factsOf, othersOf, problemsOf } from "../../src/report/problems.js";
import { result, verified, violated } from "./sample.js";

describe("the same finding of several results", () => {
  const failed = violated.results.filter(({ outcome }) => outcome === "failed");
  const [finding] = failed[0]?.findings ?? [];
  if (!finding) throw new Error("The sample has lost its finding.");
  const of = (...results: (typeof failed)[number][]) => problemsOf({ ...violated, results });

  test("is one problem, with each result once", () => {
    const twice = result("twice", { findings: [finding, finding] });
    const [problem, ...more] = of(twice, ...failed);
    expect(problem?.results.map(({ case: caseName }) => caseName)).toEqual([
      "twice",
      "legal/minimal",
      "legal/full",
    ]);
    expect(more).toEqual([]);
  });

  test("is several when positions in a recording differ", () => {
    const place = { file: "a", at: 1 };
    const seen = { ...finding, occurrences: { count: 1, of: 1, first: place, last: place } };
    const results = ["200", "422"].map((status) => result(status, { findings: [seen] }));
    expect(of(...results)).toHaveLength(2);
  });

  test.each([
    ["severity", "warning"],
    ["check", "request_conformance"],
    ["operationId", "createAccessToken"],
    ["pointer", "/phone"],
    ["source", "#/other"],
    ["documented", "string"],
    ["received", "null"],
    ["cause", "Another cause."],
  ])("is two when its %s differs", (name, value) => {
    const other = { ...finding, [name]: value };
    expect(of(result("one", { findings: [finding, other] }))).toHaveLength(2);
  });

  test("comes after errors when it is a warning", () => {
    const warning = { ...finding, severity: "warning" } as const;
    const severities = of(result("one", { findings: [warning, finding, warning] })).map(
      (problem) => problem.finding.severity,
    );
    expect(severities).toEqual(["error", "warning"]);
  });
});

describe("a finding", () => {
  const [check] = problemsOf(violated);
  const [recorded] = problemsOf(verified);
  if (!check || !recorded) throw new Error("The samples have lost their findings.");

  test("has its facts in one order, and the place only where the report is at hand", () => {
    expect(factsOf(check.finding)).toEqual([
      ["documented", "a required property"],
      ["received", "nothing at /email"],
      ["cause", "The answer leaves out a field that it should carry."],
    ]);
    expect(factsOf(recorded.finding, verified)).toEqual([
      ["documented", "a required property (openapi/external-bookings.yaml:201)"],
      ["received", "nothing at /email"],
      [
        "seen",
        "in 17 of 1 234 000 exchanges: first gateway.ndjson:3 (2031-05-20T16:30:00.000Z), last second.har:90210",
      ],
    ]);
    expect(factsOf({ ...recorded.finding, pointer: "" })[1]).toEqual(["received", "nothing"]);
  });

  test("names how many others raised it, if any", () => {
    expect(othersOf(violated, check)).toBe("1 more probe");
    expect(othersOf(verified, recorded)).toBe("");
    const [one] = recorded.results;
    expect(othersOf(verified, { ...recorded, results: [one, one, one] })).toBe("2 more cases");
  });
});
