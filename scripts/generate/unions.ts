/** Lets validators tell which branch of a union a discriminator means. */
import { type OpenApiDocument, type Problem, targetOf } from "./document.js";
import { isObject, type LooseSchema, type PlacedSchema, schemasOf } from "./schemas.js";

const UNIONS = ["oneOf", "anyOf"] as const;
const COMPONENTS = "#/components/schemas/";

/** Which schema each value of the deciding property stands for: `mapping`, and the names of the branches. */
function branchesOf(schema: LooseSchema): Map<string, string> {
  const { mapping } = schema.discriminator as {
    readonly mapping?: Readonly<Record<string, string>>;
  };
  const targets = refsOf(schema).filter((target) => target !== undefined);
  const implied = targets.map(
    (target) => [target.slice(target.lastIndexOf("/") + 1), target] as const,
  );
  const stated = Object.entries(mapping ?? {}).map(
    ([value, to]) => [value, to.startsWith("#") ? targetOf(to) : COMPONENTS + to] as const,
  );
  return new Map([...implied, ...stated]);
}

/** Where the branches lead; `undefined` for one that is written in place. */
function refsOf(schema: LooseSchema): (string | undefined)[] {
  return UNIONS.flatMap((keyword) => {
    const branches = schema[keyword];
    return Array.isArray(branches) ? branches : [];
  }).map((branch: LooseSchema) =>
    typeof branch.$ref === "string" ? targetOf(branch.$ref) : undefined,
  );
}

/** What is wrong with a discriminator (OpenAPI 3.1 §4.8.25): it can only choose among named branches. */
export function discriminatorProblems([pointer, schema]: PlacedSchema): Problem[] {
  if (!isObject(schema.discriminator)) return [];
  const at = `${pointer}/discriminator`;
  const refs = refsOf(schema);
  if (refs.length === 0) return [[at, "A discriminator stands beside oneOf or anyOf."]];
  if (refs.includes(undefined)) {
    return [[at, "A discriminator needs branches with names; make each a $ref to a component."]];
  }
  return [...branchesOf(schema)]
    .filter(([, target]) => !refs.includes(target))
    .map(([value]) => [at, `The discriminator maps ${value} to what is no branch.`]);
}

/** Writes down what a discriminator implies, so that branches may be named otherwise. */
export function stateMapping(schema: LooseSchema, renamed: ReadonlyMap<string, string>): void {
  if (!isObject(schema.discriminator)) return;
  const mapping = [...branchesOf(schema)].map(([value, to]) => [value, renamed.get(to) ?? to]);
  Object.assign(schema.discriminator, { mapping: Object.fromEntries(mapping) });
}

/**
 * The table by which a validator finds the branch that was meant, as code; `undefined` where there is no
 * discriminator. The functions of the branches are those that the code exports.
 */
export function meantBranches(
  document: OpenApiDocument,
  rows: ReadonlyMap<string, string>,
  code: string,
): string | undefined {
  const functions = new Map<string, string>();
  for (const [, name = "", fn = ""] of code.matchAll(/^export const (\w+) = (\w+);$/gm)) {
    functions.set(rows.get(name) ?? "", fn);
  }
  const entries = schemasOf(document).flatMap(([pointer, schema]) => {
    if (!isObject(schema.discriminator)) return [];
    const branches = [...branchesOf(schema)].flatMap(([value, target]) => {
      const fn = functions.get(target);
      return fn ? [`${JSON.stringify(value)}: ${fn}`] : [];
    });
    const name = JSON.stringify(schema.discriminator.propertyName);
    const meant = `{ name: ${name}, branches: { ${branches.join(", ")} } }`;
    return UNIONS.filter((keyword) => keyword in schema).map(
      (keyword) => `${JSON.stringify(`${pointer}/${keyword}`)}: ${meant}`,
    );
  });
  return entries.length > 0 ? `const meant = { ${entries.join(", ")} };` : undefined;
}
