/** Each variant of the sandbox that the contract allows is no error, whatever of the plan is sent. */
import { expect, test } from "@jest/globals";
import { faults } from "../../src/sandbox/faults.js";
import { checkWith } from "./with-fault.js";

const legal = faults.filter(({ kind }) => kind === "legal");

test.each(legal)("$name is no error", async ({ name }) => {
  const { report, errors } = await checkWith(name);
  expect(errors).toEqual([]);
  expect(report.verdict).toBe("conforms");
});
