/** Reduces a description to the two calls that this package exists for, so that others can be added under any name. */
import { type Document, isMap, visit } from "yaml";

const CALLS = ["cancelExternalBooking", "createAccessToken"];
const METHODS = ["get", "put", "post", "delete", "options", "head", "patch"];

/** Takes the other operations away, and the components that nothing refers to then. */
export function keepTwoCalls(document: Document): void {
  const { paths } = document.toJS() as { paths: Record<string, Record<string, Operation>> };
  for (const [path, item] of Object.entries(paths)) {
    const described = METHODS.filter((method) => item[method]);
    const others = described.filter((method) => !CALLS.includes(item[method]?.operationId ?? ""));
    for (const method of others) document.deleteIn(["paths", path, method]);
    if (others.length === described.length) document.deleteIn(["paths", path]);
  }
  while (removeUnused(document)) {
    // What only an unused component refers to is unused in the next turn.
  }
}

interface Operation {
  readonly operationId?: string;
}

function removeUnused(document: Document): boolean {
  const used = new Set<string>();
  visit(document, {
    Pair: (_, { key, value }) => {
      if (String(key) === "$ref") used.add(String(value));
    },
  });
  let isRemoved = false;
  for (const kind of ["schemas", "parameters", "examples", "responses", "headers"]) {
    const components = document.getIn(["components", kind]);
    if (!isMap(components)) continue;
    for (const name of components.items.map(({ key }) => String(key))) {
      if (used.has(`#/components/${kind}/${name}`)) continue;
      isRemoved = document.deleteIn(["components", kind, name]) || isRemoved;
    }
  }
  return isRemoved;
}
