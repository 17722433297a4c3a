/** What the judge adds when the whole document is at hand: YAML lines and undocumented properties. */

import { lineOf, nodeAt, type Schema, schemaAt, wholeSchema } from "../description/document.js";
import { escapeStep } from "../description/pointer.js";
import { profile } from "../solv/profile.js";
import type { DocumentLookup, UndocumentedProperties } from "./judged.js";

/** Properties that are told of one body. */
const MAX_PROPERTIES = 20;

/** Of the bundled description. */
export const documentLookup: DocumentLookup = {
  lineOf,
  undocumented: (schemaPointer, value) => {
    const schema = schemas.get(schemaPointer) ?? wholeSchema(schemaAt(schemaPointer));
    schemas.set(schemaPointer, schema);
    return undocumentedIn(schema, value);
  },
};

/** To follow a pointer takes longer than to look through a body. */
const schemas = new Map<string, Schema>();

function undocumentedIn(whole: Schema, body: unknown): UndocumentedProperties {
  const pointers = new Set<string>();
  let more = 0;
  // Walks only as deep as the schema does, so that a hostile answer cannot exhaust the stack.
  const visit = (schema: Schema, value: unknown, pointer: string): void => {
    if (Array.isArray(value)) {
      if (!schema.items) return;
      // Once for all items: an answer may have millions of them.
      const items = wholeSchema(schema.items);
      // One item stands for all: what matters is that the property exists, not how often.
      for (const item of value) visit(items, item, `${pointer}/*`);
      return;
    }
    const { properties } = schema;
    if (typeof value !== "object" || value === null || !properties) return;
    for (const name of Object.keys(value)) {
      const child = (value as Readonly<Record<string, unknown>>)[name];
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (property) {
        // Nothing is below a scalar, and nearly all of a body are scalars.
        if (typeof child !== "object") continue;
        visit(wholeSchema(property), child, `${pointer}/${escapeStep(name)}`);
      } else if (!schema.additionalProperties) {
        const place = `${pointer}/${printableName(name)}`;
        if (pointers.size < MAX_PROPERTIES) pointers.add(place);
        else if (!pointers.has(place)) more += 1;
      }
    }
  };
  visit(whole, body, "");
  return { pointers: [...pointers], more };
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
