/** Kept connections stay in use when many calls share them and the server is quick. */
import { once } from "node:events";
import https from "node:https";
import { Worker } from "node:worker_threads";
import { expect, test } from "@jest/globals";
import { selfSigned } from "../sandbox/certificate.js";
import { open, request, transport } from "./sockets.js";

// On a thread of its own: in the test's loop its answers would never come early.
const SERVER = `
const { parentPort, workerData } = require("node:worker_threads");
let connections = 0;
const server = require("node:https").createServer(workerData, (request, response) =>
  request.resume().on("end", () => response.end(String(connections))),
);
server.on("secureConnection", () => connections++);
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
`;

test("calls over TLS, many at once, need no more connections than there are calls at once", async () => {
  const [secrets, inFlight] = [selfSigned(), 32];
  const worker = new Worker(SERVER, { eval: true, workerData: secrets });
  open.push(() => worker.terminate());
  const [port] = await once(worker, "message");
  const agent = new https.Agent({ keepAlive: true, ca: secrets.cert });
  open.push(() => agent.destroy());
  const { send } = transport(agent);
  const body = new TextEncoder().encode("{}");
  const call = async () =>
    Number(
      new TextDecoder().decode(
        (await send({ ...request, origin: `https://127.0.0.1:${port}`, body })).body,
      ),
    );
  let left = 2000;
  const seen: number[] = [];
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (left-- > 0) seen.push(await call());
    }),
  );
  expect(seen).toHaveLength(2000);
  expect(Math.max(...seen)).toBeLessThanOrEqual(inFlight);
});
