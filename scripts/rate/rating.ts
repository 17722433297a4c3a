/**
 * Rates a difference of two descriptions. Both are read as a caller meets them: references followed, `allOf`
 * merged, order and words put aside. One walk goes through both, and knows what is sent and what is answered. One
 * table (`table.ts`) says of each keyword whether a change leaves less room or more; whoever sends must not
 * get less, whoever is answered not more. What is found beside that are names: what programs call breaks, words do not.
 */
import { parse } from "yaml";
import { linesByPointer } from "../generate/lines.js";
import { type DescribedOperation as Operation, operationsOf } from "../generate/walk.js";
import { compareCredentials } from "./credentials.js";
import { compareServers, compareTypes } from "./named.js";
import { compareOperations, noteOperation, placeOfOperations, shapeOf } from "./operations.js";
import { type Document, type Pair, type Rating, type Side, Walk } from "./walk.js";
import { compareWords } from "./words.js";

/** A description from its text, JSON or YAML. */
export function sideOf(text: string): Side {
  return { document: parse(text) as Document, lines: linesByPointer(text) };
}

/** Rates all changes but that of `info.version`, which follows from the others. */
export function rateChange(base: Side, revision: Side): Rating {
  const walk = new Walk([base, revision], { wireOnly: false });
  for (const [before, after] of pairsOf(walk)) {
    if (!after) noteOperation(walk, before, false);
    else if (!before) noteOperation(walk, after, true);
    else {
      const pair: Pair<Operation> = [before, after];
      const place = placeOfOperations(pair);
      const [was, is] = pair.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
      if (was !== is) walk.note(place, `: it is ${is} now, it was ${was}`, ["major"]);
      walk.member(place, "operationId", [before.operation, after.operation]);
      compareCredentials(walk, place, [before.operation, after.operation]);
      compareOperations(walk, pair);
    }
  }
  compareServers(walk);
  compareTypes(walk);
  compareWords(walk);
  return walk.rating;
}

/** Operations at the same place, and those that moved with their name. */
function pairsOf(
  walk: Walk,
): (Pair<Operation> | readonly [Operation, undefined] | readonly [undefined, Operation])[] {
  const [olds, news] = walk.both((document) => {
    const all = operationsOf(document);
    return new Map(all.map((each) => [shapeOf(each), each]));
  });
  const names = new Map([...news.values()].map((each) => [each.operation.operationId, each]));
  const pairs = [...olds].map(([key, before]) => {
    const moved = names.get(before.operation.operationId);
    const isFree = moved && !olds.has(shapeOf(moved));
    return [before, news.get(key) ?? (isFree ? moved : undefined)] as const;
  });
  const taken = pairs.map(([, after]) => after);
  const added = [...news.values()].filter((each) => !taken.includes(each));
  return [...pairs, ...added.map((each) => [undefined, each] as const)];
}
