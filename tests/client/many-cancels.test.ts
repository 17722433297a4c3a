/** Many cancels through one client: every call is accounted for, no memory is kept, and the process ends. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "@jest/globals";
import { heapGrowth } from "./heap-growth.js";
import { accountForCancels } from "./many-cancels.js";
import { closeAll, startClient } from "./support.js";

afterEach(closeAll);

// `test:slow` makes ten thousand of both.
test(
  "at once: the outcome of every call is what the sandbox did",
  () => accountForCancels(1_000),
  240_000,
);

test("one after another: the heap is as large as it was once warm, and a shared signal brings no warning", async () => {
  const { grown, failed, stderr } = await heapGrowth(500, 1_000);
  expect(failed).toBe(1_500 / 20);
  // An answer that is kept for each call would be more than this.
  expect(grown).toBeLessThan(512 * 1024);
  expect(stderr).toBe("");
}, 120_000);

// Nothing of the client holds a process that has made its calls, also without `close()`.
test("after a token call and a cancel, only unreferenced sockets are left", async () => {
  const { sandbox, id, body } = await startClient();
  const { clientId, clientSecret } = sandbox.credentials;
  const options = { baseUrl: sandbox.baseUrl, clientId, clientSecret };
  const entry = join(__dirname, "../../src/index.node.ts");
  const script = `
    const { createSolvClient } = await import(${JSON.stringify(entry)});
    const before = process.getActiveResourcesInfo().length;
    const client = createSolvClient(${JSON.stringify(options)});
    const { status } = await client.cancelExternalBooking(${JSON.stringify(id)}, ${JSON.stringify(body)});
    await new Promise((resolve) => setImmediate(resolve));
    const left = process.getActiveResourcesInfo().slice(before);
    console.log(JSON.stringify({ status, left }));
  `;
  const args = ["--import", "tsx", "--input-type", "module", "--eval", script];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { status } = sandbox.bookings[0]?.expect ?? {};
  expect(JSON.parse(stdout)).toEqual({ status, left: [] });
}, 30_000);
