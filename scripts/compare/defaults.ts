/** Settles what a default means beside `required`: a default that both name says whether a member may be absent. */
import { isDeepStrictEqual } from "node:util";
import { isNode, type Node } from "../rate/normal-schema.js";

/**
 * Walks two forms side by side. A member with the same default in both is as good as required in both:
 * left out, it is that value. A default of what has to be there is never used; it says nothing where the
 * other side has none.
 */
export function settleDefaults(ours: unknown, theirs: unknown): void {
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    for (const [index, each] of ours.entries()) settleDefaults(each, theirs[index]);
  }
  if (!isNode(ours) || !isNode(theirs)) return;
  const names = [ours, theirs].flatMap(({ properties }) =>
    isNode(properties) ? Object.keys(properties) : [],
  );
  for (const name of new Set(names)) settleMember(name, ours, theirs);
  for (const [name, each] of Object.entries(ours)) settleDefaults(each, theirs[name]);
}

function settleMember(name: string, ours: Node, theirs: Node): void {
  const [own, other] = [memberOf(ours, name), memberOf(theirs, name)];
  const hasBoth = own?.default !== undefined && other?.default !== undefined;
  if (hasBoth && isDeepStrictEqual(own.default, other.default)) {
    for (const [side, member] of [
      [ours, own],
      [theirs, other],
    ] as const) {
      delete member.default;
      side.required = [...new Set([...requiredOf(side), name])].sort();
    }
    return;
  }
  const isRequired = [ours, theirs].map((side) => requiredOf(side).includes(name));
  if (own && isRequired[0] && (isRequired[1] || other?.default === undefined)) delete own.default;
  if (other && isRequired[1] && (isRequired[0] || own?.default === undefined)) delete other.default;
}

function memberOf({ properties }: Node, name: string): Node | undefined {
  const member = isNode(properties) ? properties[name] : undefined;
  return isNode(member) ? member : undefined;
}

function requiredOf({ required }: Node): string[] {
  return Array.isArray(required) ? (required as string[]) : [];
}
