/** Every departure of the provider's description is found, with its direction and both places. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { compareWithPublished } from "../../scripts/compare/compare.js";
import { linesOf } from "../../scripts/compare/printed.js";
import { sideOf } from "../../scripts/rate/rating.js";
import { DEPARTURES } from "./departures.js";

const root = resolve(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const names = { ours: "openapi/external-bookings.yaml", theirs: "openapi.json" };
// What ours said once: the departures stay as they are when the description changes.
const ours = sideOf(read("tests/compare/described.yaml"));

test.each(DEPARTURES.map((departure) => [departure.name, departure] as const))(
  "%s",
  (_name, { change, impact, direction, says }) => {
    const document = JSON.parse(read("tests/compare/fastapi.openapi.json"));
    change(document);
    const theirs = sideOf(JSON.stringify(document, null, 2));
    const comparison = compareWithPublished(ours, theirs);
    expect(comparison.rating.impact).toBe(impact);
    const lines = linesOf(comparison, names, false);
    const place = /^ {2}(minor|major) openapi\/external-bookings\.yaml:\d+, openapi\.json:\d+: /;
    for (const line of lines) {
      expect(line).toMatch(place);
      expect(line).toContain(`: ${direction}: `);
    }
    expect(lines.some((line) => says.test(line) && line.includes(impact))).toBe(true);
  },
);
