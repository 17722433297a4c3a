/** Every kind of change gets its rating. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { parse, stringify } from "yaml";
import { rateChange, sideOf } from "../../scripts/rate/rating.js";
import { CASES } from "./cases.js";

const source = readFileSync(resolve(__dirname, "../../openapi/external-bookings.yaml"), "utf8");

test.each(CASES.map((changed) => [changed.name, changed] as const))(
  "%s",
  (_name, { before, change, impact }) => {
    const document = parse(source);
    const side = () => sideOf(stringify(document, { aliasDuplicateObjects: false }));
    before?.(document);
    const base = side();
    change(document);
    expect(rateChange(base, side()).impact).toBe(impact);
  },
);
