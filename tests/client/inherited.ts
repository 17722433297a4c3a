/** Names that every object inherits while something is tried: none of them may be an option of ours. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@jest/globals";
import { createSolvClient as createPortable } from "../../src/index.js";
import { createSolvClient } from "../../src/index.node.js";
import { booking, bookingId, closeLater, minimalBody } from "./support.js";

export const path = "/v1/partner/external_bookings/{external_booking_id}";
export const init = { params: { path: { external_booking_id: bookingId } }, body: minimalBody };

/** A server that answers every request with one answer and remembers what came. */
export async function startServer(status = 200, answer: unknown = booking) {
  const requests: string[] = [];
  const server = http.createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const head = [incoming.method, incoming.url, ...incoming.rawHeaders.filter((_, at) => at % 2)];
    requests.push([...head, Buffer.concat(chunks)].join("|"));
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closeLater({ close: () => server.close().closeAllConnections() });
  const { port } = server.address() as AddressInfo;
  return { requests, baseUrl: `http://127.0.0.1:${port}` };
}

export const INHERITED = [
  // Options of a client, of a call, and of errors and answers.
  "environment",
  "baseUrl",
  "clientId",
  "accessToken",
  "clientSecret",
  "grantType",
  "timeoutMs",
  "maxRetries",
  "maxBodyBytes",
  "retryUnknownOutcome",
  "onContractViolation",
  "fetch",
  "agent",
  "onRequest",
  "onResponse",
  "onFinding",
  "signal",
  "headers",
  "cause",
  "response",
  "requestId",
  "findings",
  "attempts",
  "earlierAttemptUnknown",
  "operation",
  // What openapi-fetch, Request and Response read.
  "Request",
  "querySerializer",
  "bodySerializer",
  "pathSerializer",
  "parseAs",
  "middleware",
  "params",
  "query",
  "path",
  "header",
  "cookie",
  "external_booking_id",
  "requestInitExt",
  "body",
  "method",
  "redirect",
  "mode",
  "credentials",
  "cache",
  "dispatcher",
  "statusText",
  "duplex",
  "integrity",
  "keepalive",
  "referrer",
  "referrerPolicy",
  "window",
  "service_id",
];

/** Calls in every way, on a server that answers well and on one that does not, with and without such names. */
export async function expectNoOption(names: readonly string[]): Promise<void> {
  const good = await startServer();
  const bad = await startServer(404, { detail: "sample" });
  const run = async (baseUrl: string) => {
    const client = createSolvClient({ baseUrl, clientId: "c", accessToken: "t" });
    const portable = createPortable({ baseUrl, clientId: "c", accessToken: "t", maxRetries: 0 });
    closeLater(client);
    const viaApi = async ({ api }: typeof client) => {
      const { data, error, response } = await api.DELETE(path, init);
      return [data, error, response.status, response.statusText];
    };
    // Node's own sockets refuse to be made then, on both sides; nothing of it is ours to ignore.
    const clients = names.includes("signal") ? [portable] : [client, portable];
    const ways = clients.flatMap((each) => [
      () => each.cancelExternalBookingWithResponse(bookingId, minimalBody),
      () => viaApi(each),
    ]);
    const seen: unknown[] = [];
    for (const way of ways) {
      seen.push(
        await way().then(
          (value) => JSON.stringify(value),
          (error: Error) => [JSON.stringify(error), Object.hasOwn(error, "cause")],
        ),
      );
    }
    return seen;
  };
  const port = (text: string) => text.replace(/127\.0\.0\.1:\d+/g, "");
  const plain = [await run(good.baseUrl), await run(bad.baseUrl)];
  const expected = [...good.requests, ...bad.requests].map(port);
  good.requests.length = 0;
  bad.requests.length = 0;
  const called = () => {
    throw new Error(`One of ${names} was called.`);
  };
  for (const value of ["CANARY", called, { CANARY: "CANARY" }]) {
    const member = { value, configurable: true, writable: true };
    Object.defineProperties(
      Object.prototype,
      Object.fromEntries(names.map((name) => [name, member])),
    );
    let polluted: unknown;
    try {
      polluted = [await run(good.baseUrl), await run(bad.baseUrl)];
    } finally {
      for (const name of names) delete (Object.prototype as Record<string, unknown>)[name];
    }
    expect(polluted).toEqual(plain);
    expect([...good.requests, ...bad.requests].map(port)).toEqual(expected);
    good.requests.length = 0;
    bad.requests.length = 0;
  }
}
