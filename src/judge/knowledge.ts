/** What the judge adds when the whole document is at hand: YAML lines and undocumented properties. */
import { lineOf, resolveSchema, type Schema, schemaAt } from "../document.js";
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
  const schema = resolveSchema(raw);
  if (Array.isArray(value)) {
    const { items } = schema;
    // One item stands for all: what matters is that the property exists, not how often.
    if (items) for (const item of value) collect(items, item, `${pointer}/*`, found);
    return;
  }
  if (typeof value !== "object" || value === null || !schema.properties) return;
  for (const [name, child] of Object.entries(value)) {
    const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    if (property) collect(property, child, `${pointer}/${name}`, found);
    else found.add(`${pointer}/${printableName(name)}`);
  }
}

// A server may use data as a property name, so only what looks like an identifier is repeated.
function printableName(name: string): string {
  return /^[a-z][a-zA-Z]{0,29}(_[a-zA-Z]{1,29}){0,5}$/.test(name) ? name : "(name withheld)";
}
