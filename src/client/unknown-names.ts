/** Tells of properties in what is sent that are not described: legal, and probably a mistake. */
import type { DescribedBody, DescribedNames, Operation } from "../description/operations.js";
import { escapeStep } from "../description/pointer.js";
import { type Finding, finding } from "../judge/finding.js";

/** Places that are told of one body. */
const MAX_PLACES = 20;

/** A place with properties that are not described; of the items of a list they are counted together. */
interface Unlisted {
  readonly known: readonly string[];
  readonly names: Set<string>;
}

/** A warning for each place that has such properties. It names the described ones, and counts the others. */
export function unknownNames(
  { id: operationId, requestBody }: Operation,
  described: DescribedBody,
  value: unknown,
): Finding[] {
  return [...unlistedIn(described, value)].slice(0, MAX_PLACES).map(([pointer, { known, names }]) =>
    finding({
      severity: "warning",
      check: "undocumented_property",
      operationId,
      pointer,
      source: described.schema,
      line: requestBody?.line ?? 0,
      documented: `only ${known.join(", ")}`,
      received: `${names.size} more`,
    }),
  );
}

/** By pointer. Walks only as deep as names are described. */
function unlistedIn(described: DescribedNames, body: unknown): Map<string, Unlisted> {
  const found = new Map<string, Unlisted>();
  const walk = (names: DescribedNames, value: unknown, pointer: string): void => {
    if (Array.isArray(value)) {
      for (const item of value) walk(names, item, `${pointer}/*`);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    const { properties: known = [], within = {} } = names;
    for (const [name, member] of Object.entries(value)) {
      const inner = Object.hasOwn(within, name) ? within[name] : undefined;
      if (inner) walk(inner, member, `${pointer}/${escapeStep(name)}`);
      if (known.length === 0 || known.includes(name)) continue;
      const place = found.get(pointer) ?? { known, names: new Set() };
      found.set(pointer, place);
      place.names.add(name);
    }
  };
  walk(described, body, "");
  return found;
}
