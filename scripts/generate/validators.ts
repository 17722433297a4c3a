/** Compiles every schema that a request or an answer can meet into a function, ahead of time. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { _ } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { resolveSchema, SchemaEnv } from "ajv/dist/compile/index.js";
import standalone from "ajv/dist/standalone/index.js";
import ts from "typescript";
import { type Description, nodeAt, type OpenApiDocument, reasonOf, refusalAt } from "./document.js";
import { reachable, reachesFormat, withFormats } from "./formats.js";
import { formats } from "./runtime/formats.js";
import { isObject } from "./schemas.js";
import { meantBranches, withBranchCounts } from "./unions.js";

/** The validators of a description. */
export interface ValidatorTable {
  /** Name of the exported function → pointer of the schema that it validates. */
  readonly rows: ReadonlyMap<string, string>;
  /** The pointers of schemas whose values are sent: there, formats are judged. */
  readonly sent: ReadonlySet<string>;
}

const DOCUMENT_ID = "description";

/**
 * The JavaScript module: one exported function for each row of the table, and no import.
 *
 * @throws DescriptionError when a schema does not compile
 */
export async function generateValidators(
  description: Description,
  table: ValidatorTable,
): Promise<string> {
  const compiled = withoutUnusedSchemas(compile(description, table));
  const whole = withLimit(withAbsolutePaths(withBranchCounts(compiled), table.rows));
  const code = withNoted(whole);
  const meant = meantBranches(description.document, table.rows, code);
  const explained = code.replace(
    /^(export const \w+ = )(\w+);$/gm,
    meant ? "$1explained($2, chosenBy(meant));" : "$1explained($2);",
  );
  const parts = [
    "compiled.mjs",
    ...(meant ? ["discriminators.mjs"] : []),
    ...(hasFormats(description, table) ? ["formats.js"] : []),
  ];
  const runtime = await Promise.all(parts.map(copied));
  return format(`${runtime.join("\n")}\n${meant ?? ""}\n${withoutRequires(explained)}`);
}

/** Whether a request has a format: then the module has `asSent`. */
function hasFormats({ document }: Description, { sent }: ValidatorTable): boolean {
  return [...sent].some((pointer) => reachesFormat(document, pointer));
}

/** Code that is copied as it is, without its imports, and its exports but for `asSent`. */
async function copied(name: string): Promise<string> {
  const code = await readFile(new URL(`./runtime/${name}`, import.meta.url), "utf8");
  return code
    .replace(/^import .*;$/gm, "")
    .replace(/^export (?!function asSent)(?=function|const)/gm, "");
}

/** Lays JavaScript out, one statement a line, so that a change of it can be read as a diff. */
function format(code: string): string {
  const source = ts.createSourceFile("validators.js", code, ts.ScriptTarget.ES2022, false);
  return ts.createPrinter({ removeComments: true }).printFile(source);
}

/** A compiler that knows a document's schemas by `pointer`, as {@link idOf} names them. */
export function createCompiler(document: OpenApiDocument): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    // Messages of Ajv are not used: ours speak of kinds and never quote.
    messages: false,
    inlineRefs: false,
    formats,
    // It refuses what OpenAPI allows; a keyword that does not exist is found by the lint.
    strict: false,
    // A number beyond the range of a double has become infinite, which JSON has none of.
    strictNumbers: true,
    // A double cannot hold 0.57 exactly, so 0.57 / 0.01 is no integer.
    multipleOfPrecision: 6,
    logger: false,
    code: { source: true, esm: true, lines: true, formats: _`formats` },
  });
  // Without a keyword that asks for it, the book of what was evaluated is kept for nobody.
  if (!JSON.stringify(document).includes('"unevaluated')) ajv.opts.unevaluated = false;
  ajv.addSchema({ ...document, $id: DOCUMENT_ID });
  return ajv;
}

/** The name of a schema for the compiler. */
export function idOf(pointer: string): string {
  return `${DOCUMENT_ID}${pointer}`;
}

function compile(description: Description, { rows: table, sent: roots }: ValidatorTable): string {
  const sent = reachable(description.document, roots);
  let place = "#";
  try {
    const ajv = createCompiler(withFormats(description.document, ([at]) => sent.has(at)));
    const exports: Record<string, string> = {};
    for (const [name, pointer] of table) {
      place = pointer;
      const id = idOf(pointer);
      exports[name] = id;
      // A `$ref` to a schema that has no entry here would be compiled a second time, namelessly.
      const env = resolveSchema.call(ajv, new SchemaEnv({ schema: {}, schemaId: "$id" }), id);
      if (!env) throw new Error("it leads nowhere");
      ajv.refs[id] = env;
    }
    for (const pointer of table.values()) {
      place = pointer;
      ajv.getSchema(idOf(pointer));
    }
    return standalone.default(ajv, exports);
  } catch (error) {
    throw refusalAt(description, place, `It cannot be compiled: ${reasonOf(error)}`);
  }
}

/**
 * The table with a row for each schema that one of its schemas refers to: what is referred to is called
 * by code, and needs a place of its own in messages too.
 *
 * @throws DescriptionError where a `$ref` leads nowhere
 */
export function withTargets(description: Description, table: ValidatorTable): ValidatorTable {
  const { document } = description;
  const rows = new Map(table.rows);
  const places = new Set(rows.values());
  for (const [at, { $ref }] of reachable(document, [...places])) {
    if (typeof $ref !== "string") continue;
    const target = decodeURIComponent($ref);
    if (places.has(target)) continue;
    if (!isObject(nodeAt(document, target))) {
      throw refusalAt(description, at, `Its $ref ${$ref} leads nowhere.`);
    }
    places.add(target);
    const path = target.replace(/^#\/(components\/schemas\/)?/, "").replace(/\W+/g, "_");
    let name = `validate${path}`;
    for (let count = 2; rows.has(name); count += 1) name = `validate${path}_${count}`;
    rows.set(name, target);
  }
  return { ...table, rows };
}

// Ajv leaves a copy of each schema beside its function even where no code reads it. Without this, a
// change of wording in the description would change the validators.
function withoutUnusedSchemas(code: string): string {
  const uses = new Map<string, number>();
  for (const [name] of code.matchAll(/\bschema\d+\b/g)) uses.set(name, (uses.get(name) ?? 0) + 1);
  return code.replace(/^const (schema\d+) = .*;$/gm, (line, name: string) =>
    (uses.get(name) ?? 0) > 1 ? line : "",
  );
}

// Ajv's paths start at the schema whose function it is; messages need the place in the description.
function withAbsolutePaths(code: string, rows: ValidatorTable["rows"]): string {
  const pointers = new Map<string, string>();
  for (const [, name, fn] of code.matchAll(/^export const (\w+) = (\w+);$/gm)) {
    const pointer = name && rows.get(name);
    if (fn && pointer) pointers.set(fn, pointer);
  }
  return code
    .split(/^(?=function )/m)
    .map((part) => {
      const pointer = pointers.get(/^function (\w+)/.exec(part)?.[1] ?? "");
      return pointer ? part.replaceAll('schemaPath:"#', () => `schemaPath:"${pointer}`) : part;
    })
    .join("");
}

/** Faults that a loop of a validator gathers before it ends; each branch of a union has its own. */
const MAX_GATHERED = 200;
/** Faults that one call of a validator hands on, so that a schema that holds itself adds up none. */
const MAX_KEPT = 5000;

/**
 * Ends the loops over items and properties that have found enough: what a far end sends could have
 * millions of faults, and Ajv 8 gathers all of them. Each loop counts its own, so that the branch of a
 * union never passes for what an earlier branch found.
 */
function withLimit(code: string): string {
  return code
    .split(/^(?=function )/m)
    .map((part) => {
      const whole = part.replace(
        /^\w+\.errors = vErrors;$/m,
        `if(vErrors !== null && vErrors.length > ${MAX_KEPT}){\nvErrors.length = ${MAX_KEPT};\n}\n$&`,
      );
      // An item behind the limit may be the one that an array has to contain.
      if (part.includes('keyword:"contains"')) return whole;
      return whole
        .replace(
          /^for\(let (i\d+)=0; (i\d+<\w+); i\d+\+\+\)\{$/gm,
          `const end_$1 = errors + ${MAX_GATHERED};\nfor(let $1=0; $2 && errors < end_$1; $1++){`,
        )
        .replace(
          /^for\(const (key\d+) in \w+\)\{$/gm,
          `const end_$1 = errors + ${MAX_GATHERED};\n$&\nif(errors >= end_$1){\nbreak;\n}`,
        );
    })
    .join("");
}

/** What Ajv writes for each fault: nine lines of it, of which only the first says anything. */
const FAULT =
  /^const (err\d+) = \{instancePath(?::(.*))?,schemaPath:("(?:[^"\\]|\\.)*"),keyword:("\w+"),params:(.*)\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}$/gm;

function withNoted(code: string): string {
  return code.replace(
    FAULT,
    (_, _name, at = "instancePath", source: string, keyword: string, params: string) =>
      `vErrors = noted(vErrors, ${at}, ${source}, ${keyword}, ${params});`,
  );
}

/** The declarations that stand beside the module. */
export function declareValidators(description: Description, table: ValidatorTable): string {
  const sent = hasFormats(description, table)
    ? `/** The same validator for what is sent: there a format has to be met. */
export declare function asSent(validate: Validator): Validator;
`
    : "";
  return `/** What a validator noted about one departure: places and keywords, never a value. */
export interface ValidationFault {
  /** JSON pointer into the validated value; \`""\` is the value itself. */
  instancePath: string;
  /** Pointer to the keyword in the description. */
  schemaPath: string;
  keyword: string;
  params: Record<string, unknown>;
  /** JSON pointer to what is at fault, also where that is missing. */
  pointer: string;
  /** The kind of what was found there; "nothing" where it is missing. */
  found: string;
}
/** Tells whether a value fits its schema; the first 51 departures are in \`errors\` until the next call. */
export interface Validator {
  (value: unknown): boolean;
  errors?: ValidationFault[] | null;
}
${sent}${[...table.rows].map(([name, pointer]) => `/** ${pointer.replaceAll("*/", "*\\/")} */\nexport declare const ${name}: Validator;`).join("\n")}
`;
}

// Ajv's standalone code still calls `require` for a few keywords (minLength, uniqueItems) even when
// asked for ES modules (8.20); each names a function that needs nothing but itself.
function withoutRequires(code: string): string {
  const require = createRequire(import.meta.url);
  return code.replace(/\brequire\("(ajv\/dist\/runtime\/[^"]+)"\)\.default/g, (_, path: string) => {
    const helper: { default: () => unknown } = require(path);
    return `(${helper.default})`;
  });
}
