/** An honest server raises no error, whatever it is made of, and nothing is cancelled that was not permitted. */
import { describe, expect, test } from "@jest/globals";
import { checkStack } from "./check.js";
import { STACKS } from "./stacks.js";

describe.each(Object.entries(STACKS))("%s", (_name, start) => {
  test.each(["token", "secret"] as const)("conforms, checked with a %s", async (way) => {
    const { errors, harmed, cancelled, report } = await checkStack(start, { way });
    expect(errors).toEqual([]);
    expect(harmed).toEqual([]);
    expect(new Set(cancelled).size).toBe(9);
    expect(report.verdict).toBe("conforms");
  });

  test("cancels nothing without permission", async () => {
    const { errors, harmed } = await checkStack(start, { allowCancel: false });
    expect(errors).toEqual([]);
    expect(harmed).toEqual([]);
  });
});
