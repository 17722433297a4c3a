/** Each fault of the sandbox that breaks the contract raises its finding, also where the whole check is run. */
import { expect, test } from "@jest/globals";
import { faults } from "../../src/sandbox/faults.js";
import { EXPECTED, UNSEEN } from "./expected-findings.js";
import { checkWith } from "./with-fault.js";

const breaking = faults.filter(({ kind, name }) => kind === "breaks" && !UNSEEN.has(name));

test.each(breaking)("$name is found", async ({ name }) => {
  const { report, errors } = await checkWith(name);
  expect(report.verdict).toBe("violations");
  expect(errors).toContainEqual(EXPECTED[name]);
});
