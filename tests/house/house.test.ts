/** The house is as it is said to be: the map is true, and the engine names nothing of the domain. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import ts from "typescript";

/** The map is true: its rooms are the folders of `src/`, its directions are the linter's, and its paths exist. */
describe("the map", () => {
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
            readonly options: {
              readonly patterns: readonly { readonly group: readonly string[] }[];
            };
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
    const paths = [
      ...places.matchAll(/`((?:src|scripts|tests|openapi|generated|\w+)\/[\w./-]*)`/g),
    ];
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
});

/** The engine knows OpenAPI and `src/solv/` knows Solv: no word of the domain stands in the engine's code. */
describe("domain words", () => {
  const src = join(__dirname, "../../src");

  /** `resolve` and its forms are no word of the domain. */
  const DOMAIN = /booking|solv(?!e|ing)|external_|clientId|cancel/i;

  /** Members on the wire, options and variables of Solv's own. */
  const WIRE = /external_|SOLV_|service_id|clientId/;

  const TIERS =
    "a tier's name, or a booking's position: the check's own words, which every report shows";

  /** Identifiers and texts that stay, each with its reason. */
  const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "judge/finding.ts": { booking_identity: "the public name of a check, in every report" },
    "report/report.ts": { booking: TIERS, cancel: TIERS },
    "report/formats/junit.ts": { booking: TIERS },
    "report/danger.ts": { booking: TIERS, cancel: TIERS },
    "report/formats/html-parts.ts": { booking: TIERS },
    "report/formats/html-probes.ts": { booking: TIERS },
    "report/formats/html-words.ts": { booking: TIERS, cancel: TIERS },
    "report/words.ts": { booking: TIERS },
    "http/fetch-body.ts": { cancel: "the method of a stream's reader (Streams, §4.3)" },
  };

  function files(room: string): string[] {
    return readdirSync(join(src, room), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `${room}/${file.replaceAll("\\", "/")}`);
  }

  /** The identifiers and texts of a file; comments are not among them. */
  function words(file: string): string[] {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isLiteralExpression(node)) {
        found.push(node.text);
      } else if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) {
        found.push(node.text);
      }
      ts.forEachChild(node, visit);
    };
    const text = readFileSync(join(src, file), "utf8");
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
    return [...new Set(found)];
  }

  /** The words of files that a pattern forbids, each with its file. */
  function forbiddenIn(all: readonly string[], pattern: RegExp): string[] {
    return all.flatMap((file) =>
      words(file)
        .filter((word) => pattern.test(word) && !word.startsWith("."))
        .map((word) => `${file} ${word}`),
    );
  }

  test("the engine names nothing of the domain but what is excepted, and each exception is needed", () => {
    const engine = ["description", "http", "judge", "report", "recording", "verify"].flatMap(files);
    const excepted = Object.entries(EXCEPTIONS).flatMap(([file, reasons]) =>
      Object.keys(reasons).map((word) => `${file} ${word}`),
    );
    expect(forbiddenIn(engine, DOMAIN).sort()).toEqual(excepted.sort());
  });

  test("the check names no member and no variable of Solv", () => {
    expect(forbiddenIn(files("check"), WIRE)).toEqual([]);
  });
});
