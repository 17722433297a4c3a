/** The map is true: its rooms are the folders of `src/`, its directions are the linter's, and its paths exist. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";

const root = resolve(__dirname, "../..");
const map = readFileSync(join(root, "src/README.md"), "utf8");

const rooms = new Map(
  [...map.matchAll(/^\| `(\w+)\/` +\|[^|]*\|([^|]*)\|$/gm)].map(([, room = "", imports = ""]) => [
    room,
    [...imports.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name).sort(),
  ]),
);

interface Override {
  readonly includes: readonly string[];
  readonly linter: {
    readonly rules: {
      readonly style?: {
        readonly noRestrictedImports?: {
          readonly options: { readonly patterns: readonly { readonly group: readonly string[] }[] };
        };
      };
    };
  };
}

/** What the linter forbids each room to import. */
const forbidden = new Map(
  (JSON.parse(readFileSync(join(root, ".biome.json"), "utf8")).overrides as Override[]).flatMap(
    ({ includes, linter }) => {
      const room = /^src\/(\w+)\//.exec(includes[0] ?? "")?.[1];
      const patterns = linter.rules.style?.noRestrictedImports?.options.patterns ?? [];
      const names: string[] =
        patterns
          .flatMap(({ group }) => group)
          .join()
          .match(/\w+/g) ?? [];
      return room ? [[room, names] as const] : [];
    },
  ),
);

test("the rooms are the folders", () => {
  const folders = readdirSync(join(root, "src"), { withFileTypes: true });
  const names = folders.filter((each) => each.isDirectory()).map(({ name }) => name);
  expect([...rooms.keys()].sort()).toEqual(names.sort());
});

test.each([...rooms])("%s imports what the linter lets it import", (room, imports) => {
  const walls = forbidden.get(room) ?? [];
  const allowed = [...rooms.keys()].filter((other) => other !== room && !walls.includes(other));
  expect(imports).toEqual(allowed.sort());
});

test("every path of the map exists", () => {
  const places = map.replace(/^## Words$[\s\S]*?(?=^## )/m, "");
  const paths = [...places.matchAll(/`((?:src|scripts|tests|openapi|generated|\w+)\/[\w./-]*)`/g)];
  expect(paths.length).toBeGreaterThan(50);
  for (const [, path = ""] of paths) {
    const found = [path, `src/${path}`].some((each) => existsSync(join(root, each)));
    expect([path, found]).toEqual([path, true]);
  }
});

test("the map names a file for each of ten changes, and more", () => {
  const [, changes = ""] = map.split("## Where do I change…");
  expect(changes.match(/^\| [a-z].*`/gm)?.length).toBeGreaterThanOrEqual(10);
});
