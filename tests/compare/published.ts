/** A published description on loopback and in files, to be compared with ours. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll } from "@jest/globals";
import { compareWithPublished } from "../../scripts/compare/compare.js";
import { readPublished } from "../../scripts/compare/published.js";

export const root = resolve(__dirname, "../..");
/** What ours said once: these suites stay as they are when the description changes. */
export const described = join(__dirname, "described.yaml");
export const bundled = join(root, "generated/openapi.json");
export const fastApi = () =>
  JSON.parse(readFileSync(join(__dirname, "fastapi.openapi.json"), "utf8"));

export let folder: string;
let server: Server;
export let origin: string;
export const seen: Record<string, unknown>[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "solv-compare-"));
  server = createServer((request, response) => {
    seen.push(request.headers);
    if (request.url === "/openapi.json") response.end(readFileSync(bundled));
    else if (request.url === "/away")
      response.writeHead(302, { location: "http://example.com/" }).end();
    else if (request.url?.startsWith("/moved"))
      response.writeHead(307, { location: "/openapi.json" }).end();
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await new Promise((done) => server.close(done));
});

// It is read once: a comparison changes nothing.
const ours = readPublished(described);

/** What the document is compared to, and what was found. */
export async function found(document: object, print: (value: object) => string = JSON.stringify) {
  const file = join(folder, "openapi");
  writeFileSync(file, print(document));
  const { rating, compared } = compareWithPublished(await ours, await readPublished(file));
  return { differences: rating.changes.map(({ message }) => message), compared };
}

export const NOTHING = { differences: [], compared: 2 };
