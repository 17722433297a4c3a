/**
 * Runs the printer in a thread of its own, which loads the compiler (most of the time a generation
 * takes) while the description is being linted. Preloaded by `npm run generate` for an early start.
 */
// @ts-check
import { isMainThread, parentPort, Worker } from "node:worker_threads";

// No loader is needed in there, and inheriting `--import` would start threads without end.
const worker = isMainThread ? new Worker(new URL(import.meta.url), { execArgv: [] }) : undefined;

// What is loaded before the TypeScript loader is there does not pass through its hooks, file by file.
if (isMainThread) {
  await import("@redocly/openapi-core");
  await import("yaml");
  await import("ajv/dist/2020.js");
  await import("ajv/dist/standalone/index.js");
}

/** @type {Map<number, (outcome: { text: string } | { message: string }) => void>} */
const waiting = new Map();
worker?.on("message", ({ id, ...outcome }) => waiting.get(id)?.(outcome));
worker?.on("error", ({ message }) => {
  for (const settle of waiting.values()) settle({ message });
});

/**
 * @param {keyof import("./pipeline.js").Printer} name
 * @param {unknown} argument
 * @returns {Promise<string>}
 */
function ask(name, argument) {
  return new Promise((resolve, reject) => {
    const id = waiting.size;
    waiting.set(id, (outcome) => {
      if ("text" in outcome) resolve(outcome.text);
      else reject(new Error(outcome.message));
    });
    worker?.postMessage({ id, name, argument });
  });
}

/** @type {import("./pipeline.js").Printer} */
export const printer = {
  generateTypes: (document) => ask("generateTypes", document),
  formatCode: (code) => ask("formatCode", code),
};

/** Ends the thread; without it the process would stay. */
export function closePrinter() {
  void worker?.terminate();
}

if (parentPort !== null) {
  const port = parentPort;
  const { printer: own } = await import("./printer.mjs");
  port.on("message", async ({ id, name, argument }) => {
    const outcome = await own[/** @type {keyof typeof own} */ (name)](argument).then(
      (text) => ({ text }),
      (error) => ({ message: String(error?.message ?? error) }),
    );
    port.postMessage({ id, ...outcome });
  });
}
