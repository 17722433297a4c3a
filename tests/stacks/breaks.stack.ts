/** What is broken in a typical way is found, and what a server may do is no error; neither harms another's booking. */
import { describe, expect, test } from "@jest/globals";
import { BREAKS, CRASHES_ON_UNKNOWN, type PlantedBreak, TOLERATED } from "./breaks.js";
import { checkStack } from "./check.js";
import { STACKS } from "./stacks.js";

const planted = (breaks: readonly PlantedBreak[]) =>
  breaks.flatMap((each) => each.stacks.map((stack) => [each.name, stack, each] as const));

async function check(stack: string, breaks: PlantedBreak, allowCancel: boolean) {
  const start = STACKS[stack];
  if (!start) throw new Error(`There is no stack ${stack}.`);
  return checkStack(start, { breaks, allowCancel });
}

test("there are as many as promised", () => {
  expect(new Set(BREAKS.map(({ name }) => name)).size).toBeGreaterThanOrEqual(40);
});

describe.each(planted(BREAKS))("where %s, in %s,", (_name, stack, breaks) => {
  test("it is found", async () => {
    const { report, errors } = await check(stack, breaks, true);
    expect([report.verdict, errors.length > 0]).toEqual(["violations", true]);
  });
});

test("a server that looks up first and crashes on what it does not know may be down: no booking is touched", async () => {
  const breaks = BREAKS.find(({ name }) => name === CRASHES_ON_UNKNOWN);
  if (!breaks) throw new Error("There is no such break.");
  const { report, cancelled } = await check("go", breaks, true);
  expect([report.verdict, cancelled]).toEqual(["inconclusive", []]);
});

describe.each(planted(TOLERATED))("where %s, in %s,", (_name, stack, breaks) => {
  test("it is a warning, and takes a permission", async () => {
    const { errors, warnings, harmed } = await check(stack, breaks, true);
    expect([errors, harmed]).toEqual([[], []]);
    expect(warnings.length).toBeGreaterThan(0);
    expect((await check(stack, breaks, false)).harmed).toEqual([]);
  });
});
