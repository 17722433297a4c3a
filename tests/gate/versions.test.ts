/** The versions have to follow the rating of a change. */
import { describe, expect, test } from "@jest/globals";
import { bumpOf, rateDifference, versionFaults } from "../../scripts/rate/rating.js";

describe("the versions", () => {
  const rated = (impact: "none" | "patch" | "minor" | "major") => ({ impact, changes: [] });

  test("the description's has to move exactly as far as the changes", () => {
    const from = (base: string, revision: string) => ({ base, revision });
    expect(versionFaults(rated("minor"), from("1.2.3", "1.3.0"))).toEqual([]);
    expect(versionFaults(rated("none"), from("1.2.3", "1.2.3"))).toEqual([]);
    expect(versionFaults(rated("major"), from("1.2.3", "1.3.0"))).toEqual([
      "The changes are major, but info.version went from 1.2.3 to 1.3.0; make it 2.0.0.",
    ]);
    expect(versionFaults(rated("patch"), from("1.2.3", "1.2.3"))).toHaveLength(1);
    expect(versionFaults(rated("none"), from("1.2.3", "1.2.4"))).toHaveLength(1);
    expect(versionFaults(rated("minor"), from("1.2.3", "1.1.0"))).toHaveLength(1);
  });

  test("the package's has to move at least as far", () => {
    const description = { base: "1.0.0", revision: "2.0.0" };
    const faults = (base: string, revision: string) =>
      versionFaults(rated("major"), description, { base, revision });
    expect(faults("1.4.0", "2.0.0")).toEqual([]);
    expect(faults("0.1.0", "0.2.0")).toEqual([]);
    expect(faults("0.1.0", "0.1.1")).toEqual([
      "The package's version went from 0.1.0 to 0.1.1; make it at least 0.2.0.",
    ]);
    expect(faults("1.4.0", "1.5.0")).toHaveLength(1);
  });

  test("a step is named by its highest part, and backwards is no step", () => {
    expect(bumpOf("1.2.3", "2.0.0")).toBe("major");
    expect(bumpOf("1.2.3", "1.2.4")).toBe("patch");
    expect(bumpOf("1.2.3", "1.2.3")).toBe("none");
    expect(bumpOf("1.2.3", "1.2.2")).toBeUndefined();
  });
});

test.each([
  ["#/components/schemas/Booking/properties/title", undefined, "minor"],
  ["#/components/schemas/Booking/properties/tags", "type", "minor"],
  ["#/components/schemas/Booking/properties/tags", "description", "patch"],
  ["#/components/schemas/Booking", "title", "patch"],
  ["#/components/examples/sample/value", undefined, "patch"],
] as const)("what Redocly takes for words at %s (%s) is %s", (path, property, impact) => {
  const change = { path, kind: "modified", impact: "patch", verdicts: [] } as const;
  const changes = [property === undefined ? change : { ...change, property }];
  const versions = { base: "1.0.0", revision: "1.0.0" };
  expect(rateDifference({ versions, changes }).impact).toBe(impact);
});
