/** A process that has made its calls ends by itself, without `close()`: nothing of the client holds it. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "@jest/globals";
import { closeAll, startClient } from "./support.js";

afterEach(closeAll);

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
