/** What a report says of findings, of remarks and of given bookings. */
import { describe, expect, test } from "@jest/globals";
import { createReport } from "../../src/report/create.js";
import { dangerOf } from "../../src/report/danger.js";
import { renderers } from "../../src/report/formats/renderers.js";
import { factsOf, othersOf, problemsOf } from "../../src/report/problems.js";
import { foldRemarks } from "../../src/report/remarks.js";
import { FORMATS, type Result } from "../../src/report/report.js";
import { conforming, result, verified, violated } from "./sample.js";

/** What the formats say about a finding: who raised it, what it departs from, in which order. */
describe("problems", () => {
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
});

/** Remarks are said once; how many would repeat one is counted where it is said. */
describe("remarks", () => {
  const remark = violated.results[1]?.findings[0];
  if (!remark) throw new Error("The sample has lost its remark.");
  const results = ["a", "b", "c"].map((name) =>
    result(name, { outcome: "warned", findings: [remark] }),
  );

  test("the first result keeps the remark, the others their outcome", () => {
    const [first, ...others] = foldRemarks(results);
    expect(first?.findings).toEqual([{ ...remark, repeats: 2 }]);
    expect(first).not.toHaveProperty("repeated");
    for (const each of others) {
      expect(each).toMatchObject({ outcome: "warned", findings: [], repeated: 1 });
    }
    expect(foldRemarks(results.slice(0, 1))[0]?.findings).toEqual([remark]);
  });

  test("every format that groups findings says for how many probes it stands", () => {
    const report = createReport({
      ...conforming,
      startedAt: new Date(0),
      exchanges: 3,
      results: foldRemarks(results),
    });
    for (const format of FORMATS.filter((each) => each !== "json" && each !== "junit")) {
      expect(renderers[format](report)).toContain("2 more probes");
    }
    expect(renderers.html(report)).toContain("1 remark said before");
  });
});

/** What a report says of given bookings: by position, what was cancelled and by what leave. */
describe("danger", () => {
  const at = (booking: number, tier: Result["tier"], parts: Partial<Result> = {}) =>
    result("sample", { booking, tier, ...parts });

  const said = (...results: Result[]) => dangerOf({ ...conforming, results });

  test("says that nothing was given, or nothing sent", () => {
    expect(dangerOf(conforming)).toBe("Safe tier only: no booking was given.");
    expect(dangerOf(verified)).toBe("Recorded traffic only: nothing was sent.");
  });

  test.each([
    ["an answered cancel", [at(2, "cancel", { status: 200 })], "Booking 2 cancelled, as allowed."],
    [
      "an invalid request that was accepted",
      [at(3, "booking", { status: 202 }), at(3, "cancel", { status: 200 })],
      "Booking 3 cancelled, or answered as if so, by a request that must be refused. " +
        "Booking 3 cancelled, as allowed.",
    ],
    ["a refusal", [at(1, "booking", { status: 422 })], "Booking 1 not cancelled."],
    ["a redirect", [at(1, "cancel", { status: 302 })], "Booking 1 not cancelled."],
    [
      "no answer",
      [at(4, "cancel", { undecided: "booking 4 may be cancelled: 504 was answered", status: 504 })],
      "Booking 4 may be cancelled.",
    ],
    [
      "a valid request of another operation",
      [result("valid/read", { booking: 6, tier: "booking", status: 200 })],
      "Booking 6 used in valid requests, as allowed. Booking 6 not cancelled.",
    ],
    ["no answer to a harmless request", [at(4, "booking")], "Booking 4 not cancelled."],
    [
      "many",
      [5, 1, 2, 3, 7, 8].map((booking) => at(booking, "cancel", { status: 200 })),
      "Bookings 1 to 3, 5, 7, 8 cancelled, as allowed.",
    ],
  ])("says what became of a booking: %s", (_, results, sentence) => {
    expect(said(...results)).toBe(sentence);
  });
});
