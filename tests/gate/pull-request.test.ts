/** What a pull request that changes the description is told, and the versions that it needs. */
import { describe, expect, test } from "@jest/globals";
import { printable, summarize } from "../../scripts/rate/annotations.js";
import { bumpOf, changelogFaults, versionFaults } from "../../scripts/rate/versions.js";

/** What a pull request's description says is shown to people, and cannot become a command or markup. */
describe("annotations", () => {
  const FILE = "openapi/external-bookings.yaml";
  const version = "1.0.0\r\n::add-mask::a | <img src=x> 100%";
  const rating = {
    impact: "minor",
    changes: [
      {
        impact: "minor",
        direction: "sent",
        message: "schema Booking, `room\n::error::oops` was added.",
        base: 3,
        revision: 7,
      },
    ],
  } as const;
  const faults = versionFaults(rating, { base: "1.0.0", revision: version });

  test("each annotation is one command, with the runner's escapes", () => {
    const lines = printable(rating, faults, { file: "a:b,c%.yaml", onGitHub: true });
    expect(lines).toEqual([
      "::notice file=a%3Ab%2Cc%25.yaml,line=7,title=minor::schema Booking, `room%0A::error::oops` was added.",
      "::error file=a%3Ab%2Cc%25.yaml::The changes are minor, but info.version went from 1.0.0 to 1.0.0%0D%0A::add-mask::a | <img src=x> 100%25; make it 1.1.0.",
    ]);
  });

  test("a terminal gets a line for each, and its place", () => {
    const lines = printable(rating, faults, { file: FILE, onGitHub: false });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^ {2}minor openapi\/external-bookings\.yaml:7: schema Booking, `room ::error::oops` was added\.$/,
    );
    for (const line of lines) expect(line).not.toMatch(/[\r\n]/);
  });

  test("the summary shows it as text", () => {
    const summary = summarize(rating, faults);
    expect(summary).toMatch(/^## Change of the description: minor\n/);
    expect(summary).toMatch(/^\| minor \| 7 \| [^|\n]+ \|$/m);
    expect(summary).not.toContain("<img");
    expect(summary).not.toMatch(/^::/m);
    expect(summarize({ impact: "none", changes: [] }, [])).toContain("✅");
  });
});

/** The versions have to follow the rating of a change. */
describe("versions", () => {
  describe("the versions", () => {
    const rated = (impact: "none" | "patch" | "minor" | "major") => ({ impact, changes: [] });

    test("the description's has to move at least as far as the changes", () => {
      const from = (base: string, revision: string) => ({ base, revision });
      expect(versionFaults(rated("minor"), from("1.2.3", "1.3.0"))).toEqual([]);
      expect(versionFaults(rated("none"), from("1.2.3", "1.2.3"))).toEqual([]);
      expect(versionFaults(rated("major"), from("1.2.3", "1.3.0"))).toEqual([
        "The changes are major, but info.version went from 1.2.3 to 1.3.0; make it 2.0.0.",
      ]);
      expect(versionFaults(rated("patch"), from("1.2.3", "1.2.3"))).toEqual([
        "The changes are patch, but info.version is still 1.2.3; make it 1.2.4.",
      ]);
      expect(versionFaults(rated("minor"), from("1.2.3", "1.1.0"))).toEqual([
        "The changes are minor, but info.version went back from 1.2.3 to 1.1.0; make it 1.3.0.",
      ]);
      expect(versionFaults(rated("none"), from("1.2.3", "1.2.2"))).toEqual([
        "Nothing changed, but info.version went back from 1.2.3 to 1.2.2; make it 1.2.3.",
      ]);
    });

    test("the description's may move farther", () => {
      const from = (base: string, revision: string) => ({ base, revision });
      expect(versionFaults(rated("none"), from("1.2.3", "1.2.4"))).toEqual([]);
      expect(versionFaults(rated("patch"), from("1.2.3", "2.0.0"))).toEqual([]);
      expect(versionFaults(rated("minor"), from("1.2.3", "2.0.0"))).toEqual([]);
    });

    test("the package's has to move at least as far", () => {
      const description = { base: "1.0.0", revision: "2.0.0" };
      const faults = (base: string, revision: string) =>
        versionFaults(rated("major"), description, { base, revision });
      expect(faults("1.4.0", "2.0.0")).toEqual([]);
      expect(faults("0.1.0", "0.2.0")).toEqual([]);
      expect(faults("0.1.0", "0.1.1")).toEqual([
        "The changes are major, but the package's version went from 0.1.0 to 0.1.1; make it at least 0.2.0.",
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

  describe("the changelog", () => {
    const base = "# Changelog\n\n## Unreleased\n\n- Old.\n\n## 0.1.0\n\n- First.\n";
    const rating = { impact: "minor", changes: [] } as const;
    const same = { base: "0.1.0", revision: "0.1.0" };
    const faults = (revision: string, versions = same) =>
      changelogFaults(rating, { base, revision }, versions);
    const added = (heading: string) => base.replace(heading, `${heading}\n\n- New.`);

    test('gets an entry under "Unreleased", or under the version that is new', () => {
      expect(faults(added("## Unreleased"))).toEqual([]);
      expect(faults(base)).toEqual([
        'CHANGELOG.md has no new entry under "Unreleased"; add a line that says what callers will notice.',
      ]);
      expect(faults(added("## 0.1.0"))).toHaveLength(1);
      expect(faults(base.replace("Unreleased", "0.1.0-next"))).toHaveLength(1);
      const released = added("## Unreleased").replace("Unreleased", "0.2.0 (2031-05-20)");
      expect(faults(released, { base: "0.1.0", revision: "0.2.0" })).toEqual([]);
      expect(faults(released)).toHaveLength(1);
    });

    test("says nothing where nothing changed", () => {
      expect(
        changelogFaults({ impact: "none", changes: [] }, { base, revision: base }, same),
      ).toEqual([]);
    });
  });
});
