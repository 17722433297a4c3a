/** `node once.mjs RUNTIME [ARGUMENT…]`: no runtime repeats a cancel by itself, and none lives on after one. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import description from "./description.cjs";

const booking = JSON.stringify(description.components.examples.booking_minimal.value);
const reached = {};
const server = createServer((request, response) => {
  const id = request.url.split("/").at(-1);
  reached[id] = (reached[id] ?? 0) + 1;
  request.resume().on("end", () => {
    if (id === "resets") request.socket.resetAndDestroy();
    if (id === "answers") response.setHeader("content-type", "application/json").end(booking);
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const [, , runtime, ...args] = process.argv;
const script = join(import.meta.dirname, "unanswered.mjs");
const baseUrl = `http://127.0.0.1:${server.address().port}`;
try {
  const { stdout } = await promisify(execFile)(runtime, [...args, script, baseUrl], {
    timeout: 60_000,
  });
  assert.deepEqual(stdout.trim().split("\n"), [
    "answers: cancelled",
    "hangs: unknown after timeout",
    "answers: cancelled",
    "resets: unknown after another failure",
  ]);
  assert.deepEqual(reached, { answers: 2, hangs: 1, resets: 1 });
} finally {
  server.close();
  server.closeAllConnections();
}
