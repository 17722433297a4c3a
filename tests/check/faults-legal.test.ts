/** Each variant of the sandbox that the contract allows is no error. */
import { expect, test } from "@jest/globals";
import { faults } from "../../src/sandbox/faults.js";
import { checkWith } from "./with-fault.js";

const legal = faults.filter(({ kind }) => kind === "legal");

test("there are variants to try", () => expect(legal.length).toBeGreaterThan(20));

test.each(legal)("$name is no error", async ({ name }) => {
  const { report, errors } = await checkWith(name);
  expect(errors).toEqual([]);
  expect(report.verdict).toBe("conforms");
});
