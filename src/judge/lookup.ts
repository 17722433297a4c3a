/** What the judge adds when the whole document is at hand: YAML lines and undocumented properties. */

import { lineOf, nodeAt, type Schema, schemaAt, wholeSchema } from "../description/document.js";
import { escapeStep } from "../description/pointer.js";
import { profile } from "../solv/profile.js";
import type { DocumentLookup } from "./judge.js";

/** Properties that are told of one body. */
const MAX_PROPERTIES = 20;

/** Of the bundled description. */
export const documentLookup: DocumentLookup = {
  lineOf,
  undocumented: (schemaPointer, value) => {
    const found = { pointers: new Set<string>(), more: 0 };
    const schema = schemas.get(schemaPointer) ?? wholeSchema(schemaAt(schemaPointer));
    schemas.set(schemaPointer, schema);
    collect(schema, value, "", found);
    return { pointers: [...found.pointers], more: found.more };
  },
};

/** To follow a pointer takes longer than to look through a body. */
const schemas = new Map<string, Schema>();

interface Found {
  readonly pointers: Set<string>;
  more: number;
}

// Walks only as deep as the schema does, so that a hostile answer cannot exhaust the stack.
function collect(schema: Schema, value: unknown, pointer: string, found: Found): void {
  if (Array.isArray(value)) {
    if (!schema.items) return;
    // Once for all items: an answer may have millions of them.
    const items = wholeSchema(schema.items);
    // One item stands for all: what matters is that the property exists, not how often.
    const below = `${pointer}/*`;
    for (const item of value) collect(items, item, below, found);
    return;
  }
  if (typeof value !== "object" || value === null || !schema.properties) return;
  for (const name in value) {
    if (!Object.hasOwn(value, name)) continue;
    const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    const child = (value as Readonly<Record<string, unknown>>)[name];
    if (property) {
      // Nothing is below a scalar, and nearly all of a body are scalars.
      if (typeof child !== "object") continue;
      collect(wholeSchema(property), child, `${pointer}/${escapeStep(name)}`, found);
    } else if (!schema.additionalProperties) add(found, `${pointer}/${printableName(name)}`);
  }
}

function add(found: Found, pointer: string): void {
  const { pointers } = found;
  if (pointers.size < MAX_PROPERTIES) pointers.add(pointer);
  else if (!pointers.has(pointer)) found.more += 1;
}

/**
 * A server may use data as a property name, so a name is repeated only if the description, or any
 * API, could have made it: of words that its own names are made of, or that accompany all data.
 */
export function printableName(name: string): string {
  if (name.length > MAX_NAME_LENGTH) return WITHHELD;
  const words = wordsOf(name);
  const isKnown = words.length <= MAX_WORDS && words.every((word) => knownWords().has(word));
  return isKnown ? name : WITHHELD;
}

const WITHHELD = "(name withheld)";
const MAX_NAME_LENGTH = 80;
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
