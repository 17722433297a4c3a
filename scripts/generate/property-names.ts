/** Lists the property names that a schema knows, at any depth, so that others can be told. */
import { dereference, type OpenApiDocument } from "./document.js";

/** The names in an object, and those within its members; of a list those of its items. */
export interface Names {
  /** Absent where any name is described. */
  readonly properties?: readonly string[];
  readonly within?: Readonly<Record<string, Names>>;
}

/** The names that a schema lists itself, in its parts and in its alternatives. */
export function namesOf(
  document: OpenApiDocument,
  schemas: readonly object[],
  above: readonly object[] = [],
): Names {
  const branches = schemas.flatMap((schema) => branchesOf(document, schema));
  // A circle would never end: what is within is told as far as it is another schema.
  const known = branches.filter((branch) => !above.includes(branch));
  const members = new Map<string, object[]>();
  for (const [name, member] of known.flatMap(({ properties = {} }) => Object.entries(properties))) {
    members.set(name, [...(members.get(name) ?? []), member]);
  }
  const within: Record<string, Names> = {};
  for (const [name, own] of members) {
    const names = namesOf(document, own, [...above, ...known]);
    if (names.properties?.length || names.within) within[name] = names;
  }
  const isOpen = known.some(
    ({ additionalProperties, patternProperties }) => additionalProperties || patternProperties,
  );
  return {
    ...(!isOpen && { properties: [...members.keys()] }),
    ...(Object.keys(within).length > 0 && { within }),
  };
}

/** A schema, its parts, its alternatives and, of a list, what its items are. */
function branchesOf(
  document: OpenApiDocument,
  schema: object,
  above: readonly object[] = [],
): Branching[] {
  const whole = dereference<Branching>(document, schema);
  if (above.includes(whole)) return [];
  const { allOf = [], anyOf = [], oneOf = [], prefixItems = [], items } = whole;
  const more = [...allOf, ...anyOf, ...oneOf, ...prefixItems, ...(items ? [items] : [])];
  return [...more.flatMap((one) => branchesOf(document, one, [...above, whole])), whole];
}

interface Branching {
  readonly properties?: Readonly<Record<string, object>>;
  readonly additionalProperties?: unknown;
  readonly patternProperties?: unknown;
  readonly allOf?: readonly object[];
  readonly anyOf?: readonly object[];
  readonly oneOf?: readonly object[];
  readonly prefixItems?: readonly object[];
  readonly items?: object;
}
