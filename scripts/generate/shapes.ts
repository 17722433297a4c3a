/** Turns schemas of kinds, properties and items into data for a small checker; leaves the others to Ajv. */
import { dereference, type OpenApiDocument } from "./document.js";
import type { Shape } from "./runtime/shape.mjs";
import type { ValidatorTable } from "./validators.js";

type Schema = Readonly<Record<string, unknown>>;

/** JSON Schema 2020-12 Validation §9 and OpenAPI 3.1 §4.8.24: they check nothing. */
const ANNOTATIONS = new Set([
  "title",
  "description",
  "default",
  "deprecated",
  "readOnly",
  "writeOnly",
  "examples",
  "format",
  "contentEncoding",
  "contentMediaType",
  "example",
  "xml",
  "externalDocs",
]);
const CHECKED = new Set(["type", "required", "properties", "items", "anyOf", "$ref"]);

/** The validators that can be made of data, and their code. */
export function shapesOf(
  document: OpenApiDocument,
  table: ValidatorTable,
): { readonly code: string; readonly validators: ReadonlySet<string> } {
  const validators = new Set<string>();
  let code = "";
  for (const [name, pointer] of table) {
    const shape = shapeOf(document, { $ref: pointer }, []);
    if (!shape) continue;
    validators.add(name);
    code += `export const ${name} = validatorOf(${print(shape)});\n`;
  }
  return { code, validators };
}

/** A line for each property, so that a change of the description can be read as a diff. */
function print(shape: Shape): string {
  return JSON.stringify(shape)
    .replace(/"properties":\{|\},(?="\w+":)/g, "$&\n")
    .replace(/"([A-Za-z_]\w*)":/g, "$1: ");
}

/** @param above pointers of the schemas around it; one that holds itself has no end as data */
function shapeOf(
  document: OpenApiDocument,
  schema: Schema,
  above: readonly string[],
): Shape | undefined {
  const { $ref, anyOf, type, required, properties, items } = schema;
  const keywords = Object.keys(schema).filter((keyword) => !ANNOTATIONS.has(keyword));
  if (!keywords.every((keyword) => CHECKED.has(keyword))) return undefined;
  if (typeof $ref === "string") {
    if (keywords.length > 1 || above.includes($ref)) return undefined;
    const shape = shapeOf(document, dereference<Schema>(document, { $ref }), [...above, $ref]);
    return shape && { source: $ref, ...shape };
  }
  if (anyOf !== undefined) {
    const types = (anyOf as readonly Schema[]).map((branch) => kindsOnly(branch));
    if (keywords.length > 1 || types.includes(undefined)) return undefined;
    return { keyword: "anyOf", type: types.filter((kind) => kind !== undefined) };
  }
  const children = Object.entries((properties ?? {}) as Record<string, Schema>).map(
    ([name, child]) => [name, shapeOf(document, child, above)] as const,
  );
  const item = items === undefined ? undefined : shapeOf(document, items as Schema, above);
  if (children.some(([, child]) => !child) || (items !== undefined && !item)) return undefined;
  return {
    ...(type !== undefined && { type: type as string | readonly string[] }),
    ...(required !== undefined && { required: required as readonly string[] }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(children) as Record<string, Shape>,
    }),
    ...(item && { items: item }),
  };
}

/** The kind of a branch that says nothing else. */
function kindsOnly(branch: Schema): string | undefined {
  const { type, ...rest } = branch;
  const others = Object.keys(rest).filter((keyword) => !ANNOTATIONS.has(keyword));
  return typeof type === "string" && others.length === 0 ? type : undefined;
}
