/** How a request is written: its headers, its framing, and the moment before. */
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { requestHeaders } from "../../src/http/request-headers.js";
import { selfSigned } from "../sandbox/certificate.js";
import { listen, ok, open, request, transport } from "./sockets.js";

/** The moment before a request is written: the connection is made, and nothing has gone out. */
describe("before it is written", () => {
  /** A server that notes what it is sent, and answers. */
  async function noting(secure?: ReturnType<typeof selfSigned>) {
    const seen = { connections: 0, text: "" };
    const origin = await listen((socket) => {
      seen.connections += 1;
      socket.on("data", (chunk) => {
        seen.text += chunk;
        socket.write(ok);
      });
    }, secure);
    return { origin, seen };
  }

  const body = Buffer.from("{}");

  test("comes once, on a connection of its own and on a kept one, and the request follows whole", async () => {
    const { origin, seen } = await noting();
    const kept = transport();
    const before: string[] = [];
    const send = () =>
      kept.send({ ...request, origin, body }, { beforeWrite: () => before.push(seen.text) });
    expect((await send()).status).toBe(200);
    const first = seen.text;
    expect(first).toMatch(/^DELETE \/ HTTP[\s\S]*content-length: 2\r\n[\s\S]*\r\n\r\n\{\}$/i);
    expect((await send()).status).toBe(200);
    expect(before).toEqual(["", first]);
    expect(seen).toEqual({ connections: 1, text: first + first });
  });

  test("comes after the handshake of TLS", async () => {
    const certificate = selfSigned();
    const { origin, seen } = await noting(certificate);
    const before: string[] = [];
    const agent = new https.Agent({ ca: certificate.cert });
    const sending = transport(agent).send(
      { ...request, origin, body },
      { beforeWrite: () => before.push(seen.text) },
    );
    expect((await sending).status).toBe(200);
    expect(before).toEqual([""]);
    expect(seen.text).toMatch(/\{\}$/);
  });

  test("leaves the request unwritten by what it throws", async () => {
    const { origin, seen } = await noting();
    const sending = transport().send(
      { ...request, origin, body },
      {
        beforeWrite: () => {
          throw new Error("CANARY");
        },
      },
    );
    await expect(sending).rejects.toMatchObject({ kind: "other", written: false });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen.text).toBe("");
  });

  test("never comes where the call is aborted before the connection is made", async () => {
    const { origin, seen } = await noting();
    let connect = () => {};
    const agent = new (class extends http.Agent {
      override createConnection(options: net.NetConnectOpts) {
        const lookup: net.LookupFunction = (_host, _options, done) => {
          connect = () => done(null, [{ address: "127.0.0.1", family: 4 }]);
        };
        return net.connect({ ...options, lookup } as net.NetConnectOpts);
      }
    })();
    const stop = new AbortController();
    const asked: string[] = [];
    const sending = transport(agent).send(
      { ...request, origin: origin.replace("127.0.0.1", "localhost"), body },
      { signal: stop.signal, beforeWrite: () => asked.push(seen.text) },
    );
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    connect();
    await expect(sending).rejects.toMatchObject({ kind: "aborted", written: false });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([asked, seen.text]).toEqual([[], ""]);
  });
});

/** Headers go to Node as an object, which tracers and mocks read as well; and every body is framed. */
describe("headers", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const request = { method: "DELETE", origin: "http://a.example", target: "/" } as const;
  const body = new TextEncoder().encode("{}");
  type Headers = [string, string][];

  test("each name once, in its first spelling and place, with all its values", () => {
    const headers: Headers = [
      ["X-Sample", "1"],
      ["authorization", "Bearer sample-token"],
      ["x-SAMPLE", "2"],
      ["X-Sample", ""],
    ];
    expect(Object.entries(requestHeaders({ ...request, headers }, "a.example:1"))).toEqual([
      ["Host", "a.example:1"],
      ["X-Sample", ["1", "2", ""]],
      ["authorization", "Bearer sample-token"],
    ]);
  });

  test("a name that objects inherit is a name like any other", () => {
    const headers: Headers = [
      ["__proto__", "1"],
      ["constructor", "2"],
    ];
    const given = requestHeaders({ ...request, headers }, "a.example");
    expect(Object.keys(given)).toEqual(["Host", "__proto__", "constructor"]);
    expect(Object.getOwnPropertyDescriptor(given, "__proto__")?.value).toBe("1");
  });

  test.each<[string, Headers, Uint8Array | undefined, object]>([
    ["DELETE", [], body, { "Content-Length": "2" }],
    ["POST", [], body, { "Content-Length": "2" }],
    ["DELETE", [], new Uint8Array(), { "Content-Length": "0" }],
    ["DELETE", [], undefined, {}],
    ["GET", [], undefined, {}],
    ["POST", [], undefined, { "Content-Length": "0" }],
    ["PUT", [], undefined, { "Content-Length": "0" }],
    ["PATCH", [], undefined, { "Content-Length": "0" }],
    ["POST", [["content-length", "2"]], body, { "content-length": "2" }],
    ["POST", [["transfer-encoding", "chunked"]], body, { "transfer-encoding": "chunked" }],
    ["DELETE", [["HOST", "b.example"]], undefined, { HOST: "b.example" }],
  ])("%s with %j is framed once", (method, headers, bytes, expected) => {
    const given = requestHeaders(
      { ...request, method, headers, ...(bytes && { body: bytes }) },
      "a",
    );
    const { Host, ...rest } = given;
    expect(rest).toEqual(expected);
    expect(Host).toBe(headers.some(([name]) => name === "HOST") ? undefined : "a");
  });

  test.each([
    ["DELETE", undefined, "DELETE / HTTP/1.1\r\nHost: HOST\r\nConnection: keep-alive\r\n\r\n"],
    [
      "POST",
      undefined,
      "POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n",
    ],
    [
      "DELETE",
      body,
      "DELETE / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n{}",
    ],
  ])("a %s is written whole, and never as chunks; body %s", async (method, bytes, expected) => {
    let received = "";
    const origin = await listen((socket) => {
      socket.on("data", (data) => {
        received += String(data);
        if (received.length >= written.length) socket.write(ok);
      });
    });
    const written = expected.replace("HOST", new URL(origin).host);
    const sent = { ...request, method, origin, headers: [], ...(bytes && { body: bytes }) };
    await transport().send(sent, { timeoutMs: 5_000 });
    expect(received).toBe(written);
  });

  test("what stands in for `http.request` gets names and values", async () => {
    const origin = await listen((socket) => socket.once("data", () => socket.write(ok)));
    const spied = jest.spyOn(http, "request");
    open.push(() => spied.mockRestore());
    const headers: Headers = [["x-api-key", "sample-client"]];
    await transport().send({ ...request, origin, headers, body });
    const [options] = spied.mock.calls[0] ?? [];
    // As tracers copy them.
    const { headers: copied } = { ...(options as http.RequestOptions) };
    expect({ ...copied }).toEqual({
      Host: new URL(origin).host,
      "Content-Length": "2",
      "x-api-key": "sample-client",
    });
  });
});
