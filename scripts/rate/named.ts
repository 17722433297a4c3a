/** Compares what programs call by name or by place: servers, exported types, examples. */
import { escapeStep } from "../../src/description/pointer.js";
import { dereference } from "../generate/document.js";
import { below, matched, type Pair, type Place, type Walk } from "./differences.js";
import { type Node, textOf } from "./schema.js";

export function rootPlace(subject: string, pointer: string): Place {
  return { subject, direction: "sent", at: [pointer, pointer] };
}

export function compareServers(walk: Walk): void {
  const [olds, news] = walk.both(({ servers = [] }) => {
    const all = servers.map((server, index) => [server.url, { ...server, index }] as const);
    return new Map(all);
  });
  for (const [url, before, after] of matched(olds, news)) {
    const at: Pair<string> = [`#/servers/${before?.index}`, `#/servers/${after?.index}`];
    const place = { ...rootPlace(`server ${url}`, "#/servers"), at };
    const names = [before?.description, after?.description];
    if (!before) walk.noteWhole(place, true, ["minor"]);
    else if (!after) walk.noteWhole(place, false, ["major"]);
    else
      walk.noteMember(place, "description", names, ["major", "the client knows it by this name"]);
  }
  const place = rootPlace("the servers", "#/servers");
  const [[first], [nowFirst]] = [[...olds.keys()], [...news.keys()]];
  const kept = [...olds.keys()].filter((url) => news.has(url));
  const nowKept = [...news.keys()].filter((url) => olds.has(url));
  if (first && nowFirst && first !== nowFirst) {
    const reason = "it is used where none is given";
    walk.note(place, `: the first one is ${nowFirst} now, it was ${first}`, ["major", reason]);
  } else if (textOf(kept) !== textOf(nowKept))
    walk.note(place, " stand in another order", ["major"]);
}

/** Each schema's name is that of an exported type. */
export function compareTypes(walk: Walk): void {
  const [olds, news] = walk.both(
    ({ components }) => new Map(Object.entries(components?.schemas ?? {})),
  );
  for (const [name, before, after] of matched(olds, news)) {
    const place = rootPlace(`schema ${name}`, `#/components/schemas/${escapeStep(name)}`);
    if (!before) walk.noteWhole(place, true, ["minor", "a type of this name is exported"]);
    if (!after) walk.noteWhole(place, false, ["major", "the exported type of this name is gone"]);
  }
}

/** Mocks, the sandbox and the check's requests are fed with them, by name, the first one by default. */
export function compareExamples(
  walk: Walk,
  place: Place,
  pair: Pair<{ readonly examples?: object }>,
): void {
  const [olds, news] = walk.both((document, index) => {
    const all = Object.entries(pair[index].examples ?? {}).map(([name, given]: [string, Node]) => {
      return [name, textOf(dereference<Node>(document, given).value)] as const;
    });
    return new Map(all);
  });
  for (const [name, before, after] of matched(olds, news)) {
    const subject = `${place.subject}, example ${name}`;
    const here = below(place, `examples/${escapeStep(name)}`, { subject });
    if (before === undefined) walk.noteWhole(here, true, ["minor"]);
    else if (after === undefined)
      walk.noteWhole(here, false, ["major", "mocks and callers name it"]);
    else if (before !== after)
      walk.note(here, " has another value", ["minor", "mocks answer with it"]);
  }
  const [[first], [nowFirst]] = [[...olds.keys()], [...news.keys()]];
  if (first && first !== nowFirst && news.has(first)) {
    const what = `: the first example is ${nowFirst} now, it was ${first}`;
    walk.note(below(place, "examples"), what, ["minor"]);
  }
}
