/** `npm run schemas`: derives the JSON Schemas of what the package reads and writes from its types. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { deriveSchema, SCHEMAS } from "./schemas/derive.js";

const root = resolve(import.meta.dirname, "..");
for (const schema of SCHEMAS) writeFileSync(resolve(root, schema.out), deriveSchema(root, schema));
