/** Reports with what the usual samples lack: nothing at all, or several of everything in one place. */
import { operations } from "../../src/description/operations.js";
import { finding } from "../../src/judge/finding.js";
import { createReport } from "../../src/report/create.js";
import type { Coverage } from "../../src/report/report.js";
import { result, verified } from "./sample.js";

const CASES = ["authentication/wrong", "mismatch/location", "method/GET", "valid/full"];

const { cancelExternalBooking } = operations;
const nothing = { documented: 0, exercised: 0, missing: [] };
const some = { documented: 1_200, exercised: 1_198, missing: ["sample 422", "sample /a|b"] };
const coverage: Coverage = {
  operations: nothing,
  parameters: some,
  statuses: some,
  requestProperties: nothing,
  responseProperties: some,
};

const departure = {
  operationId: cancelExternalBooking.id,
  pointer: "",
  source: cancelExternalBooking.source,
  line: 45,
  documented: "200 or 422",
};
const crash = finding({
  ...departure,
  severity: "error",
  check: "status_code_conformance",
  received: "500",
});
const remark = finding({
  ...departure,
  severity: "warning",
  check: "content_type_conformance",
  received: "text",
});
const undecided = finding({
  ...departure,
  severity: "warning",
  check: "inconclusive",
  received: "404",
});

/** A check of nothing. */
export const empty = createReport({
  kind: "check",
  target: "127.0.0.1:4010",
  startedAt: new Date(0),
  durationMs: 0,
  failOn: "error",
  interrupted: true,
  exchanges: 0,
  results: [],
  coverage,
});

/** A check that fails on warnings, with several findings of a result and one need of several groups. */
export const crowded = createReport({
  kind: "check",
  target: "127.0.0.1:4010",
  startedAt: new Date(0),
  durationMs: 60_000,
  failOn: "warning",
  interrupted: false,
  exchanges: 3,
  results: [
    result("legal/full", { outcome: "failed", status: 500, findings: [crash, remark] }),
    result("body/none", { outcome: "inconclusive", status: 404, findings: [undecided] }),
    result("path/long", { outcome: "inconclusive", status: 404 }),
    ...CASES.map((caseName) =>
      result(caseName, { outcome: "skipped", needs: "a booking that no other probe has used up" }),
    ),
    result("repeat", { outcome: "skipped" }),
  ],
  coverage,
});

/** A verification whose finding is raised with two statuses; nothing is set aside. */
export const repeated = createReport({
  ...verified,
  startedAt: new Date(0),
  exchanges: 2,
  setAside: [],
  results: verified.results.flatMap((one) => [
    one,
    { ...one, id: "cancelExternalBooking/422", case: "422" },
  ]),
});
