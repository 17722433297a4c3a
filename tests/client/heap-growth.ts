/** Measures what many cancels through one client, which share a signal, leave in memory and say. */
import { execFile } from "node:child_process";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { booking, bookingId, closeLater, minimalBody } from "./support.js";

/** By how many bytes the heap has grown, after garbage collection, how many of all calls failed, and the warnings. */
export async function heapGrowth(warm: number, calls: number) {
  let failing = 0;
  const server = http.createServer((request, response) => {
    // One in twenty fails, so that errors are made as well.
    const status = failing++ % 20 === 0 ? 500 : 200;
    response.writeHead(status, { "content-type": "application/json" });
    request.resume().on("end", () => response.end(JSON.stringify(booking)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const options = { baseUrl: `http://127.0.0.1:${port}`, clientId: "c", accessToken: "t" };
  const script = `
    const { createSolvClient } = await import(${JSON.stringify(join(__dirname, "../../src/index.node.ts"))});
    const client = createSolvClient({
      ...${JSON.stringify(options)},
      onRequest: () => undefined, onResponse: () => undefined, onFinding: () => undefined,
    });
    const { signal } = new AbortController();
    let failed = 0;
    const run = async (calls) => {
      let left = calls;
      await Promise.all(Array.from({ length: 64 }, async () => {
        while (left-- > 0) {
          await client.cancelExternalBooking(${JSON.stringify(bookingId)}, ${JSON.stringify(minimalBody)}, { signal })
            .catch(() => failed++);
        }
      }));
      globalThis.gc();
      return process.memoryUsage().heapUsed;
    };
    const warm = await run(${warm});
    const end = await run(${calls});
    client.close();
    console.log(JSON.stringify({ grown: end - warm, failed }));
  `;
  closeLater({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    "--expose-gc",
    "--import",
    "tsx",
    "--input-type",
    "module",
    "--eval",
    script,
  ]);
  const { grown, failed } = JSON.parse(stdout) as { grown: number; failed: number };
  return { grown, failed, stderr };
}
