/** Lines of NDJSON and entries of a HAR as exchanges, and why of some none can be made. */
import { describe, expect, test } from "@jest/globals";
import { type Exchange, LeftOut, NotJudged, type RecordedBody } from "../../src/verify/exchange.js";
import { exchangeOfEntry } from "../../src/verify/read/har.js";
import { exchangeOfLine } from "../../src/verify/read/ndjson.js";

const line = { method: "delete", url: "/v1/a", status: 200 };
const entry = {
  request: { method: "delete", url: "/v1/a" },
  response: { status: 200 },
};

/** A body as its text, or why there is none. */
function text(body: RecordedBody): string | { leftOut: string } {
  if (body instanceof LeftOut) return { leftOut: body.reason };
  return typeof body === "string" ? body : Buffer.from(body).toString();
}

/** What is made of it, with its bodies as texts, or the reason why nothing is. */
function shown(exchange: Exchange | NotJudged): unknown {
  if (exchange instanceof NotJudged) return `${exchange.kind}: ${exchange.reason}`;
  const { requestBody, responseBody, ...rest } = exchange;
  return { ...rest, bodies: [text(requestBody), text(responseBody)] };
}

const leftOut = { leftOut: "" };
const bare = {
  method: "DELETE",
  origin: undefined,
  target: "/v1/a",
  path: "/v1/a",
  status: 200,
  startedAt: undefined,
  requestHeaders: undefined,
  responseHeaders: undefined,
  bodies: [leftOut, leftOut],
};

describe("a line", () => {
  test.each<[object, object]>([
    [{}, {}],
    [{ url: "/v1/a?b=/c?d#e" }, { target: "/v1/a?b=/c?d", path: "/v1/a" }],
    [{ url: "/v1/a#b?c" }, {}],
    [{ url: "/v1/./a/..%2F" }, { target: "/v1/./a/..%2F", path: "/v1/./a/..%2F" }],
    [{ url: "HTTPS://User@Host:1/v1/a" }, { origin: "HTTPS://User@Host:1" }],
    [{ url: "http://host//" }, { origin: "http://host", target: "//", path: "//" }],
    [{ startedDateTime: "x" }, { startedAt: "x" }],
    [{ status: 0 }, { status: 0 }],
    [{ status: -1 }, { status: 0 }],
    [{ status: -999 }, { status: 0 }],
    [{ status: 100 }, { status: 100 }],
    [{ status: 999 }, { status: 999 }],
    [{ status: null }, { status: undefined }],
    [{ status: undefined }, { status: undefined }],
    [{ requestBody: null, responseBody: "" }, { bodies: [leftOut, ""] }],
    [{ requestBody: "", responseBody: undefined }, { bodies: ["", leftOut] }],
    [{ requestBody: "é", responseBody: "ü" }, { bodies: ["é", "ü"] }],
    [
      { requestBody: "", requestHeaders: { "Content-Length": "5" } },
      { bodies: [leftOut, leftOut], requestHeaders: [["Content-Length", "5"]] },
    ],
    [
      { responseBody: "", responseHeaders: { "content-length": "0" } },
      { bodies: [leftOut, ""], responseHeaders: [["content-length", "0"]] },
    ],
    [
      { requestBody: "YQ==", requestBodyEncoding: "base64", responseBody: "YQ==" },
      { bodies: ["a", "YQ=="] },
    ],
    [
      { requestBody: "YQ==", responseBody: "YQ==", responseBodyEncoding: "base64" },
      { bodies: ["YQ==", "a"] },
    ],
    [
      { requestHeaders: { A: "1", b: ["2", "3"] }, responseHeaders: { c: "4" } },
      {
        requestHeaders: [
          ["A", "1"],
          ["b", "2"],
          ["b", "3"],
        ],
        responseHeaders: [["c", "4"]],
      },
    ],
    [{ requestHeaders: null, responseHeaders: {} }, { responseHeaders: [] }],
    [{ requestHeaders: {} }, { requestHeaders: [] }],
  ])("with %j is read as %j", (parts, wanted) => {
    expect(shown(exchangeOfLine({ ...line, ...parts }))).toEqual({ ...bare, ...wanted });
  });

  const shape = "of another shape than texts, or lists of texts, by name";
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
    [{ ...line, status: "200" }, "no usable status"],
    [{ ...line, status: 1.5 }, "no usable status"],
    [{ ...line, status: 1 }, "no usable status"],
    [{ ...line, status: 99 }, "no usable status"],
    [{ ...line, status: 1000 }, "no usable status"],
    [{ ...line, requestBody: 1 }, "a body that is not text"],
    [{ ...line, responseBody: {} }, "a body that is not text"],
    [{ ...line, requestHeaders: "a: b" }, `request headers ${shape}`],
    [{ ...line, requestHeaders: [{ key: "a", value: "b" }] }, `request headers ${shape}`],
    [{ ...line, responseHeaders: [["a", "b"]] }, `answer headers ${shape}`],
    [{ ...line, responseHeaders: { a: { b: "c" } } }, `answer headers ${shape}`],
    [{ ...line, responseHeaders: { a: [1] } }, `answer headers ${shape}`],
    [{ ...line, responseHeaders: { a: null } }, `answer headers ${shape}`],
  ])("of %j is none: %s", (value, reason) => {
    expect(shown(exchangeOfLine(value))).toBe(`unreadable: ${reason}`);
  });

  test.each(["ftp://host/v1/a", "wss://host/v1/a", "data:text/plain,a", "chrome-extension://a/b"])(
    "to %s is no call of the API",
    (url) => {
      const reason = "unmatched: a URL that is not http or https";
      expect(shown(exchangeOfLine({ ...line, url }))).toBe(reason);
    },
  );

  test("that cannot be read says where it was sent, as far as it can", () => {
    expect(exchangeOfLine({ ...line, requestHeaders: "a" })).toMatchObject({
      place: { method: "DELETE", path: "/v1/a" },
    });
  });
});

describe("an entry", () => {
  const length = (value: string) => ({ headers: [{ name: "Content-Length", value }] });
  const form = { postData: { params: [{ name: "a", value: "b" }] } };
  test.each<[string, object, object, readonly unknown[]]>([
    ["that says nothing of its bodies", {}, {}, [leftOut, leftOut]],
    ["of size 0", { bodySize: 0 }, { content: { size: 0 } }, ["", ""]],
    [
      "of size 0 and text",
      { bodySize: 0, postData: { text: "" } },
      { content: { size: 0, text: "" } },
      ["", ""],
    ],
    ["of size 0 as a text", { bodySize: "0" }, { content: { size: "0" } }, ["", ""]],
    ["with an empty text alone", { postData: { text: "" } }, { content: { text: "" } }, ["", ""]],
    ["of unknown size", { bodySize: -1 }, { content: { size: -1 } }, [leftOut, leftOut]],
    [
      "of unknown size, with an empty text",
      { bodySize: -1, postData: { text: "" } },
      { content: { size: -1, text: "" } },
      [leftOut, leftOut],
    ],
    [
      "whose coded size alone is unknown",
      {},
      { bodySize: -1, content: { size: 0, text: "" } },
      [leftOut, ""],
    ],
    ["with a size beside no text", { bodySize: 1 }, { content: { size: 1 } }, [leftOut, leftOut]],
    [
      "with a size beside an empty text",
      { bodySize: 1, postData: { text: "" } },
      { content: { size: 1, text: "" } },
      [leftOut, leftOut],
    ],
    ["with a size as a text", { bodySize: "5" }, { content: { size: "5" } }, [leftOut, leftOut]],
    ["with the coded size alone", {}, { bodySize: 5, content: { size: 0 } }, [leftOut, leftOut]],
    [
      "without texts",
      { bodySize: 5, postData: null },
      { bodySize: 0, content: null },
      [leftOut, ""],
    ],
    [
      "of a file beside it",
      { bodySize: 0, postData: { text: "", _file: "a" } },
      { content: { size: 0, _file: "b" } },
      [leftOut, leftOut],
    ],
    [
      "with a comment",
      { bodySize: 0, postData: { comment: "left out" } },
      { content: { size: 0, comment: "left out" } },
      [leftOut, leftOut],
    ],
    [
      "with an empty comment",
      { bodySize: 0, postData: { comment: "" } },
      { content: { size: 0, comment: "" } },
      ["", ""],
    ],
    ["of a form", { ...form, bodySize: 0 }, {}, [leftOut, leftOut]],
    ["with both", { postData: { text: "a" } }, { content: { text: "b" } }, ["a", "b"]],
    [
      "in base64",
      { postData: { text: "YQ==", encoding: "base64" } },
      { content: { text: "Yg==", encoding: "base64" } },
      ["a", "b"],
    ],
  ])("%s is read so", (_, request, response, bodies) => {
    const value = {
      request: { ...entry.request, ...request },
      response: { ...entry.response, ...response },
    };
    expect(shown(exchangeOfEntry(value))).toEqual({ ...bare, bodies });
  });

  test.each<[object, object, readonly unknown[]]>([
    [{ ...length("5"), bodySize: 0 }, { ...length("5"), content: { size: 0 } }, [leftOut, leftOut]],
    [{ ...length("0") }, { ...length("0") }, ["", ""]],
    [
      { ...length("0"), bodySize: -1 },
      { ...length("0"), content: { size: -1 } },
      [leftOut, leftOut],
    ],
  ])("with Content-Length in %j and %j has the bodies %j", (request, response, bodies) => {
    const value = {
      request: { ...entry.request, ...request },
      response: { ...entry.response, ...response },
    };
    expect(shown(exchangeOfEntry(value))).toMatchObject({ bodies });
  });

  test("has headers, or none that were recorded", () => {
    const read = (headers: unknown, others: unknown = []) =>
      shown(
        exchangeOfEntry({
          startedDateTime: "x",
          request: { ...entry.request, headers },
          response: { ...entry.response, headers: others },
        }),
      );
    expect(read([{ name: "A", value: "1" }], [{ name: "b", value: 2 }, { name: "c" }])).toEqual({
      ...bare,
      startedAt: "x",
      requestHeaders: [["A", "1"]],
      responseHeaders: [
        ["b", "2"],
        ["c", ""],
      ],
    });
    for (const none of [[], null, undefined]) {
      expect(read(none, none)).toEqual({ ...bare, startedAt: "x" });
    }
    const reason = "headers of another shape than a list of names and values";
    for (const other of [{}, "a", [null], [{ key: "a" }]]) {
      expect(read(other)).toBe(`unreadable: request ${reason}`);
      expect(read([], other)).toBe(`unreadable: answer ${reason}`);
    }
  });

  test.each<[unknown, number | undefined]>([
    [undefined, undefined],
    [null, undefined],
    [{}, undefined],
    [{ status: null }, undefined],
    [{ status: 0 }, 0],
    [{ status: -1 }, 0],
  ])("with the response %j has the status %s", (response, status) => {
    expect(shown(exchangeOfEntry({ ...entry, response }))).toEqual({ ...bare, status });
  });

  test.each<[unknown, string]>([
    [null, "no request"],
    [undefined, "no request"],
    [1, "no request"],
    [{ ...entry, request: null }, "no request"],
    [{ ...entry, request: "a" }, "no request"],
    [{ ...entry, request: {} }, "no method"],
    [{ ...entry, response: 200 }, "no response"],
    [{ ...entry, response: { status: "a" } }, "no usable status"],
    [{ ...entry, response: { status: 200, content: { text: 1 } } }, "a body that is not text"],
  ])("of %j is none: %s", (value, reason) => {
    expect(shown(exchangeOfEntry(value))).toBe(`unreadable: ${reason}`);
  });
});
