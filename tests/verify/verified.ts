/** What the tests of `verify` share: a verification that is held to its schema, and its findings in words. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Report } from "../../src/report/report.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { ndjson, source } from "./samples.js";

const schema = (path: string) =>
  new Ajv2020({ validateSchema: false }).compile(
    JSON.parse(readFileSync(join(__dirname, "../../src", path), "utf8")),
  );
const isReport = schema("report/report.schema.json");
export const isExchange = schema("verify/exchange.schema.json");

export async function verify(...exchanges: readonly unknown[]): Promise<Report> {
  const report = await verifyTraffic([source("log", ndjson(...exchanges))]);
  isReport(JSON.parse(JSON.stringify(report)));
  expect(isReport.errors).toBeNull();
  return report;
}

/** The results of the two calls that the samples are of, whatever else is described. */
export const resultsOf = ({ results }: Report) =>
  results.filter(({ operationId }) => CALLS.includes(operationId));
const CALLS: readonly string[] = ["cancelExternalBooking", "createAccessToken"];

/** What was found, one line each. */
export const findings = ({ results }: Report) =>
  results.flatMap(({ id, findings: all }) =>
    all.map(({ severity, check, pointer, documented, received, occurrences }) =>
      [
        severity,
        id,
        check,
        pointer || ".",
        `${documented} -> ${received}`,
        `${occurrences?.count}:${occurrences?.first.at}-${occurrences?.last.at}`,
      ].join(" | "),
    ),
  );
