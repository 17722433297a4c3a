/** What holds for every fault, whatever it does. */
import { expect, test } from "@jest/globals";
import { faults, faultsNamed } from "../../../src/sandbox/faults.js";

test("every fault has a name of its own, a kind and a sentence", () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  expect(new Set(faults.map(({ sentence }) => sentence)).size).toBe(faults.length);
  for (const { name, kind, sentence } of faults) {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(sentence).toMatch(/^[A-Z0-9]\S* [^ ].*[^ ]\.$/);
    expect(sentence).not.toMatch(/ \.| {2}|undefined/);
    expect(["breaks", "legal", "transport"]).toContain(kind);
  }
});

test("a name that is not known is refused, and not repeated", () => {
  expect(() => faultsNamed(["sample-secret"])).toThrow(
    new Error("There is no such fault; `solv-contract sandbox --faults` lists them."),
  );
});
