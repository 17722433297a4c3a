/** Compares the client with global `fetch` and with bare openapi-fetch, over TLS on loopback and on a stub. */
import { execFileSync, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import createFetchClient from "openapi-fetch";
import type { Booking, paths } from "../../generated/schema.js";
import { examplesAt } from "../../src/description/document.js";
import { operations, responseFor } from "../../src/description/operations.js";

// As it is published, from `npm run build`: compiled on the way, each call would cost more.
const built = (name: string) => import(new URL(`../../dist/src/${name}`, import.meta.url).href);
const forNode: typeof import("../../src/index.node.js") = await built("index.node.mjs");
const overFetch: typeof import("../../src/index.js") = await built("index.mjs");

const ROUNDS = 5;
const path = operations.cancelExternalBooking.path as keyof paths &
  "/v1/partner/external_bookings/{external_booking_id}";
const id = "ehr-booking-0001";
const body = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
const credentials = { clientId: "sample-client", accessToken: "sample-access-token" };
const headers = {
  "content-type": "application/json",
  "x-api-key": credentials.clientId,
  authorization: `Bearer ${credentials.accessToken}`,
};
const { source = "" } = responseFor(operations.cancelExternalBooking, 200) ?? {};
const [booking] = examplesAt(`${source}/content/application~1json`).values();
const answer = JSON.stringify(booking as Booking);

type Call = () => Promise<unknown>;

/** Calls per second with so many in flight. */
async function throughput(call: Call, calls: number, inFlight: number): Promise<number> {
  let left = calls;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (left-- > 0) await call();
    }),
  );
  return (calls * 1000) / (performance.now() - started);
}

/** Milliseconds of the median call, one in flight. */
async function latency(call: Call, calls: number): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < calls; n++) {
    const started = performance.now();
    await call();
    times.push(performance.now() - started);
  }
  return median(times);
}

/** Microseconds of CPU for one call, user and system. */
async function cpu(call: Call, calls: number): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < calls; n++) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

/** The median over the rounds of ours divided by theirs, both measured in each round in turn. */
async function ratio(ours: () => Promise<number>, theirs: () => Promise<number>): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const [first, second] =
      round % 2 === 0
        ? [await ours(), await theirs()]
        : await theirs().then(async (other) => [await ours(), other] as const);
    // The first round warms both up.
    if (round > 0) ratios.push(first / second);
  }
  return median(ratios);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const print = (what: string, value: number, limit: string) =>
  console.log(`${what.padEnd(72)} ${value.toFixed(2).padStart(7)}   ${limit}`);

async function overTls(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "solv-bench-"));
  const key = join(folder, "key.pem");
  const cert = join(folder, "cert.pem");
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-days",
      "1",
      "-subj",
      "/CN=localhost",
      "-addext",
      "subjectAltName=IP:127.0.0.1",
      "-keyout",
      key,
      "-out",
      cert,
    ],
    { stdio: "ignore" },
  );
  const server = fork(join(import.meta.dirname, "server.ts"), [key, cert, answer], {
    execArgv: process.execArgv,
  });
  try {
    const port = await new Promise<number>((resolve) => server.once("message", resolve as never));
    const baseUrl = `https://127.0.0.1:${port}`;
    const ask = () =>
      new Promise<number>((resolve) => {
        server.once("message", resolve as never);
        server.send("connections");
      });
    // Global fetch knows no other way to trust a certificate at run time.
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    process.removeAllListeners("warning");
    const client = forNode.createSolvClient({ baseUrl, ...credentials });
    const bare = createFetchClient<paths>({ baseUrl, headers });
    const ours: Call = () => client.cancelExternalBooking(id, body);
    const api: Call = () =>
      client.api.DELETE(path, { params: { path: { external_booking_id: id } }, body });
    const plain: Call = async () => {
      const url = `${baseUrl}${path.replace(/\{.*\}/, encodeURIComponent(id))}`;
      const response = await fetch(url, { method: "DELETE", headers, body: JSON.stringify(body) });
      return response.json();
    };
    const openapiFetch: Call = () =>
      bare.DELETE(path, { params: { path: { external_booking_id: id } }, body });

    console.log(`TLS on loopback, server in a process of its own, median of ${ROUNDS} pairs`);
    // Ours needs more calls for as long a look.
    const many = (call: Call) => () => throughput(call, call === ours ? 2500 : 500, 64);
    const one = (call: Call) => () => latency(call, 100);
    print(
      "calls per second, 64 in flight, to global fetch",
      await ratio(many(ours), many(plain)),
      "at least 6",
    );
    print(
      "calls per second, 64 in flight, to bare openapi-fetch",
      await ratio(many(ours), many(openapiFetch)),
      "at least 6",
    );
    print(
      "  the same for client.api, to bare openapi-fetch",
      await ratio(many(api), many(openapiFetch)),
      "",
    );
    print(
      "p50 latency, one in flight, to global fetch",
      await ratio(one(ours), one(plain)),
      "at most 0.25",
    );
    print(
      "p50 latency, one in flight, to bare openapi-fetch",
      await ratio(one(ours), one(openapiFetch)),
      "at most 0.25",
    );
    await throughput(ours, 200, 64);
    const before = await ask();
    await throughput(ours, 2000, 64);
    print("new connections for 2000 calls once warm", (await ask()) - before, "at most 0");
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
  const client = overFetch.createSolvClient({
    baseUrl,
    ...credentials,
    fetch: stub,
    onRequest: () => undefined,
    onResponse: () => undefined,
    onFinding: () => undefined,
  });
  const bare = createFetchClient<paths>({ baseUrl, headers, fetch: stub });
  const calls = 10_000;
  const value = await ratio(
    () => cpu(() => client.cancelExternalBooking(id, body), calls),
    () =>
      cpu(() => bare.DELETE(path, { params: { path: { external_booking_id: id } }, body }), calls),
  );
  console.log(`A stub in place of fetch, median of ${ROUNDS} pairs`);
  print("CPU per call with validation, deadline and hooks, to openapi-fetch", value, "at most 1.1");
}

// `stub` alone needs no TLS and ends within seconds.
if (!process.argv.includes("stub")) await overTls();
await onStub();
