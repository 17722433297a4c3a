/** Prints the size of the client in a browser's bundle, minified and compressed, and holds it to a limit. */
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { operations } from "../../src/description/operations.js";

// Each operation beside the first two brings validators and a row of the table.
const LIMIT = 21_500 + 500 * (Object.keys(operations).length - 2);

const bundle = await rolldown({ input: "src/index.ts", platform: "browser" });
const { output } = await bundle.generate({ format: "esm", minify: true });
await bundle.close();
const code = output.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("");
const size = gzipSync(code, { level: 9 }).length;
console.log(
  `client for browsers: ${code.length} bytes minified, ${size} with gzip (limit ${LIMIT})`,
);
if (size > LIMIT) {
  console.error(
    "The client has outgrown its limit. See what was added, or raise the limit on purpose.",
  );
  process.exitCode = 1;
}
