/** Every departure of the provider's description is found, with its direction and both places. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { compareWithPublished } from "../../scripts/compare/compare.js";
import { linesOf } from "../../scripts/compare/printed.js";
import { DEPARTURES } from "./departures.js";

const root = resolve(__dirname, "../..");
const read = (file: string) => {
  const text = readFileSync(join(root, file), "utf8");
  return { text, document: parse(text) };
};
const names = { ours: "openapi/external-bookings.yaml", theirs: "openapi.json" };
// What ours said once: the departures stay as they are when the description changes.
const ours = read("tests/compare/described.yaml");

test.concurrent.each(DEPARTURES.map((departure) => [departure.name, departure] as const))(
  "%s",
  async (_name, { change, impact, direction, says }) => {
    const { document } = read("tests/compare/fastapi.openapi.json");
    change(document);
    const theirs = { document, text: JSON.stringify(document, null, 2) };
    const comparison = await compareWithPublished(root, ours, theirs);
    expect(comparison.rating.impact).toBe(impact);
    const lines = linesOf(comparison, names, false);
    const place = /^ {2}(minor|major) openapi\/external-bookings\.yaml:\d+, openapi\.json:\d+: /;
    for (const line of lines) {
      expect(line).toMatch(place);
      expect(line).toContain(`: ${direction}: `);
    }
    expect(lines.some((line) => says.test(line) && line.includes(impact))).toBe(true);
  },
  60_000,
);
