/** What the judge adds when the whole document is at hand: YAML lines and undocumented properties. */

import { lineOf, nodeAt, type Schema, schemaAt, wholeSchema } from "../description/document.js";
import { escapeStep } from "../description/pointer.js";
import { profile } from "../solv/profile.js";
import type { Knowledge } from "./judge.js";

/** The knowledge of the bundled description. */
export const knowledge: Knowledge = {
  lineOf,
  undocumented: (schemaPointer, value) => {
    const found = new Set<string>();
    collect(schemaAt(schemaPointer), value, "", found);
    return [...found];
  },
};

// Walks only as deep as the schema does, so that a hostile answer cannot exhaust the stack.
function collect(raw: Schema, value: unknown, pointer: string, found: Set<string>): void {
  const schema = wholeSchema(raw);
  if (Array.isArray(value)) {
    const { items } = schema;
    // One item stands for all: what matters is that the property exists, not how often.
    if (items) for (const item of value) collect(items, item, `${pointer}/*`, found);
    return;
  }
  if (typeof value !== "object" || value === null || !schema.properties) return;
  for (const [name, child] of Object.entries(value)) {
    const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    if (property) collect(property, child, `${pointer}/${escapeStep(name)}`, found);
    else if (!schema.additionalProperties) found.add(`${pointer}/${printableName(name)}`);
  }
}

// A server may use data as a property name, so a name is repeated only if the description, or any
// API, could have made it: of words that its own names are made of, or that accompany all data.
function printableName(name: string): string {
  const words = wordsOf(name);
  const isKnown = words.length <= MAX_WORDS && words.every((word) => knownWords().has(word));
  return isKnown ? name : "(name withheld)";
}

const MAX_WORDS = 6;
const COMMON_WORDS = [
  ..."meta data result results error errors message code title details input ctx type".split(" "),
  ..."is has at by on of created updated deleted date time timezone request".split(" "),
  ..."version count total page note".split(" "),
  ...profile.words,
];

let known: ReadonlySet<string> | undefined;

function knownWords(): ReadonlySet<string> {
  if (!known) {
    const schemas = Object.values(nodeAt("#/components/schemas") as Record<string, Schema>);
    const names = schemas.flatMap(({ properties = {} }) => Object.keys(properties));
    known = new Set([...names.flatMap(wordsOf), ...COMMON_WORDS]);
  }
  return known;
}

/** `bookingId` and `booking_id` are the same two words. */
function wordsOf(name: string): string[] {
  return name.split(/_|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
}
