/** Options are own members, read once. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createSolvClient as createPortable } from "../../src/index.js";
import { createSolvClient, SolvConfigurationError, SolvInputError } from "../../src/index.node.js";
import { booking, bookingId, closeAll, closeLater, errorOf, minimalBody } from "./support.js";

afterEach(closeAll);

const path = "/v1/partner/external_bookings/{external_booking_id}";
const init = { params: { path: { external_booking_id: bookingId } }, body: minimalBody };
const options = { baseUrl: "https://partner-api.example", clientId: "c", accessToken: "t" };
const done = async () => Response.json(booking);

/** A server that answers every request with one answer and remembers what came. */
async function startServer(status = 200, answer: unknown = booking) {
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

const INHERITED = [
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

describe("a name that every object inherits is no option", () => {
  const hooks = {
    get: (name: string) => () => {
      throw new Error(`${name} was called.`);
    },
  };

  test.each(INHERITED)("%s", async (name) => {
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
      const clients = name === "signal" ? [portable] : [client, portable];
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
    for (const value of ["CANARY", hooks.get(name), { CANARY: "CANARY" }]) {
      Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
      let polluted: unknown;
      try {
        polluted = [await run(good.baseUrl), await run(bad.baseUrl)];
      } finally {
        delete (Object.prototype as Record<string, unknown>)[name];
      }
      expect(polluted).toEqual(plain);
      expect([...good.requests, ...bad.requests].map(port)).toEqual(expected);
      good.requests.length = 0;
      bad.requests.length = 0;
    }
  });

  test("also where the caller left a member out", async () => {
    const { requests, baseUrl } = await startServer();
    const client = createSolvClient({ baseUrl, clientId: "c", accessToken: "t" });
    closeLater(client);
    Object.defineProperty(Object.prototype, "external_booking_id", {
      value: "b",
      configurable: true,
    });
    try {
      const params = { path: {} } as typeof init.params;
      const error = await errorOf(client.api.DELETE(path, { ...init, params }));
      expect(error).toBeInstanceOf(SolvInputError);
    } finally {
      delete (Object.prototype as { external_booking_id?: string }).external_booking_id;
    }
    expect(requests).toEqual([]);
  });
});

describe("an option is read once", () => {
  test("when the client is made, whatever it becomes later", async () => {
    const reads: string[] = [];
    const source = { ...options, fetch: done, onRequest: undefined, onResponse: undefined };
    const counted = Object.defineProperties(
      {},
      Object.fromEntries(
        Object.entries(source).map(([name, value]) => [
          name,
          {
            enumerable: true,
            get: () => {
              if (reads.includes(name)) throw new Error("CANARY");
              reads.push(name);
              return value;
            },
          },
        ]),
      ),
    ) as typeof options;
    for (const create of [createSolvClient, createPortable]) {
      reads.length = 0;
      const client = create(counted);
      await client.cancelExternalBooking(bookingId, minimalBody);
      await client.api.DELETE(path, init);
    }
  });

  test("and one that cannot be read is refused", async () => {
    const thrower = { enumerable: true, get: () => Promise.reject.call(undefined) };
    for (const name of ["onRequest", "fetch", "timeoutMs", "clientId"]) {
      const given = Object.defineProperty({ ...options }, name, thrower);
      for (const create of [createSolvClient, createPortable]) {
        expect(() => create(given)).toThrow(SolvConfigurationError);
      }
    }
    const client = createSolvClient({ ...options, fetch: done });
    for (const name of ["signal", "timeoutMs"]) {
      const given = Object.defineProperty({}, name, thrower);
      const call = client.cancelExternalBooking(bookingId, minimalBody, given);
      expect(await errorOf(call)).toBeInstanceOf(SolvConfigurationError);
    }
  });

  test.each([
    ["toString"],
    ["constructor"],
    [{ toString: () => Promise.reject.call(undefined) }],
    [7],
  ])("an environment is one of the description's, and not %p", (environment) => {
    const given = { clientId: "c", accessToken: "t", environment } as never;
    expect(() => createSolvClient(given)).toThrow("environment must be production or staging.");
  });
});
