/** Compiles every schema that a request or an answer can meet into a function, ahead of time. */
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { rolldown } from "rolldown";
import ts from "typescript";
import type { OpenApiDocument } from "./description.js";

/** Name of the exported function → pointer of the schema that it validates. */
export type ValidatorTable = ReadonlyMap<string, string>;

const DOCUMENT_ID = "description";

/** The JavaScript module: one exported function for each row of the table, and no import. */
export async function generateValidators(
  document: OpenApiDocument,
  table: ValidatorTable,
): Promise<string> {
  const ajv = new Ajv2020({
    allErrors: true,
    // Messages of Ajv are not used: ours speak of kinds and never quote.
    messages: false,
    inlineRefs: false,
    // JSON Schema 2020-12 §7.2.1: a format is an annotation. A server's timestamp without an offset
    // must not cost a caller the token that came with it.
    validateFormats: false,
    strictRequired: false,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addVocabulary([...Object.keys(document), "example", "xml", "externalDocs", "discriminator"]);
  ajv.addSchema({ ...document, $id: DOCUMENT_ID });
  const exports = Object.fromEntries(
    [...table].map(([name, pointer]) => [name, `${DOCUMENT_ID}${pointer}`]),
  );
  const code = withAbsolutePaths(withoutUnusedSchemas(standalone.default(ajv, exports)), table);
  return format(code.includes("require(") ? await inlineRequires(code) : code);
}

// Ajv leaves a copy of each schema beside its function even where no code reads it. Without this, a
// change of wording in the description would change the validators.
function withoutUnusedSchemas(code: string): string {
  return code.replace(/^const (schema\d+) = .*;$/gm, (line, name: string) =>
    code.split(new RegExp(`\\b${name}\\b`)).length > 2 ? line : "",
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
      return pointer ? part.replaceAll('schemaPath:"#', `schemaPath:"${pointer}`) : part;
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
}
/** Tells whether a value fits its schema; what does not is in \`errors\` until the next call. */
export interface Validator {
  (value: unknown): boolean;
  errors?: ValidationFault[] | null;
}
${[...table].map(([name, pointer]) => `/** ${pointer} */\nexport declare const ${name}: Validator;`).join("\n")}
`;
}

// Ajv's standalone code still calls `require` for a few keywords (minLength, uniqueItems) even when
// asked for ES modules; the bundler resolves them so that nothing of Ajv is needed at run time.
async function inlineRequires(code: string): Promise<string> {
  const entry = "\0validators";
  const bundle = await rolldown({
    input: entry,
    platform: "neutral",
    plugins: [
      {
        name: "validators",
        resolveId: (id: string) => (id === entry ? id : null),
        load: (id: string) => (id === entry ? code : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", comments: false });
  await bundle.close();
  return output[0].code;
}

function format(code: string): string {
  const source = ts.createSourceFile("validators.js", code, ts.ScriptTarget.ES2022, false);
  return ts.createPrinter({ removeComments: true }).printFile(source);
}
