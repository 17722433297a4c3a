/** Every kind of change gets its rating, with Redocly's real judgement: `npm run test:gate`. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse, stringify } from "yaml";
import { rateDifference } from "../../scripts/rate/rating.js";
import { compareDescriptions } from "../../scripts/rate/redocly-diff.js";
import { CASES } from "./cases.js";

const root = resolve(__dirname, "../..");
const source = join(root, "openapi/external-bookings.yaml");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "solv-gate-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.concurrent.each(CASES.map((changed) => [changed.name, changed] as const))(
  "%s",
  async (name, { before, change, impact }) => {
    const document = parse(await readFile(source, "utf8"));
    const write = async (suffix: string) => {
      const file = join(folder, `${name.replace(/\W/g, "-")}.${suffix}.yaml`);
      await writeFile(file, stringify(document, { aliasDuplicateObjects: false }));
      return file;
    };
    before?.(document);
    const base = await write("base");
    change(document);
    const revision = await write("revision");
    expect(rateDifference(await compareDescriptions(root, base, revision)).impact).toBe(impact);
  },
  60_000,
);
