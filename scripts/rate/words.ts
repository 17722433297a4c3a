/** Compares words: what people read, and no program depends on. */
import { escapeStep, stepsOf } from "../../src/description/pointer.js";
import { nodeAt } from "../generate/document.js";
import { rootPlace } from "./named.js";
import { isNode, type Node, textOf } from "./schema.js";
import type { Place, Side, Walk } from "./walk.js";

const WORDS =
  /^(description|summary|title|examples?|license|contact|termsOfService|externalDocs|tags|x-.*)$/;
/** Below these the author names things: a property may be called "title". */
const NAMES =
  /^(properties|schemas|parameters|headers|responses|requestBodies|securitySchemes|examples)$/;
/** These hold values, or are words as a whole; and a server is known by its description. */
const VALUES =
  /^(default|enum|const|value|mapping|servers|license|contact|externalDocs|tags|x-.*)$/;
const SILENT = /^(application\/json|components|content)$/;

export function compareWords(walk: Walk): void {
  const [, after] = walk.both((document) => document);
  const places = walk.both((document, index) => pointersOf(document, walk.sides[index].lines));
  for (const key of new Set(places.flatMap((known) => [...known.keys()]))) {
    const steps = stepsOf(key);
    const member = steps.pop() ?? "";
    const isValue = steps.some(
      (step, index) => VALUES.test(step) && !NAMES.test(steps[index - 1] ?? ""),
    );
    if (!WORDS.test(member) || NAMES.test(steps.at(-1) ?? "") || isValue) continue;
    const above = key.slice(0, key.lastIndexOf("/"));
    const [old, now] = walk.both((document, index) =>
      nodeAt(document, places[index].get(above) ?? above),
    );
    // What is gone, or new, is a difference of its own; and so is an example that has a name.
    if (!isNode(old) || !isNode(now) || isNode(old.examples ?? now.examples)) continue;
    if (textOf(old[member]) === textOf(now[member])) continue;
    const [base = "#", revision = base] = places.map((known) => known.get(key) ?? known.get(above));
    const place: Place = { ...rootPlace("#", nameOf(steps, after)), at: [base, revision] };
    walk.note(place, `: \`${member}\` changed`, ["patch"]);
  }
  const [olds, news] = walk.both(({ info, ...rest }) => textOf([rest, { ...info, version: "" }]));
  if (walk.rating.changes.length > 0 || olds === news) return;
  const what = " is written otherwise; nothing changes on the wire";
  walk.note(rootPlace("#", "the description"), what, ["patch"]);
}

/** Each node's pointer by one in which an item of a list stands by its name: parameters have no order. */
function pointersOf(document: object, lines: Side["lines"]): Map<string, string> {
  return new Map(
    Object.keys(lines).map((pointer) => {
      let node: unknown = document;
      const steps = stepsOf(pointer).map((step) => {
        const isItem = Array.isArray(node);
        node = nodeAt(node, `#/${escapeStep(step)}`);
        return isItem && isNode(node) && "in" in node ? `${node.name} in ${node.in}` : step;
      });
      return [`#${steps.map((step) => `/${escapeStep(step)}`).join("")}`, pointer];
    }),
  );
}

/** The way to a part, such as "schema Booking, property email". */
function nameOf(steps: readonly string[], { paths = {} }: Node): string {
  const [root, path = "", method = "", ...rest] = steps;
  const { operationId = method } = (nodeAt(paths, ["#", path, method].map(escapeStep).join("/")) ??
    {}) as Node;
  const way =
    root === "paths"
      ? [operationId === method ? `${method} ${path}`.trim() : String(operationId), ...rest]
      : steps;
  const parts: string[] = [];
  for (let index = 0; index < way.length; index += 1) {
    const step = way[index] ?? "";
    const kind = step.replace(/ies$/, "y").replace(/s$/, "");
    if (NAMES.test(step)) parts.push(`${kind} ${way[++index]}`);
    else if (!SILENT.test(step)) parts.push(step);
  }
  return parts.join(", ") || "the description";
}
