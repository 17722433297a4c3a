/** Reports that look like real ones, for the tests of every format. */

import { operations } from "../../src/description/operations.js";
import { finding } from "../../src/judge/finding.js";
import { createReport } from "../../src/report/create.js";
import type { Coverage, Report, Result } from "../../src/report/report.js";

const { cancelExternalBooking, createAccessToken } = operations;

const none = { documented: 4, exercised: 3, missing: ["createAccessToken 422"] };
const coverage: Coverage = {
  operations: { documented: 2, exercised: 2, missing: [] },
  parameters: { documented: 1, exercised: 1, missing: [] },
  statuses: none,
  requestProperties: { documented: 7, exercised: 7, missing: [] },
  responseProperties: { documented: 31, exercised: 27, missing: ["Booking.address_city"] },
};

const base = {
  operationId: cancelExternalBooking.id,
  tier: "safe",
  outcome: "passed",
  findings: [],
} as const;

/** A result of the cancel call that passed, or what `parts` make of it. */
export function result(caseName: string, parts: Partial<Result> = {}): Result {
  const id = `${parts.operationId ?? base.operationId}/${caseName}`;
  return { ...base, id, case: caseName, expects: `The API handles ${caseName}.`, ...parts };
}

const missingEmail = finding({
  severity: "error",
  check: "response_schema_conformance",
  operationId: cancelExternalBooking.id,
  pointer: "/email",
  source: "#/components/schemas/Booking/required",
  line: 201,
  documented: "a required property",
  received: "nothing",
});

const forbidden = finding({
  severity: "warning",
  check: "status_code_conformance",
  operationId: cancelExternalBooking.id,
  pointer: "",
  source: `${cancelExternalBooking.source}/responses`,
  line: 74,
  documented: "200 or 422",
  received: "403",
});

const curl =
  "curl -X DELETE 'http://127.0.0.1:4010/v1/partner/external_bookings/'\"$BOOKING\" " +
  "-H 'x-api-key: '\"$SOLV_CLIENT_ID\" -d '{}'";

/** A check that found an error in two probes and a warning, and skipped what it was not given. */
export const violated: Report = createReport({
  kind: "check",
  target: "127.0.0.1:4010",
  startedAt: new Date(0),
  durationMs: 312.4,
  failOn: "error",
  interrupted: false,
  exchanges: 8,
  results: [
    result("control", { status: 422, durationMs: 12 }),
    result("authentication/no_token", {
      outcome: "warned",
      status: 403,
      findings: [forbidden],
      durationMs: 3,
      curl,
    }),
    result("authentication/expired_token", {
      outcome: "skipped",
      needs: "SOLV_EXPIRED_ACCESS_TOKEN",
    }),
    result("body/missing/service_id", { status: 422, durationMs: 2 }),
    result("legal/minimal", {
      tier: "cancel",
      booking: 1,
      outcome: "failed",
      status: 200,
      findings: [{ ...missingEmail, cause: "The answer leaves out a field that it should carry." }],
      durationMs: 1500,
      curl,
    }),
    result("legal/full", {
      tier: "cancel",
      booking: 2,
      outcome: "failed",
      status: 200,
      findings: [{ ...missingEmail, cause: "The answer leaves out a field that it should carry." }],
      curl,
    }),
    result("legal/long_reason", { outcome: "skipped", tier: "cancel", needs: "--booking" }),
    result("path/unicode", { outcome: "inconclusive", status: 404 }),
    result("body/missing/client_id", { operationId: createAccessToken.id, status: 422 }),
  ],
  coverage,
});

/** A check without any finding. */
export const conforming: Report = createReport({
  kind: "check",
  target: "127.0.0.1:4010",
  startedAt: new Date(0),
  durationMs: 90,
  failOn: "error",
  interrupted: false,
  exchanges: 2,
  results: [result("control", { status: 422 }), result("body/missing/service_id")],
  coverage,
});

/** A verification of recorded traffic with one aggregated finding and unreadable lines. */
export const verified: Report = createReport({
  kind: "verify",
  target: "gateway.ndjson, second.har",
  startedAt: new Date(0),
  durationMs: 61_000,
  failOn: "error",
  interrupted: false,
  exchanges: 1_234_567,
  results: [
    result("200", {
      outcome: "failed",
      status: 200,
      exchanges: 1_234_000,
      findings: [
        {
          ...missingEmail,
          occurrences: {
            count: 17,
            of: 1_234_000,
            first: { file: "gateway.ndjson", at: 3, time: "2031-05-20T16:30:00.000Z" },
            last: { file: "second.har", at: 90_210 },
          },
        },
      ],
    }),
  ],
  notRecorded: [
    {
      part: "request body",
      reason: "",
      count: 2,
      first: { file: "gateway.ndjson", at: 3 },
      last: { file: "second.har", at: 7, time: "2031-05-20T16:30:00.000Z" },
    },
    {
      part: "answer body",
      reason: "not base64, although the recording says so",
      count: 1,
      first: { file: "second.har", at: 8 },
      last: { file: "second.har", at: 8 },
    },
  ],
  setAside: [
    {
      kind: "unreadable",
      reason: "not JSON",
      count: 1,
      first: { file: "gateway.ndjson", at: 5 },
      last: { file: "gateway.ndjson", at: 5 },
    },
    {
      kind: "unmatched",
      reason: "another path",
      count: 566,
      first: { file: "gateway.ndjson", at: 6 },
      last: { file: "second.har", at: 9 },
    },
  ],
  coverage,
});

/** A verification of which nothing could be judged. */
export const undecided: Report = createReport({
  kind: "verify",
  target: "a.har",
  startedAt: new Date(0),
  durationMs: 4,
  failOn: "warning",
  interrupted: false,
  exchanges: 1,
  results: [
    result("recorded", {
      outcome: "inconclusive",
      findings: [{ ...forbidden, check: "inconclusive", received: "only exchanges set aside" }],
    }),
  ],
  setAside: [],
  notRecorded: [],
  inconclusive: "every exchange of the API was set aside",
  coverage,
});
