/** How probes become results, and how the page lists them. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { toCurl } from "../../src/check/curl.js";
import { createMatcher } from "../../src/check/filter.js";
import { identity } from "../../src/check/findings.js";
import { type Probe, planProbes } from "../../src/check/plan.js";
import { SHELL_VARIABLES } from "../../src/check/request.js";
import { inOrder, resultOf } from "../../src/check/results.js";
import { conclude } from "../../src/check/verdict.js";
import type { Exchange } from "../../src/http/exchange.js";
import type { Finding } from "../../src/judge/finding.js";
import { foldRemarks } from "../../src/report/remarks.js";
import type { Result } from "../../src/report/report.js";

/** How probes become results: in the plan's order, each remark once, with a request to repeat it. */
describe("results", () => {
  const plan = planProbes();
  const probe = (id: string): Probe => {
    const found = plan.find((one) => one.id === id);
    if (!found) throw new Error(`There is no probe ${id}.`);
    return found;
  };
  const control = probe("cancelExternalBooking/control");
  const request = { method: "DELETE", origin: "", target: "", headers: [] };
  const exchange: Exchange = { request, startedAt: new Date(0), durationMs: 1.26 };
  const response = { status: 404, headers: [], body: new Uint8Array() };
  const passed = conclude([]);

  describe("a result", () => {
    const { id, case: caseName, tier, expects, operation } = control;
    const base = {
      id,
      case: caseName,
      tier,
      expects,
      operationId: operation.id,
      outcome: "passed",
      findings: [],
      durationMs: 1.3,
      curl: toCurl(operation && (control.make(operation, SHELL_VARIABLES) as never)),
    };

    test("has the status and the booking's position where there are any", () => {
      expect(resultOf(control, exchange, passed)).toStrictEqual(base);
      expect(resultOf(control, { ...exchange, response }, { ...passed, booking: 2 })).toStrictEqual(
        {
          ...base,
          status: 404,
          booking: 2,
        },
      );
    });

    test("has no request where none can be printed", () => {
      const hidden = probe("cancelExternalBooking/booking/mismatch/unicode_form");
      expect(resultOf(hidden, exchange, { ...passed, booking: 1 })).not.toHaveProperty("curl");
    });
  });

  test("results stand in the plan's order, whenever their answers came", () => {
    const ids = plan.slice(0, 20).map(({ id }) => id);
    const every = (remainder: number) => ids.filter((_, index) => index % 3 === remainder);
    for (const came of [
      ids,
      ids.toReversed(),
      [...every(2), ...every(0), ...every(1).toReversed()],
    ]) {
      const results = came.map((id) => ({ ...resultOf(control, exchange, passed), id }));
      expect(inOrder(results, plan).map(({ id }) => id)).toEqual(ids);
    }
  });

  describe("what is not documented", () => {
    const remark: Finding = {
      ...identity(control, { pointer: "/a", documented: "b", received: "c" }),
      severity: "warning",
      check: "undocumented_property",
    };
    const results = (...findings: Finding[][]): Result[] =>
      findings.map((each) => ({
        ...resultOf(control, exchange, conclude(each)),
        findings: each,
      }));
    const left = (...findings: Finding[][]) =>
      foldRemarks(results(...findings)).map(({ outcome, findings: kept }) => [
        outcome,
        kept.length,
      ]);

    test("is said once, and turns no later result to passed", () => {
      const status = { ...remark, check: "status_code_conformance" } as const;
      expect(left([remark], [remark, status], [remark, status])).toEqual([
        ["warned", 1],
        ["warned", 1],
        ["warned", 0],
      ]);
    });

    test.each([
      ["operationId", "createAccessToken"],
      ["pointer", "/other"],
      ["received", "another"],
      ["check", "status_code_conformance"],
    ])("is said again of another %s", (name, value) => {
      expect(left([remark], [{ ...remark, [name]: value }])).toEqual([
        ["warned", 1],
        ["warned", 1],
      ]);
    });

    test("is said each time where it is an error, or something else", () => {
      const error = { ...remark, severity: "error" } as const;
      expect(left([error], [error])).toEqual([
        ["failed", 1],
        ["failed", 1],
      ]);
      const other = { ...remark, check: "inconclusive" } as const;
      expect(left([other], [other])).toEqual([
        ["inconclusive", 1],
        ["inconclusive", 1],
      ]);
    });
  });
});

/** The page of the check lists every probe that touches a given booking, and says what each waits for. */
describe("the listed probes", () => {
  const readme = readFileSync(join(__dirname, "../../src/check/README.md"), "utf8");
  const [list = ""] = (readme.split("## What is sent to a given booking")[1] ?? "").split("\n## ");
  /** Each probe of the list, with the heading that says what it waits for. */
  const rows = list.split("\n### ").flatMap((part) => {
    const [when = "", ...lines] = part.split("\n");
    const items = lines.join(" ").split(" - ").slice(1);
    return items.map((item) => {
      const globs = item.slice(item.lastIndexOf(": ")).matchAll(/`([^`]+)`/g);
      return { globs: [...globs].map(([, glob = ""]) => glob), when };
    });
  });
  const touching = planProbes({ only: ["cancelExternalBooking/*"] })
    .filter(({ tier }) => tier !== "safe")
    .map((probe) => ({ probe, name: probe.id.slice(probe.id.indexOf("/") + 1) }));

  /** Of the body's members the page names the documented ones; another is listed with its own change. */
  const ofMember =
    /^(booking|cancel)\/body\/\w+\/(?!cancellation_reason|external_location_id|service_id)\w+\//;
  /** What depends on parameters and limits that a description may gain, the page names by kind. */
  const gained = /^booking\/(parameter|body\/(?!missing|type|not_an_object)\w+)\//;
  const listed = touching.filter(({ name }) => !ofMember.test(name) && !gained.test(name));

  test.each(listed)("$name is listed once, with what it waits for", ({ probe, name }) => {
    const found = rows.filter(({ globs }) => globs.some((glob) => createMatcher([glob])(name)));
    expect(found).toHaveLength(1);
    const when = found[0]?.when ?? "";
    const isTolerated = probe.mayBeCarriedOut === true;
    expect(when.includes("the safe tier saw")).toBe(probe.tier === "booking" && isTolerated);
    expect(when.includes("--allow-cancel")).toBe(probe.tier === "cancel");
    expect(when.includes("--ids-differ-beyond-case-and-form")).toBe(
      probe.needs === "idsDifferBeyondCaseAndForm",
    );
  });

  test("nothing is listed that is not sent", () => {
    const globs = rows.flatMap((row) => row.globs);
    expect(globs.length).toBeGreaterThan(20);
    for (const glob of globs) {
      expect([glob, touching.some(({ name }) => createMatcher([glob])(name))]).toEqual([
        glob,
        true,
      ]);
    }
  });
});
