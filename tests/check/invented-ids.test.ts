/** Ids that are invented for a check, and where there is no room for one. */
import { describe, expect, test } from "@jest/globals";
import { hasRoom, unusedId } from "../../src/check/unused-ids.js";
import { parameter, validator } from "../description/parameter.js";
import "./described-limits.js";
import { checkContract } from "../../src/check/run.js";
import { mockLimits } from "./described-limits.js";
import { withServer } from "./partner-server.js";

/** Ids that cannot exist, of the kind that a path parameter asks for, and where there is no room for one. */
describe("ids that cannot exist", () => {
  const invented = (n: number) => `solv-contract-no-such-00000000-0000-4000-8000-00000000000${n}`;
  const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
  const inPath = (kinds: string[], allows: (value: unknown) => boolean) =>
    parameter("id", { in: "path", kinds, validate: validator(allows) });
  const text = (pattern: RegExp) => inPath(["string"], (value) => pattern.test(String(value)));

  test("are the invented text where any text is allowed", () => {
    expect(unusedId(text(/./), invented(1))).toBe(invented(1));
  });

  test.each([
    ["a UUID", uuid],
    ["upper case and digits", /^[A-Z0-9]{13,20}$/],
    ["digits alone", /^\d{20}$/],
    ["64 characters of hex", /^[\da-f]{64}$/],
  ])("are %s, another for each run", (_name, pattern) => {
    const described = text(pattern);
    expect(hasRoom(described)).toBe(true);
    const [one, other] = [invented(1), invented(2)].map((each) => unusedId(described, each));
    expect(one).toMatch(pattern);
    expect(other).toMatch(pattern);
    expect(one).not.toBe(other);
    expect(unusedId(described, invented(1))).toBe(one);
  });

  test("are the greatest exact integer where integers have no limit", () => {
    const described = inPath(["integer"], Number.isInteger);
    expect(unusedId(described, invented(1))).toBe("9007199254740991");
  });

  test.each([
    ["an enum", text(/^(a|b)$/)],
    ["a short text", text(/^.{0,10}$/)],
    ["a narrow pattern", text(/^[A-Z]{3}-\d{4}$/)],
    [
      "a bounded integer",
      inPath(["integer"], (value) => Number.isInteger(value) && Number(value) < 2 ** 53),
    ],
    ["a boolean", inPath(["boolean"], (value) => typeof value === "boolean")],
  ])("have no room in %s", (_name, described) => {
    expect(hasRoom(described)).toBe(false);
    expect(unusedId(described, invented(1))).toBeUndefined();
  });
});

/** Ids so short that an invented one might be somebody's: the operation is treated as one without an id. */
describe("an id without room", () => {
  const only = ["cancelExternalBooking/*"];

  test("where no id is left that cannot exist, only what every server must refuse is sent to none given", async () => {
    mockLimits.id = (id) => id.length <= 6;
    const { result } = await withServer(["a"], {}, (target) => checkContract({ ...target, only }));
    const sent = result.results.filter(
      ({ tier, status }) => tier === "safe" && status !== undefined,
    );
    expect(sent.length).toBeGreaterThan(5);
    for (const { case: caseName } of sent) expect(caseName).toMatch(/^(auth|body)\//);
    const control = result.results.find(({ case: caseName }) => caseName === "control");
    expect(control).toMatchObject({
      outcome: "skipped",
      needs: "an operation whose path has room for an id that cannot exist",
    });
  });
});
