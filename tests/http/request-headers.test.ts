/** Headers go to Node as an object, which tracers and mocks read as well; and every body is framed. */
import http from "node:http";
import { afterEach, expect, jest, test } from "@jest/globals";
import { requestHeaders } from "../../src/http/request-headers.js";
import { listen, ok, open, transport } from "./sockets.js";

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
  const given = requestHeaders({ ...request, method, headers, ...(bytes && { body: bytes }) }, "a");
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
