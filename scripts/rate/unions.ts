/** Unions are compared branch by branch: those of both sides that mean the same are found here. */
import { type Form, type Node, ORIGIN, textOf } from "./schema.js";
import { kindsOf } from "./table.js";
import type { Pair } from "./walk.js";

export type Forms = Pair<Node & { [ORIGIN]?: string }>;

const UNIONS = /^(anyOf|oneOf|branches|discriminator)$/;

/** What has no branches is the only one beside a union. */
export function asUnions([a, b]: Forms): Forms {
  const union = (form: Node) => Object.keys(form).every((name) => UNIONS.test(name));
  if (union(a) === union(b)) return [a, b];
  const wrapped = (form: Node, other: Node) =>
    union(form) ? form : { [other.oneOf ? "oneOf" : "anyOf"]: [form] };
  return [wrapped(a, b), wrapped(b, a)];
}

interface Branches {
  readonly pairs: readonly Pair<Form>[];
  readonly gone: readonly Form[];
  readonly added: readonly Form[];
}

/** Branches that both have say nothing; of the others, those that are most alike are a pair. */
export function pairBranches(lists: Pair<Form[]>): Branches {
  const [olds, added] = lists.map((list, index) => {
    const others = (lists[1 - index] ?? []).map(textOf);
    return list.filter((form) => !others.includes(textOf(form)));
  }) as [Form[], Form[]];
  const pairs: Pair<Form>[] = [];
  const gone = olds.filter((old) => {
    const [best] = [...added].sort((x, y) => likeness(y, old) - likeness(x, old));
    if (best === undefined || likeness(best, old) === 0) return true;
    added.splice(added.indexOf(best), 1);
    pairs.push([old, best]);
    return false;
  });
  return { pairs, gone, added };
}

export function isAmbiguous(one: Form, other: Form): boolean {
  return one && other ? commonKinds(one, other).some((kind) => kind !== "object") : false;
}

export function commonKinds(a: Node, b: Node): readonly unknown[] {
  const [olds, news] = [kindsOf(a.type), kindsOf(b.type)];
  return (olds ?? news)?.filter((kind) => news?.includes(kind) ?? true) ?? ["any"];
}

function likeness(one: Form, other: Form): number {
  if (!one || !other) return 0;
  const names = Object.keys((other.properties ?? {}) as Node);
  const common = Object.keys((one.properties ?? {}) as Node).filter((name) => names.includes(name));
  return (textOf(one.type) === textOf(other.type) ? 1 : 0) + common.length;
}
