/** The server of the client's benchmark: one answer for every request, in a process of its own. */
import { readFileSync } from "node:fs";
import https from "node:https";
import type { AddressInfo } from "node:net";

const [key = "", cert = "", answer = ""] = process.argv.slice(2);
let connections = 0;
const server = https.createServer(
  { key: readFileSync(key), cert: readFileSync(cert), keepAliveTimeout: 60_000 },
  (request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(answer),
      });
      response.end(answer);
    });
  },
);
server.on("secureConnection", () => connections++);
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("message", () => process.send?.(connections));
