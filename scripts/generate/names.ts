/** Names the validators: one for each component, and for each schema that a request, an answer or a `$ref` names. */
import { escapeStep } from "../../src/description/pointer.js";
import { type Description, nodeAt, type OpenApiDocument, refusalAt, targetOf } from "./document.js";
import { isObject, reachable } from "./schemas.js";

/** The validators of a description. */
export interface ValidatorTable {
  /** Name of the exported function → pointer of the schema that it validates. */
  readonly rows: ReadonlyMap<string, string>;
  /** The pointers of schemas whose values are sent: there, formats are judged. */
  readonly sent: ReadonlySet<string>;
}

/** Gives a schema the name that it has, or the wanted one, with a number where another schema has that. */
export type NameValidator = (pointer: string, wanted: string) => string;

/** Begins a table with the components; `nameOf` adds to its rows. */
export function nameValidators(document: OpenApiDocument): {
  readonly rows: Map<string, string>;
  readonly nameOf: NameValidator;
} {
  const rows = new Map<string, string>();
  const named = new Map<string, string>();
  const nameOf: NameValidator = (pointer, wanted) => {
    const known = named.get(pointer);
    if (known) return known;
    const base = `validate${wanted.charAt(0).toUpperCase()}${wanted.slice(1).replace(/\W/g, "_")}`;
    // Names of schemas and headers may differ in nothing that a name in code can have.
    let name = base;
    for (let count = 2; rows.has(name); count += 1) name = `${base}_${count}`;
    named.set(pointer, name);
    rows.set(name, pointer);
    return name;
  };
  for (const name of Object.keys(document.components?.schemas ?? {})) {
    nameOf(`#/components/schemas/${escapeStep(name)}`, name);
  }
  return { rows, nameOf };
}

/**
 * Adds what the schemas of a table refer to: it is called by code, and needs a place of its own in
 * messages too.
 *
 * @throws DescriptionError where a `$ref` leads nowhere
 */
export function nameTargets(
  description: Description,
  { rows, nameOf }: ReturnType<typeof nameValidators>,
): void {
  const { document } = description;
  for (const [at, { $ref }] of reachable(document, [...rows.values()])) {
    if (typeof $ref !== "string") continue;
    const target = targetOf($ref);
    if (!isObject(nodeAt(document, target))) {
      throw refusalAt(description, at, `Its $ref ${$ref} leads nowhere.`);
    }
    nameOf(target, target.replace(/^#\/(components\/schemas\/)?/, ""));
  }
}
