/** A process that was frozen takes no connection that has been idle for too long, though no timer ran. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { createSolvClient } from "solv-external-bookings";
import description from "./description.cjs";

const booking = JSON.stringify(description.components.examples.booking_minimal.value);
// On a thread of its own, because this one will stand still. It ends what is idle, as servers do.
const SERVER = `
const { parentPort, workerData } = require("node:worker_threads");
let connections = 0;
require("node:net").createServer((socket) => {
  connections += 1;
  const body = workerData.replace("{", '{ "seen": ' + connections + ",");
  const head = "HTTP/1.1 200 OK\\r\\ncontent-type: application/json\\r\\ncontent-length: ";
  socket.on("error", () => undefined).on("data", () => {
    socket.setTimeout(4200, () => socket.destroy());
    socket.write(head + Buffer.byteLength(body) + "\\r\\n\\r\\n" + body);
  });
}).listen(0, "127.0.0.1", function () { parentPort.postMessage(this.address().port); });
`;
const worker = new Worker(SERVER, { eval: true, workerData: booking });
const [port] = await once(worker, "message");
const client = createSolvClient({
  baseUrl: `http://127.0.0.1:${port}`,
  clientId: "sample-client",
  accessToken: "sample-token",
  maxRetries: 0,
});
const body = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
const connection = async () => (await client.cancelExternalBooking("sample", body)).seen;
assert.equal(await connection(), 1);
assert.equal(await connection(), 1);
// The agent takes a connection back a turn after the answer.
await new Promise((resolve) => setImmediate(resolve));
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_500);
assert.equal(await connection(), 2);
client.close();
await worker.terminate();
