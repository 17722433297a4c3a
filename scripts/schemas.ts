/** `npm run schemas`: derives the JSON Schemas of what the package reads and writes from its types. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { deriveSchemas } from "./schemas/derive.js";

const root = resolve(import.meta.dirname, "..");
for (const [{ out }, text] of deriveSchemas(root)) writeFileSync(resolve(root, out), text);
