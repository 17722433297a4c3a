/** Compiles every schema that a request or an answer can meet into a function, ahead of time. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Ajv2020 } from "ajv/dist/2020.js";
import { resolveSchema, SchemaEnv } from "ajv/dist/compile/index.js";
import standalone from "ajv/dist/standalone/index.js";
import { DescriptionError, dereference, type OpenApiDocument } from "./document.js";
import { shapesOf } from "./shapes.js";

/** Name of the exported function → pointer of the schema that it validates. */
export type ValidatorTable = ReadonlyMap<string, string>;

const DOCUMENT_ID = "description";

/**
 * The JavaScript module: one exported function for each row of the table, and no import. Schemas of
 * kinds, properties and items become data, which is a tenth of the code that Ajv makes of them; the
 * others become that code.
 *
 * @throws DescriptionError when a schema does not compile
 */
export async function generateValidators(
  document: OpenApiDocument,
  table: ValidatorTable,
): Promise<string> {
  const shapes = shapesOf(document, table);
  const rest = new Map([...table].filter(([name]) => !shapes.validators.has(name)));
  const compiled = compile(document, table, rest);
  const parts = [await runtime("shape"), shapes.code];
  if (rest.size > 0) {
    const code = withLimit(withAbsolutePaths(withoutUnusedSchemas(compiled), table));
    parts.push(await runtime("compiled"), explaining(withoutExports(code, shapes.validators)));
  }
  const code = parts.join("\n");
  return code.includes("require(") ? await inlineRequires(code) : code;
}

/** Code that is copied as it is, without its module's own imports and exports. */
async function runtime(name: string): Promise<string> {
  const code = await readFile(new URL(`./runtime/${name}.mjs`, import.meta.url), "utf8");
  return code.replace(/^import .*$/gm, "").replace(/^export (?=function)/gm, "");
}

function explaining(code: string): string {
  return code.replace(/^(export const \w+ = )(\w+);$/gm, "$1explained($2);");
}

/** Compiles all of the table, for what Ajv finds wrong with a schema, and gives the code of the rest. */
function compile(document: OpenApiDocument, table: ValidatorTable, rest: ValidatorTable): string {
  let place = "#";
  const fail = (message: string): never => refuse(place, `It cannot be compiled: ${message}`);
  const ajv = new Ajv2020({
    allErrors: true,
    // Messages of Ajv are not used: ours speak of kinds and never quote.
    messages: false,
    inlineRefs: false,
    // JSON Schema 2020-12 §7.2.1: a format is an annotation. A server's timestamp without an offset
    // must not cost a caller the token that came with it.
    validateFormats: false,
    strictRequired: false,
    // What strict mode would only log is as wrong as what it throws.
    logger: { ...console, warn: fail, error: fail },
    code: { source: true, esm: true, lines: true },
  });
  ajv.addVocabulary([...Object.keys(document), "example", "xml", "externalDocs", "discriminator"]);
  try {
    ajv.addSchema({ ...document, $id: DOCUMENT_ID });
    const exports: Record<string, string> = {};
    const reached = reachedFrom(document, table, [...rest.values()]);
    for (const [name, pointer] of table) {
      const id = `${DOCUMENT_ID}${pointer}`;
      if (reached.has(pointer)) exports[name] = id;
      // A `$ref` to a schema that has no entry here would be compiled a second time, namelessly.
      const env = resolveSchema.call(ajv, new SchemaEnv({ schema: {}, schemaId: "$id" }), id);
      if (!env) return refuse(pointer, "It leads nowhere.");
      ajv.refs[id] = env;
    }
    for (const pointer of table.values()) {
      place = pointer;
      ajv.getSchema(`${DOCUMENT_ID}${pointer}`);
    }
    return standalone.default(ajv, exports);
  } catch (error) {
    if (error instanceof DescriptionError) throw error;
    return fail(error instanceof Error ? error.message : String(error));
  }
}

// What a schema refers to is called by its code, and needs a place of its own in the description too.
function reachedFrom(
  document: OpenApiDocument,
  table: ValidatorTable,
  pointers: readonly string[],
): ReadonlySet<string> {
  const places = new Set(table.values());
  const reached = new Set(pointers);
  for (const pointer of reached) {
    const schema = JSON.stringify(dereference<object>(document, { $ref: pointer }));
    for (const [, target = ""] of schema.matchAll(/"\$ref":"([^"]+)"/g)) {
      if (!places.has(target)) {
        refuse(pointer, `Its $ref ${target} must lead to a schema of components/schemas.`);
      }
      reached.add(target);
    }
  }
  return reached;
}

function withoutExports(code: string, names: ReadonlySet<string>): string {
  return code.replace(/^export const (\w+) = \w+;$/gm, (line, name: string) =>
    names.has(name) ? "" : line,
  );
}

function refuse(pointer: string, sentence: string): never {
  throw new DescriptionError(`${pointer}: ${sentence}`);
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
function withAbsolutePaths(code: string, table: ValidatorTable): string {
  const pointers = new Map<string, string>();
  for (const [, name, fn] of code.matchAll(/^export const (\w+) = (\w+);$/gm)) {
    const pointer = name && table.get(name);
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

/** The declarations that stand beside the module. */
export function declareValidators(table: ValidatorTable): string {
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
${[...table].map(([name, pointer]) => `/** ${pointer.replaceAll("*/", "*\\/")} */\nexport declare const ${name}: Validator;`).join("\n")}
`;
}

// Ajv's standalone code still calls `require` for a few keywords (minLength, uniqueItems) even when
// asked for ES modules; the bundler resolves them so that nothing of Ajv is needed at run time.
async function inlineRequires(code: string): Promise<string> {
  // Few descriptions need it, and loading it takes a tenth of a second.
  const { rolldown } = await import("rolldown");
  const entry = "\0validators";
  const require = createRequire(import.meta.url);
  const bundle = await rolldown({
    input: entry,
    platform: "neutral",
    plugins: [
      {
        name: "validators",
        // Ajv's own modules are found from here: what has no file has no place to look from.
        resolveId: (id: string) =>
          id === entry ? id : id.startsWith("ajv/") ? require.resolve(id) : null,
        load: (id: string) => (id === entry ? code : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", comments: false });
  await bundle.close();
  return output[0].code;
}
