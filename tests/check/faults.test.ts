/** Each fault of the sandbox that breaks the contract raises its finding; each legal variant none. */
import { expect, test } from "@jest/globals";
import { checkContract } from "../../src/check/run.js";
import { faults } from "../../src/sandbox/faults.js";
import { startSandbox } from "../../src/sandbox/server.js";
import { EXPECTED, UNSEEN } from "./expected-findings.js";

async function checkWith(fault: string) {
  const sandbox = await startSandbox({ faults: [fault], paceMs: 5 });
  try {
    const { baseUrl, credentials, bookings } = sandbox;
    const report = await checkContract({
      ...{ ...credentials, baseUrl, bookings, allowCancel: true, concurrency: 8 },
    });
    const errors = report.results.flatMap(({ id, findings }) =>
      findings
        .filter(({ severity }) => severity === "error")
        .map(({ check }) => ({ check, probe: id })),
    );
    return { report, errors };
  } finally {
    await sandbox.close();
  }
}

const breaking = faults.filter(({ kind, name }) => kind === "breaks" && !UNSEEN.has(name));
const legal = faults.filter(({ kind }) => kind === "legal");

test("the corpus is as large as promised, and every fault in it has an expectation", () => {
  expect(breaking.length + legal.length).toBeGreaterThanOrEqual(60);
  expect(breaking.map(({ name }) => name).filter((name) => !EXPECTED[name])).toEqual([]);
});

test.each(breaking)("$name is found", async ({ name }) => {
  const { report, errors } = await checkWith(name);
  expect(report.verdict).toBe("violations");
  expect(errors).toContainEqual(EXPECTED[name]);
});

test.each(legal)("$name is no error", async ({ name }) => {
  const { report, errors } = await checkWith(name);
  expect(errors).toEqual([]);
  expect(report.verdict).toBe("conforms");
});
