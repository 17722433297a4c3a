/** Compares what programs call by name or by place: servers, exported types, examples. */
import { escapeStep } from "../../src/description/pointer.js";
import { dereference } from "../generate/document.js";
import { type Node, textOf } from "./schema.js";
import { below, type Pair, type Place, type Walk } from "./walk.js";

export function rootPlace(pointer: string, subject = ""): Place {
  return { subject, direction: "sent", at: [pointer, pointer] };
}

export function compareServers(walk: Walk): void {
  walk.match(rootPlace("#/servers"), "server", {
    read: ({ servers = [] }) =>
      servers.map((value, index) => ({ key: value.url, at: `#/servers/${index}`, value })),
    compare: (here, servers) => walk.member(here, "description", servers),
  });
  const [olds, news] = walk.both(({ servers = [] }) => servers.map(({ url }) => url));
  const kept = olds.filter((url) => news.includes(url));
  const nowKept = news.filter((url) => olds.includes(url));
  const place = rootPlace("#/servers", "the servers");
  if (kept.length > 0 && olds[0] !== news[0]) {
    const reason = "it is used where none is given";
    walk.note(place, `: the first one is ${news[0]} now, it was ${olds[0]}`, ["major", reason]);
  } else if (textOf(kept) !== textOf(nowKept)) {
    walk.note(place, " stand in another order", ["major"]);
  }
}

/** Each schema's name is that of an exported type. */
export function compareTypes(walk: Walk): void {
  const schemas = "#/components/schemas";
  walk.match(rootPlace(schemas), "schema", {
    read: ({ components }) =>
      Object.entries(components?.schemas ?? {}).map(([key, value]) => ({
        key,
        at: `${schemas}/${escapeStep(key)}`,
        value,
      })),
  });
}

/** Mocks, the sandbox and the check's requests are fed with them, by name, the first one by default. */
export function compareExamples(
  walk: Walk,
  place: Place,
  pair: Pair<{ readonly examples?: object }>,
): void {
  walk.match(place, "example", {
    read: (document, index) =>
      Object.entries(pair[index].examples ?? {}).map(([key, given]: [string, Node]) => {
        const at = `${place.at[index]}/examples/${escapeStep(key)}`;
        return { key, at, value: { value: dereference<Node>(document, given).value } };
      }),
    compare: (here, examples) => walk.member(here, "value", examples),
  });
  const [olds, news] = pair.map(({ examples = {} }) => Object.keys(examples)) as [
    string[],
    string[],
  ];
  const [first = ""] = olds;
  if (news.includes(first) && news[0] !== first) {
    const what = `: the first example is ${news[0]} now, it was ${first}`;
    walk.note(below(place, "examples"), what, ["minor", "mocks answer with it"]);
  }
}
