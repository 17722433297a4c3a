/** Compares the client with bare `node:https` over TLS on loopback, and with bare openapi-fetch on a stub. */
import { execFileSync, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import createFetchClient from "openapi-fetch";
import type { paths } from "../../generated/schema.js";
import { operations } from "../../src/description/operations.js";
import { body, booking } from "./examples.js";
import { median, print } from "./measure.js";

// As it is published, from `npm run build`: compiled on the way, each call would cost more.
const built = (name: string) => import(new URL(`../../dist/esm/src/${name}`, import.meta.url).href);
const forNode: typeof import("../../src/index.node.js") = await built("index.node.js");
const overFetch: typeof import("../../src/index.js") = await built("index.js");

const ROUNDS = 5;
const path = operations.cancelExternalBooking.path as keyof paths &
  "/v1/partner/external_bookings/{external_booking_id}";
const id = "ehr-booking-0001";
const credentials = { clientId: "sample-client", accessToken: "sample-access-token" };
const headers = {
  "content-type": "application/json",
  "x-api-key": credentials.clientId,
  authorization: `Bearer ${credentials.accessToken}`,
};
const answer = JSON.stringify(booking);

type Call = () => Promise<unknown>;
type Measure = (call: Call) => Promise<number>;

/** Calls per second with so many in flight. */
const throughput =
  (calls: number, inFlight: number): Measure =>
  async (call) => {
    let left = calls;
    const started = performance.now();
    const work = async () => {
      while (left-- > 0) await call();
    };
    await Promise.all(Array.from({ length: inFlight }, work));
    return (calls * 1000) / (performance.now() - started);
  };

/** CPU time of many calls, user and system. */
async function cpu(call: Call): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < 10_000; n++) await call();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Prints the median over the rounds of ours divided by theirs. */
async function compare(
  what: string,
  measure: Measure,
  [ours, theirs]: readonly [Call, Call],
): Promise<void> {
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const ratio = (await measure(ours)) / (await measure(theirs));
    // The first round warms both up.
    if (round > 0) ratios.push(ratio);
  }
  print(what, median(ratios));
}

/** The least that a call has to do: one request, its whole answer, and its JSON. */
function requestOver(agent: https.Agent, url: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = JSON.stringify(body);
    const framed = { ...headers, "content-length": Buffer.byteLength(sent) };
    const outgoing = https.request(
      url,
      { method: "DELETE", headers: framed, agent },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
      },
    );
    outgoing.on("error", reject);
    outgoing.end(sent);
  });
}

async function overTls(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "solv-bench-"));
  const key = join(folder, "key.pem");
  const cert = join(folder, "cert.pem");
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  const files = ["-days", "1", "-keyout", key, "-out", cert];
  execFileSync("openssl", ["req", "-x509", ...curve, ...subject, ...files], { stdio: "ignore" });
  const server = fork(join(import.meta.dirname, "server.ts"), [key, cert, answer], {
    execArgv: process.execArgv,
  });
  const told = () => new Promise<number>((resolve) => server.once("message", resolve as never));
  const connections = () => {
    server.send("connections");
    return told();
  };
  try {
    const baseUrl = `https://127.0.0.1:${await told()}`;
    // Neither is told to trust the certificate; both connect in the same way.
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    process.removeAllListeners("warning");
    const client = forNode.createSolvClient({ baseUrl, ...credentials });
    const ours: Call = () => client.cancelExternalBooking(id, body);
    const agent = new https.Agent({ keepAlive: true });
    const url = `${baseUrl}${path.replace(/\{.*\}/, encodeURIComponent(id))}`;
    const bare: Call = () => requestOver(agent, url);
    const to = "to bare node:https";
    const many = `calls per second, 64 in flight, ${to}; 0.9 wanted`;
    await compare(many, throughput(2500, 64), [ours, bare]);
    const one = `calls per second, one in flight, ${to}; 0.65 wanted`;
    await compare(one, throughput(600, 1), [ours, bare]);
    const before = await connections();
    await throughput(2000, 64)(ours);
    print("new connections for 2000 calls once warm; none wanted", (await connections()) - before);
    agent.destroy();
    client.close();
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

async function onStub(): Promise<void> {
  const stub = async () =>
    new Response(answer, { status: 200, headers: { "content-type": "application/json" } });
  const baseUrl = "https://partner-api.example";
  const idle = () => undefined;
  const hooks = { onRequest: idle, onResponse: idle, onFinding: idle };
  const client = overFetch.createSolvClient({ baseUrl, ...credentials, fetch: stub, ...hooks });
  const bare = createFetchClient<paths>({ baseUrl, headers, fetch: stub });
  await compare(
    "CPU per call with validation, deadline and hooks, to openapi-fetch; 1.1 wanted",
    cpu,
    [
      () => client.cancelExternalBooking(id, body),
      () => bare.DELETE(path, { params: { path: { external_booking_id: id } }, body }),
    ],
  );
}

await overTls();
await onStub();
