/** Verdicts once the description documents more: other refusals than those of input change no verdict. */
import { expect, test } from "@jest/globals";
import { planProbes } from "../../src/check/plan.js";
import { gatherEvidence, judgeProbe } from "../../src/check/verdict.js";
import { type DescribedResponse, operations } from "../../src/description/operations.js";
import type { Exchange } from "../../src/http/exchange.js";
import { methodProbe } from "./method-probe.js";

const { cancelExternalBooking: cancel } = operations;
const when = { startedAt: new Date(0), durationMs: 1 };

const place = (status: string): DescribedResponse => ({
  source: `${cancel.source}/responses/${status}`,
  line: 1,
  headers: [],
  content: {},
});
function probe(caseName: string, documented: readonly string[]) {
  const [name, tier] = caseName.startsWith("booking/")
    ? ([caseName.slice(8), "booking"] as const)
    : ([caseName, "safe"] as const);
  const found =
    methodProbe(name, tier) ??
    planProbes().find(({ id }) => id === `cancelExternalBooking/${caseName}`);
  if (!found) throw new Error(`There is no probe ${caseName}.`);
  const responses = Object.fromEntries(documented.map((status) => [status, place(status)]));
  return { ...found, operation: { ...cancel, responses } };
}
const pages = { schema: "#", validate: () => true };
const answer = (status: number): Exchange => ({
  request: { method: "DELETE", origin: "", target: "", headers: [] },
  response: { status, headers: [], body: new Uint8Array() },
  ...when,
});
const evidence = { control: 404, validates: new Set<never>(), authenticates: new Set<never>() };
const all = ["200", "401", "403", "404", "422"];
const judge = (caseName: string, status: number, documented = all) =>
  judgeProbe(probe(caseName, documented), answer(status), evidence);

test("a documented 404 is the right answer to a valid request for what does not exist", () => {
  expect(judge("control", 404)).toEqual({ outcome: "passed", findings: [] });
  expect(judge("path/unicode", 404).outcome).toBe("passed");
  expect(judge("control", 422).outcome).toBe("failed");
});

test("no documented refusal but one of input shows that an invalid body was noticed", () => {
  expect(judge("body/missing/service_id", 422).outcome).toBe("passed");
  expect(judge("body/missing/service_id", 404).outcome).toBe("inconclusive");
  for (const status of [401, 403]) {
    const { findings } = judge("body/missing/service_id", status);
    expect(findings.map(({ check, documented }) => `${check}: ${documented}`)).toEqual([
      "negative_data_rejection: 422",
    ]);
  }
  const sent = ["control", "body/malformed"].map((caseName, index) => ({
    probe: probe(caseName, all),
    exchange: answer(index === 0 ? 200 : 404),
  }));
  expect(gatherEvidence(sent).validates.size).toBe(0);
});

test.each([
  [["200", "400", "422"], "400 or 422", "400"],
  [["200", "4XX"], "400 or 422", "4XX"],
  [["200", "404"], "400 or 422", undefined],
])("with %j documented an invalid body is refused with %s", (documented, named, at) => {
  for (const status of [400, 422]) {
    const { findings } = judge("body/missing/service_id", status, documented);
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  }
  const [finding] = judge("body/missing/service_id", 200, documented).findings;
  expect(finding).toMatchObject({
    check: "negative_data_rejection",
    documented: named,
    source: at ? `${cancel.source}/responses/${at}` : cancel.source,
  });
});

test.each(["method/GET", "booking/method/PUT", "booking/mismatch/path_case"])(
  "%s is refused by who need not answer as the operation does",
  (caseName) => {
    const responses = { "4XX": { ...place("4XX"), content: { "application/json": pages } } };
    const { operation, ...rest } = probe(caseName, all);
    const elsewhere = { ...rest, operation: { ...operation, responses } };
    const judged = (status: number, own: typeof elsewhere) =>
      judgeProbe(own, answer(status), evidence).findings.map(({ check }) => check);
    expect(judged(404, elsewhere)).toEqual([]);
    const { operation: _, ...control } = probe("control", all);
    expect(judged(404, { ...control, operation: elsewhere.operation })).toEqual([
      "content_type_conformance",
    ]);
  },
);
