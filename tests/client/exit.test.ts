/** A process that has made its calls ends by itself, without `close()`: nothing of the client holds it. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "@jest/globals";
import { closeAll, startClient } from "./support.js";

afterEach(closeAll);

/** Runs a script in a process of its own, with a client of a sandbox; gives what it printed. */
async function runAlone(script: string) {
  const { sandbox, id, body } = await startClient();
  const { clientId, clientSecret } = sandbox.credentials;
  const options = { baseUrl: sandbox.baseUrl, clientId, clientSecret };
  const entry = join(__dirname, "../../src/index.node.ts");
  const parts = `
    const { createSolvClient } = await import(${JSON.stringify(entry)});
    const before = process.getActiveResourcesInfo().length;
    const client = createSolvClient(${JSON.stringify(options)});
    const [id, body] = ${JSON.stringify([id, body])};
  `;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    "--import",
    "tsx",
    "--input-type",
    "module",
    "--eval",
    parts + script,
  ]);
  return { printed: JSON.parse(stdout), stderr, status: sandbox.bookings[0]?.expect.status };
}

test("after a token call and a cancel, only unreferenced sockets are left", async () => {
  const { printed, status } = await runAlone(`
    const { status } = await client.cancelExternalBooking(id, body);
    await new Promise((resolve) => setImmediate(resolve));
    const left = process.getActiveResourcesInfo().slice(before);
    console.log(JSON.stringify({ status, left }));
  `);
  expect(printed).toEqual({ status, left: [] });
}, 30_000);

test("many calls may share one signal, such as that of a shutdown, without a warning", async () => {
  const { printed, stderr } = await runAlone(`
    const { signal } = new AbortController();
    const cancel = () => client.cancelExternalBookingWithResponse(id, body, { signal });
    const results = await Promise.allSettled(Array.from({ length: 12 }, cancel));
    console.log(JSON.stringify(results.length));
  `);
  expect(printed).toBe(12);
  expect(stderr).toBe("");
}, 30_000);
