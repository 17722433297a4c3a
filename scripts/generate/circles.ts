/** Finds what holds itself in a description's text: the lint would not come to an end, or would not say where. */
import { parse } from "yaml";
import { escapeStep } from "../../src/description/pointer.js";
import { nodeAt, type Problem, targetOf } from "./document.js";
import { isObject } from "./schemas.js";

/** Aliases that lead to what they stand in, and `$ref`s that lead from one to the next. */
export function circleProblems(text: string): Problem[] {
  let root: unknown;
  try {
    root = parse(text, { logLevel: "silent" });
  } catch {
    // The lint says what is wrong with it.
    return [];
  }
  const walk = (node: unknown, pointer: string, above: readonly unknown[]): Problem[] => {
    if (!isObject(node)) return [];
    if (above.includes(node)) return [[pointer, "The alias leads to what it stands in."]];
    if (isEndless(root, node))
      return [[pointer, "Its $ref leads from one $ref to the next, and back."]];
    return Object.entries(node).flatMap(([name, child]) =>
      walk(child, `${pointer}/${escapeStep(name)}`, [...above, node]),
    );
  };
  return walk(root, "#", []);
}

function isEndless(root: unknown, node: object): boolean {
  const seen = new Set<unknown>();
  for (let next: unknown = node; isObject(next) && typeof next.$ref === "string"; ) {
    if (seen.has(next)) return true;
    seen.add(next);
    next = nodeAt(root, targetOf(next.$ref));
  }
  return false;
}
