/** Compares words: what people read, and no program depends on. */
import { escapeStep } from "../../src/description/pointer.js";
import { METHODS } from "../generate/walk.js";
import { isNode, textOf } from "./schema.js";
import type { Walk } from "./walk.js";

const WORDS =
  /^(description|summary|title|examples?|license|contact|termsOfService|externalDocs|tags|x-.*)$/;
/** These hold values; and a server is known by its description. */
const VALUES = /^(default|enum|const|value|mapping|security|servers)$/;
/** Below these the author names things, so that a property may be called "title". */
const KINDS: Readonly<Record<string, string>> = {
  examples: "example ",
  headers: "header ",
  parameters: "parameter ",
  paths: "",
  properties: "",
  requestBodies: "request ",
  responses: "answer ",
  schemas: "schema ",
  securitySchemes: "credential ",
};
const SILENT = /^(application\/json|components|content)$/;

interface Words {
  readonly pointer: string;
  readonly members: Map<string, string>;
}

export function compareWords(walk: Walk): void {
  const [olds, news] = walk.both((document) => wordsOf(document, { pointer: "#", name: "" }));
  for (const [name, { pointer, members }] of olds) {
    const now = news.get(name);
    // What is gone, or new, is a difference of its own.
    for (const member of now ? new Set([...members.keys(), ...now.members.keys()]) : []) {
      if (members.get(member) === now?.members.get(member)) continue;
      const at = [`${pointer}/${member}`, `${now?.pointer}/${member}`] as const;
      const place = { subject: name || "the description", direction: "sent", at } as const;
      walk.note(place, `: \`${member}\` changed`, ["patch"]);
    }
  }
  const [before, after] = walk.both(({ info, ...rest }) =>
    textOf([rest, { ...info, version: "" }]),
  );
  if (walk.rating.changes.length > 0 || before === after) return;
  const place = { subject: "the description", direction: "sent", at: ["#", "#"] } as const;
  walk.note(place, " is written otherwise; nothing changes on the wire", ["patch"]);
}

interface Part {
  readonly pointer: string;
  readonly name: string;
  /** The member that holds this part. */
  readonly key?: string;
}

/** Every part of a document that has words, by its name. */
function wordsOf(node: unknown, part: Part, found = new Map<string, Words>()): Map<string, Words> {
  const { pointer, name, key = "" } = part;
  for (const [step, value] of typeof node === "object" ? Object.entries(node ?? {}) : []) {
    const isOwn = key in KINDS || Array.isArray(node);
    const words = found.get(name) ?? { pointer, members: new Map() };
    found.set(name, words);
    if (!isOwn && WORDS.test(step) && !(step === "examples" && isNode(value))) {
      words.members.set(step, textOf(value));
    } else if (isOwn || !VALUES.test(step)) {
      const next = `${pointer}/${escapeStep(step)}`;
      wordsOf(value, { pointer: next, name: nameOf(step, value, part), key: step }, found);
    }
  }
  return found;
}

function nameOf(step: string, value: unknown, { name, key = "" }: Part): string {
  const given = isNode(value) ? (value.operationId ?? value.name) : undefined;
  if (METHODS.some((method) => method === step))
    return String(given ?? `${step.toUpperCase()} ${name}`);
  if (key === "properties") return `${name}, \`${step}\``;
  if (step in KINDS || SILENT.test(step)) return name;
  return `${name === "" ? "" : `${name}, `}${KINDS[key] ?? ""}${given ?? step}`;
}
