/** Compiles every schema that a request or an answer can meet into a function, ahead of time. */
import { readFile } from "node:fs/promises";
import { _, type CodeKeywordDefinition, type Options } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { resolveSchema, SchemaEnv } from "ajv/dist/compile/index.js";
import standalone from "ajv/dist/standalone/index.js";
import ts from "typescript";
import { type Description, type OpenApiDocument, reasonOf, refusalAt } from "./document.js";
import { reachesFormat, withFormats } from "./formats.js";
import type { ValidatorTable } from "./names.js";
import { formats } from "./runtime/formats.js";
import { reachable } from "./schemas.js";
import { laidOut, withLimit, withNoted, withoutRequires, withoutUnusedSchemas } from "./text.js";
import { meantBranches } from "./unions.js";

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
  const code = withNoted(withLimit(withoutUnusedSchemas(compile(description, table))));
  const meant = meantBranches(description.document, table.rows, code);
  const explained = code.replace(
    /^(export const \w+ = )(\w+);$/gm,
    meant ? "$1explained($2, chosenBy(meant));" : "$1explained($2);",
  );
  const parts = [
    "compiled",
    ...(meant ? ["discriminators"] : []),
    ...(hasFormats(description, table) ? ["formats"] : []),
  ];
  const runtime = await Promise.all(parts.map(copied));
  return laidOut(`${runtime.join("\n")}\n${meant ?? ""}\n${withoutRequires(explained)}`);
}

/** Whether a request has a format: then the module has `asSent`. */
function hasFormats({ document }: Description, { sent }: ValidatorTable): boolean {
  return [...sent].some((pointer) => reachesFormat(document, pointer));
}

/** Code that is copied without its types, its imports, and its exports but for `asSent`. */
async function copied(name: string): Promise<string> {
  const code = await readFile(new URL(`./runtime/${name}.ts`, import.meta.url), "utf8");
  const compilerOptions = { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022 };
  return ts
    .transpileModule(code, { compilerOptions })
    .outputText.replace(/^import .*;$/gm, "")
    .replace(/^export \{\};$/gm, "")
    .replace(/^export (?!function asSent)(?=function|const)/gm, "");
}

/** A compiler that knows a document's schemas by `pointer`, as {@link idOf} names them. */
export function createCompiler(document: OpenApiDocument, own: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    ...own,
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
  countBranches(ajv);
  ajv.addSchema({ ...document, $id: DOCUMENT_ID });
  return ajv;
}

/** Ajv's faults of a union's branches stand before its own, which here says how many they are. */
function countBranches(ajv: Ajv2020): void {
  for (const [keyword, before] of [
    ["anyOf", "oneOf"],
    ["oneOf", "allOf"],
  ] as const) {
    const rule = ajv.getKeyword(keyword) as CodeKeywordDefinition;
    const params: NonNullable<CodeKeywordDefinition["error"]>["params"] = (context) => {
      const branches = _`errors - ${context.errsCount ?? 0}`;
      return keyword === "anyOf"
        ? _`{branches: ${branches}}`
        : _`{passingSchemas: ${context.params.passing}, branches: ${branches}}`;
    };
    ajv.removeKeyword(keyword);
    ajv.addKeyword({ ...rule, before, error: { message: "", params } });
  }
}

/** The name of a schema for the compiler. */
export function idOf(pointer: string): string {
  return `${DOCUMENT_ID}${pointer}`;
}

function compile(description: Description, { rows, sent }: ValidatorTable): string {
  const strict = reachable(description.document, sent);
  let place = "#";
  try {
    const ajv = createCompiler(withFormats(description.document, (at) => strict.has(at)));
    const exports: Record<string, string> = {};
    for (const [name, pointer] of rows) {
      place = pointer;
      const id = idOf(pointer);
      exports[name] = id;
      const found = resolveSchema.call(ajv, new SchemaEnv({ schema: {}, schemaId: "$id" }), id);
      if (!found) throw new Error("it leads nowhere");
      const { schema, root, baseId } = found;
      if (!ajv.validateSchema(schema)) {
        const [fault] = ajv.errors ?? [];
        place = `${pointer}${fault?.instancePath ?? ""}`;
        throw new Error(`${fault?.keyword} of JSON Schema is not met`);
      }
      // A `$ref` to a schema that has no entry here would be compiled a second time, namelessly; and
      // messages need the place in the description, where Ajv's paths start at each function's schema.
      ajv.refs[id] = new SchemaEnv({ schema, root, baseId, schemaId: "$id", schemaPath: pointer });
    }
    for (const pointer of rows.values()) {
      place = pointer;
      ajv.getSchema(idOf(pointer));
    }
    return standalone.default(ajv, exports);
  } catch (error) {
    throw refusalAt(description, place, `It cannot be compiled: ${reasonOf(error)}.`);
  }
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
