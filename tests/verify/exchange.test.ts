/** Lines of NDJSON and entries of a HAR as exchanges, and why of some none can be made. */
import { describe, expect, test } from "@jest/globals";
import { NotJudged } from "../../src/verify/exchange.js";
import { exchangeOfEntry } from "../../src/verify/read/har.js";
import { exchangeOfLine } from "../../src/verify/read/ndjson.js";

const bytes = (text: string) => Buffer.from(text);
const line = { method: "delete", url: "/v1/a", status: 200 };
const entry = {
  request: { method: "delete", url: "/v1/a" },
  response: { status: 200 },
};

/** What is made of it, with its bodies as texts, or the reason why nothing is. */
function shown(exchange: ReturnType<typeof exchangeOfLine>): unknown {
  if (exchange instanceof NotJudged) return exchange.reason;
  const { requestBody, responseBody, ...rest } = exchange;
  return {
    ...rest,
    bodies: [requestBody, responseBody].map((body) => Buffer.from(body).toString()),
  };
}

const bare = {
  method: "DELETE",
  origin: undefined,
  target: "/v1/a",
  path: "/v1/a",
  status: 200,
  requestHeaders: undefined,
  responseHeaders: [],
  bodies: ["", ""],
};

describe("a line", () => {
  test.each<[object, object]>([
    [{}, {}],
    [{ url: "/v1/a?b=/c?d#e" }, { target: "/v1/a?b=/c?d", path: "/v1/a" }],
    [{ url: "/v1/a#b?c" }, {}],
    [{ url: "/v1/./a/..%2F" }, { target: "/v1/./a/..%2F", path: "/v1/./a/..%2F" }],
    [{ url: "HTTPS://User@Host:1/v1/a" }, { origin: "HTTPS://User@Host:1" }],
    [{ url: "http://host//" }, { origin: "http://host", target: "//", path: "//" }],
    [{ status: 0 }, { status: 0 }],
    [{ status: 999 }, { status: 999 }],
    [{ requestBody: null, responseBody: "" }, {}],
    [{ requestBody: "é", responseBody: "ü" }, { bodies: ["é", "ü"] }],
    [
      { requestBody: "YQ==", requestBodyEncoding: "base64", responseBody: "YQ==" },
      { bodies: ["a", "YQ=="] },
    ],
    [
      { requestBody: "YQ==", responseBody: "YQ==", responseBodyEncoding: "base64" },
      { bodies: ["YQ==", "a"] },
    ],
    [{ requestBody: "YQ==", requestBodyEncoding: "hex" }, { bodies: ["YQ==", ""] }],
    [
      { requestHeaders: { A: "1", b: ["2", "3"] }, responseHeaders: { c: 4 } },
      {
        requestHeaders: [["A", "1"], ...["2", "3"].map((value) => ["b", value])],
        responseHeaders: [["c", "4"]],
      },
    ],
    [{ requestHeaders: null, responseHeaders: "a" }, {}],
    [{ requestHeaders: {} }, { requestHeaders: [] }],
  ])("with %j is read as %j", (parts, wanted) => {
    expect(shown(exchangeOfLine({ ...line, ...parts }))).toEqual({ ...bare, ...wanted });
  });

  test.each<[unknown, string]>([
    [null, "not an object"],
    [[line], "not an object"],
    ["{}", "not an object"],
    [{ ...line, method: "" }, "no method"],
    [{ ...line, method: 1 }, "no method"],
    [{ ...line, url: 1 }, "no usable url"],
    [{ ...line, url: ["/v1/a"] }, "no usable url"],
    [{ ...line, url: "v1/a" }, "no usable url"],
    [{ ...line, url: "https://host" }, "no usable url"],
    [{ ...line, url: "https://host?/v1/a" }, "no usable url"],
    [{ ...line, url: "https://host#/v1/a" }, "no usable url"],
    [{ ...line, url: "ftp://host/v1/a" }, "no usable url"],
    [{ ...line, url: "xhttp://host/v1/a" }, "no usable url"],
    [{ ...line, status: "200" }, "no usable status"],
    [{ ...line, status: 1.5 }, "no usable status"],
    [{ ...line, status: -1 }, "no usable status"],
    [{ ...line, status: 1000 }, "no usable status"],
    [{ ...line, requestBody: 1 }, "a body that is not text"],
    [{ ...line, responseBody: {} }, "a body that is not text"],
  ])("of %j is none: %s", (value, reason) => {
    expect(shown(exchangeOfLine(value))).toBe(reason);
  });
});

describe("an entry", () => {
  test.each<[object, object, object]>([
    [{}, {}, {}],
    [{ bodySize: 0, postData: null }, { content: null }, {}],
    [{ bodySize: -1 }, { content: { size: -1 } }, {}],
    [{ bodySize: "5" }, { content: { size: "5" } }, {}],
    [{ bodySize: 0, postData: {} }, { content: { size: 0 } }, {}],
    [
      { bodySize: 1, postData: { text: "a" } },
      { content: { size: 1, text: "b" } },
      { bodies: ["a", "b"] },
    ],
    [
      { postData: { text: "YQ==", encoding: "base64" } },
      { content: { text: "Yg==", encoding: "base64" } },
      { bodies: ["a", "b"] },
    ],
    [
      { headers: [{ name: "A", value: "1" }] },
      { headers: [{ name: "b", value: 2 }, null] },
      {
        requestHeaders: [["A", "1"]],
        responseHeaders: [
          ["b", "2"],
          ["undefined", "undefined"],
        ],
      },
    ],
    [{ headers: {} }, { headers: "a" }, {}],
  ])("with the request %j and the response %j is read as %j", (request, response, wanted) => {
    const value = {
      request: { ...entry.request, ...request },
      response: { ...entry.response, ...response },
    };
    expect(shown(exchangeOfEntry(value))).toEqual({ ...bare, ...wanted });
  });

  const unsent = "a request body that was not recorded";
  const left = "an answer body that was not recorded";
  test.each<[unknown, string]>([
    [null, "no request"],
    [undefined, "no request"],
    [1, "no request"],
    [{ ...entry, request: null }, "no request"],
    [{ ...entry, request: "a" }, "no request"],
    [{ ...entry, response: null }, "no response"],
    [{ ...entry, response: 200 }, "no response"],
    [{ ...entry, request: { ...entry.request, bodySize: 1 } }, unsent],
    [{ ...entry, request: { ...entry.request, bodySize: 1, postData: null } }, unsent],
    [{ ...entry, request: { ...entry.request, bodySize: 1, postData: { params: [] } } }, unsent],
    [{ ...entry, response: { status: 200, content: { size: 1 } } }, left],
    [{ ...entry, response: {} }, "no usable status"],
  ])("of %j is none: %s", (value, reason) => {
    expect(shown(exchangeOfEntry(value))).toBe(reason);
  });
});

test("bodies are bytes", () => {
  const exchange = exchangeOfLine({ ...line, requestBody: "é" });
  expect(exchange).toMatchObject({ requestBody: bytes("é"), responseBody: new Uint8Array() });
});
