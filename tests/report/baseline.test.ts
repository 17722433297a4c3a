/** A baseline: what is known, what is new, what is gone, and what neither is. */
import { describe, expect, test } from "@jest/globals";
import { operations } from "../../src/description/operations.js";
import { type CheckName, finding } from "../../src/judge/finding.js";
import {
  applyBaseline,
  type Baseline,
  type BaselineEntry,
  updateBaseline,
} from "../../src/report/baseline.js";
import { CannotRunError } from "../../src/report/cannot-run.js";
import { createReport, outcomeOf } from "../../src/report/create.js";
import { parseBaseline } from "../../src/report/read-baseline.js";
import type { Report, Result } from "../../src/report/report.js";
import { conforming, result } from "./sample.js";

const { id: operation, source, line } = operations.cancelExternalBooking;

const found = (received: string, check: CheckName = "response_schema_conformance") =>
  finding({
    severity: check === "response_schema_conformance" ? "error" : "warning",
    check,
    operationId: operation,
    pointer: "/email",
    source,
    line,
    documented: "a string",
    received,
  });

const with_ = (name: string, ...findings: ReturnType<typeof found>[]): Result =>
  result(name, { findings, outcome: outcomeOf(findings), status: 200 });

function reportOf(results: readonly Result[], parts: object = {}): Report {
  return createReport({
    kind: "check",
    target: "127.0.0.1:1",
    startedAt: new Date(0),
    durationMs: 1,
    failOn: "warning",
    interrupted: false,
    exchanges: results.length,
    coverage: conforming.coverage,
    results,
    ...parts,
  });
}

const entry = (name: string, received: string, more: Partial<BaselineEntry> = {}) => ({
  operation,
  probe: `${operation}/${name}`,
  check: "response_schema_conformance" as CheckName,
  pointer: "/email",
  documented: "a string",
  received,
  reason: "agreed",
  ...more,
});
const baseline = (...findings: BaselineEntry[]): Baseline => ({ baselineVersion: 1, findings });

describe("a finding", () => {
  test("that is held is known, and counts neither for the verdict nor in the summary", () => {
    const report = reportOf([with_("a", found("null"))]);
    expect(report.verdict).toBe("violations");
    const known = applyBaseline(report, baseline(entry("a", "null")));
    expect(known.verdict).toBe("conforms");
    expect(known.summary).toMatchObject({ failed: 0, known: 1, errors: 0, warnings: 0 });
    expect(known.results[0]).toMatchObject({ outcome: "known", findings: [{ known: "agreed" }] });
  });

  test.each([
    ["another pointer", { pointer: "/phone" }],
    ["something else received", { received: "integer" }],
    ["another probe", { probe: `${operation}/b` }],
    ["another check", { check: "transport_conformance" }],
  ] as const)("that differs by %s is new", (_, other) => {
    const report = reportOf([with_("a", found("null"))]);
    const judged = applyBaseline(report, baseline(entry("a", "null", other)));
    expect(judged.results[0]).toMatchObject({ outcome: "failed" });
    expect(judged.verdict).toBe("violations");
  });

  test("counts again after its last day, and not on it", () => {
    const report = reportOf([with_("a", found("null"))]);
    const held = baseline(entry("a", "null", { until: "2027-01-31" }));
    const at = (day: string) => applyBaseline(report, held, { now: new Date(`${day}T23:00:00Z`) });
    expect(at("2027-01-31").verdict).toBe("conforms");
    const after = at("2027-02-01");
    expect(after.verdict).toBe("violations");
    expect(after.results.map(({ id }) => id)).not.toContain("baseline");
    expect(after.notes?.[0]).toMatch(/until 2027-01-31: it counts again/);
  });

  test("that is a remark on the operation is known whichever probe raised it first", () => {
    const remark = found("a member", "undocumented_property");
    const held = baseline(entry("a", "a member", { check: "undocumented_property" }));
    const judged = applyBaseline(reportOf([with_("b", remark)]), held);
    expect(judged).toMatchObject({ verdict: "conforms", summary: { known: 1 } });
  });
});

describe("an entry", () => {
  const gone = (results: readonly Result[], ...names: string[]) => {
    const held = baseline(entry("a", "null"));
    const ids = names.length > 0 ? { ids: names } : {};
    const { results: all, verdict } = applyBaseline(reportOf(results), held, ids);
    return { verdict, findings: all.find(({ id }) => id === "baseline")?.findings ?? [] };
  };

  test("is gone where its probe was judged and did not raise it: a warning", () => {
    const { verdict, findings } = gone([with_("a")]);
    expect(verdict).toBe("violations");
    expect(findings).toMatchObject([{ severity: "warning", received: "gone: remove it" }]);
  });

  test.each([
    ["was not sent", result("a", { outcome: "skipped", needs: "time" })],
    ["was not judged", result("a", { outcome: "inconclusive", notJudged: "429 was answered" })],
    ["was cut off", result("a", { outcome: "inconclusive" })],
    ["is not in the run", with_("b")],
  ])("is neither met nor gone where its probe %s", (_, only) => {
    expect(gone([only])).toEqual({ verdict: "conforms", findings: [] });
  });

  test("is gone where no probe has its id any more", () => {
    expect(gone([with_("b")], `${operation}/b`).findings).toHaveLength(1);
  });
});

describe("an update", () => {
  test("keeps reasons, dates and what was not judged, drops what is gone, adds what is new", () => {
    const held = baseline(
      entry("a", "null", { until: "2020-01-01" }),
      entry("b", "null"),
      entry("c", "null"),
    );
    const report = reportOf([
      with_("a", found("null"), found("integer")),
      with_("b"),
      result("c", { outcome: "skipped" }),
    ]);
    const updated = updateBaseline(report, held);
    expect(updated.findings).toEqual([
      held.findings[0],
      held.findings[2],
      entry("a", "integer", { reason: "" }),
    ]);
    // What a report with the baseline holds of its own is none of it.
    expect(updateBaseline(applyBaseline(report, held), held)).toEqual(updated);
  });

  test.each([
    ["interrupted", { interrupted: true }, /interrupted/],
    ["inconclusive", { inconclusive: "the server failed" }, /inconclusive/],
    [
      "open about a record",
      { results: [result("a", { outcome: "inconclusive", booking: 1, undecided: "open" })] },
      /inconclusive/,
    ],
  ])("is refused after a run that is %s", (_, parts, sentence) => {
    const report = reportOf([with_("a", found("null"))], parts);
    expect(() => updateBaseline(report)).toThrow(CannotRunError);
    expect(() => updateBaseline(report)).toThrow(sentence);
  });
});

describe("a baseline file", () => {
  test("is read as it was written", () => {
    const held = baseline(entry("a", "null", { until: "2027-01-31" }));
    expect(parseBaseline(JSON.parse(JSON.stringify(held)), "f")).toEqual(held);
  });

  test.each([
    [[], /is no baseline/],
    [{ findings: [] }, /is no baseline/],
    [{ baselineVersion: 1, findings: [1] }, /finding 1 must be an object/],
    [baseline({ ...entry("a", "null"), probe: 1 } as never), /probe must be a string/],
    [baseline({ ...entry("a", "null"), CANARY: 1 } as never), /an unknown property; known are/],
    [baseline(entry("a", "null", { until: "2027-02-30" })), /until must be a day/],
    [baseline(entry("a", "null", { until: "soon" })), /until must be a day/],
  ])("%j is none", (given, sentence) => {
    expect(() => parseBaseline(given, "f")).toThrow(sentence);
    expect(() => parseBaseline(given, "f")).not.toThrow(/CANARY/);
  });
});
