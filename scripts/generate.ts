/** `npm run generate`: makes everything in `generated/` from the description, checks that it is current, or lints the description. */
import { resolve } from "node:path";
import { readFlags } from "./flags.js";
import { generate } from "./generate/command.js";

const root = resolve(import.meta.dirname, "..");
const { values: flags } = readFlags({
  options: {
    lint: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    description: { type: "string", default: resolve(root, "openapi/external-bookings.yaml") },
    out: { type: "string", default: resolve(root, "generated") },
  },
});

const { code, lines } = await generate(flags);
for (const line of lines) (code === 0 ? console.log : console.error)(line);
process.exitCode = code;
