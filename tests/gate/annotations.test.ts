/** What a pull request's description says is shown to people, and cannot become a command or markup. */
import { expect, test } from "@jest/globals";
import { printable, summarize } from "../../scripts/rate/annotations.js";
import { versionFaults } from "../../scripts/rate/versions.js";

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
