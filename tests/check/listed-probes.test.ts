/** The page of the check lists every probe that touches a given booking, and says what each waits for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { createMatcher } from "../../src/check/filter.js";
import { planProbes } from "../../src/check/plan.js";

const readme = readFileSync(join(__dirname, "../../src/check/README.md"), "utf8");
const [list = ""] = (readme.split("## What is sent to a given booking")[1] ?? "").split("\n## ");
/** Each probe of the list, with the heading that says what it waits for. */
const rows = list.split("\n### ").flatMap((part) => {
  const [when = "", ...lines] = part.split("\n");
  const items = lines.join(" ").split(" - ").slice(1);
  return items.map((item) => {
    const globs = item.slice(item.lastIndexOf(": ")).matchAll(/`([^`]+)`/g);
    return { globs: [...globs].map(([, glob = ""]) => glob), when };
  });
});
const touching = planProbes({ only: ["cancelExternalBooking/*"] })
  .filter(({ tier }) => tier !== "safe")
  .map((probe) => ({ probe, name: probe.id.slice(probe.id.indexOf("/") + 1) }));

/** Of the body's members the page names the documented ones; another is listed with its own change. */
const ofMember =
  /^(booking|cancel)\/body\/\w+\/(?!cancellation_reason|external_location_id|service_id)\w+\//;
/** What depends on parameters and limits that a description may gain, the page names by kind. */
const gained = /^booking\/(parameter|body\/(?!missing|type|not_an_object)\w+)\//;
const listed = touching.filter(({ name }) => !ofMember.test(name) && !gained.test(name));

test.each(listed)("$name is listed once, with what it waits for", ({ probe, name }) => {
  const found = rows.filter(({ globs }) => globs.some((glob) => createMatcher([glob])(name)));
  expect(found).toHaveLength(1);
  const when = found[0]?.when ?? "";
  const isTolerated = probe.mayBeCarriedOut === true;
  expect(when.includes("the safe tier saw")).toBe(probe.tier === "booking" && isTolerated);
  expect(when.includes("--allow-cancel")).toBe(probe.tier === "cancel");
  expect(when.includes("--ids-differ-beyond-case-and-form")).toBe(
    probe.needs === "idsDifferBeyondCaseAndForm",
  );
});

test("nothing is listed that is not sent", () => {
  const globs = rows.flatMap((row) => row.globs);
  expect(globs.length).toBeGreaterThan(20);
  for (const glob of globs) {
    expect([glob, touching.some(({ name }) => createMatcher([glob])(name))]).toEqual([glob, true]);
  }
});
