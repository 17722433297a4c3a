/** Probes, and answers to them, for the tests of what an answer means. */

import type { Evidence } from "../../src/check/expectations.js";
import { type Probe, planProbes } from "../../src/check/plan.js";
import { judgeProbe } from "../../src/check/verdict.js";
import { examplesAt } from "../../src/description/document.js";
import { operations } from "../../src/description/operations.js";
import type { Exchange } from "../../src/http/exchange.js";
import type { Finding } from "../../src/judge/finding.js";
import type { Tier } from "../../src/report/report.js";
import { methodProbe } from "./method-probe.js";

const { cancelExternalBooking: cancel } = operations;
const headers = [["content-type", "application/json"]] as const;
export const when = { startedAt: new Date(0), durationMs: 1 };
export const request = { method: "DELETE", origin: "", target: "", headers: [] };

let plan: readonly Probe[] | undefined;

/** A probe of the plan, by what it tries. */
export function probe(caseName: string, tier: Tier = "safe", operation = cancel): Probe {
  plan ??= planProbes();
  const found =
    methodProbe(caseName, tier) ??
    plan.find((one) => one.case === caseName && one.tier === tier && one.operation === operation);
  if (!found) throw new Error(`There is no probe ${caseName}.`);
  return found;
}

/** An answer whose body conforms, where the status is documented. */
export function answer(status: number, body?: unknown): Exchange {
  const source = `${cancel.responses[status]?.source}/content/application~1json`;
  const [example] = status in cancel.responses ? examplesAt(source).values() : [{}];
  const bytes = new TextEncoder().encode(JSON.stringify(body ?? example));
  return { request, response: { status, headers, body: bytes }, ...when };
}

export const evidence = (parts: Partial<Evidence> = {}): Evidence => ({
  control: 404,
  validates: new Set(),
  authenticates: new Set(),
  ...parts,
});
export const said = ({ severity, check, documented, received }: Finding) =>
  `${severity} ${check}: ${documented} -> ${received}`;
export const verdict = (of: Probe, status: number, known = evidence()) => {
  const { outcome, findings } = judgeProbe(of, answer(status), known);
  return [outcome, ...findings.map(said)];
};

export const undocumented = (status: number, severity = "warning") =>
  `${severity} status_code_conformance: 200 or 422 -> ${status}`;
