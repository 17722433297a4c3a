/** A recording of the check is HAR 1.2, and `verify` can read it again. */
import { expect, test } from "@jest/globals";
import { recordHar } from "../../src/recording/har.js";
import { VERSION } from "../../src/solv/package.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { cancel, source } from "../verify/samples.js";

const encode = (text = "") => new TextEncoder().encode(text);
const headers = [
  ["Content-Type", "application/json"],
  ["x-api-key", "sample-key"],
  ["Authorization", "Bearer sample-token"],
] as const;
const request = {
  method: "DELETE",
  origin: "http://127.0.0.1:1",
  headers,
  target: "/v1/partner/external_bookings/a%2Fb?x=1&x=2",
  body: encode(cancel().requestBody),
};
const response = { status: 200, headers: [headers[0]], body: encode(cancel().responseBody) };
const when = { startedAt: new Date(0), durationMs: 1.5 };

test("an exchange is written as HAR 1.2 has it", () => {
  const { log } = JSON.parse(recordHar([{ request, response, ...when }]));
  expect(log).toEqual({
    version: "1.2",
    creator: { name: "solv-external-bookings", version: VERSION },
    entries: [
      {
        startedDateTime: "1970-01-01T00:00:00.000Z",
        time: 1.5,
        request: {
          method: "DELETE",
          url: "http://127.0.0.1:1/v1/partner/external_bookings/a%2Fb?x=1&x=2",
          httpVersion: "HTTP/1.1",
          cookies: [],
          headers: [
            { name: "Content-Type", value: "application/json" },
            { name: "x-api-key", value: "redacted" },
            { name: "Authorization", value: "Bearer redacted" },
          ],
          queryString: [
            { name: "x", value: "1" },
            { name: "x", value: "2" },
          ],
          postData: { mimeType: "application/json", text: cancel().requestBody },
          headersSize: -1,
          bodySize: request.body.length,
        },
        response: {
          status: 200,
          statusText: "",
          httpVersion: "HTTP/1.1",
          cookies: [],
          headers: [{ name: "Content-Type", value: "application/json" }],
          content: {
            size: response.body.length,
            mimeType: "application/json",
            text: cancel().responseBody,
          },
          redirectURL: "",
          headersSize: -1,
          bodySize: response.body.length,
        },
        cache: {},
        timings: { send: 0, wait: 1.5, receive: 0 },
      },
    ],
  });
});

test("an exchange without bodies and answer is written as browsers write it", () => {
  const bare = { method: "GET", origin: "http://127.0.0.1:1", target: "/v1/x", headers: [] };
  expect(JSON.parse(recordHar([{ request: bare, ...when }])).log.entries).toEqual([
    expect.objectContaining({
      request: {
        method: "GET",
        url: "http://127.0.0.1:1/v1/x",
        httpVersion: "HTTP/1.1",
        cookies: [],
        headers: [],
        queryString: [],
        headersSize: -1,
        bodySize: 0,
      },
      response: {
        status: 0,
        statusText: "",
        httpVersion: "HTTP/1.1",
        cookies: [],
        headers: [],
        content: { size: 0, mimeType: "", text: "" },
        redirectURL: "",
        headersSize: -1,
        bodySize: -1,
      },
    }),
  ]);
});

test("where a redirect leads is written, and a byte order mark stays", () => {
  const moved = {
    status: 307,
    body: encode("\ufeff{}"),
    headers: [["Location", "/v1/other"]] as const,
  };
  const [entry] = JSON.parse(recordHar([{ request, response: moved, ...when }])).log.entries;
  expect(entry.response).toMatchObject({ redirectURL: "/v1/other", content: { text: "\ufeff{}" } });
});

test("what is written is read again", async () => {
  const binary = { ...response, body: Uint8Array.from([0xff, 0xfe]) };
  const { body: _, ...bare } = request;
  const har = recordHar([
    { request, response, ...when },
    { request, response: binary, ...when },
    { request: bare, response, ...when },
    { request, ...when },
  ]);
  expect(JSON.parse(har).log.entries[2].request).not.toHaveProperty("postData");
  const { results, summary } = await verifyTraffic([source("a.har", har)]);
  expect(summary).toMatchObject({ exchanges: 4, unreadable: 0 });
  expect(results.flatMap(({ findings }) => findings.map(({ received }) => received))).toEqual([
    "bytes that are not UTF-8",
    "none",
    "none",
  ]);
});
