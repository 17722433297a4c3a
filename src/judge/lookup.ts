/** What the judge adds when the whole document is at hand: YAML lines and undocumented properties. */
import { lineOf, nodeAt, type Schema, schemaAt, wholeSchema } from "../description/document.js";
import type { DocumentLookup } from "./judge.js";

/** The knowledge of the bundled description. */
export const documentLookup: DocumentLookup = {
  lineOf,
  undocumented: (schemaPointer, value) => {
    const schema = schemas.get(schemaPointer) ?? schemaAt(schemaPointer);
    schemas.set(schemaPointer, schema);
    const found = new Set<string>();
    if (isObject(value)) collect(schema, value, "", found);
    return [...found];
  },
};

/** To follow a pointer takes longer than to look through a body. */
const schemas = new Map<string, Schema>();

// Walks only as deep as the schema does, so that a hostile answer cannot exhaust the stack.
function collect(raw: Schema, value: object, pointer: string, found: Set<string>): void {
  const schema = wholeSchema(raw);
  if (Array.isArray(value)) {
    const { items } = schema;
    // One item stands for all: what matters is that the property exists, not how often.
    if (!items) return;
    for (const item of value) if (isObject(item)) collect(items, item, `${pointer}/*`, found);
    return;
  }
  const { properties, additionalProperties } = schema;
  if (!properties) return;
  for (const name of Object.keys(value)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const child = (value as Record<string, unknown>)[name];
    if (property) {
      if (isObject(child)) collect(property, child, `${pointer}/${name}`, found);
    } else if (!additionalProperties) {
      found.add(`${pointer}/${printableName(name)}`);
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
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
  ..."is has at by on of created updated cancelled deleted date time timezone request".split(" "),
  ..."version count total page note".split(" "),
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
