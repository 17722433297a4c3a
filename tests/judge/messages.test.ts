/** What is judged of a message: its bytes, its media type, its properties, its request. */
import { afterAll, describe, expect, test } from "@jest/globals";
import document from "../../generated/openapi.json" with { type: "json" };
import { parseJsonBody } from "../../src/judge/body.js";
import { judgeRequest, judgeResponse } from "../../src/judge/judge.js";
import { documentLookup } from "../../src/judge/lookup.js";
import { booking, bytes, cancel, firstExample, JSON_TYPE } from "./answers.js";

/** The bytes of a body as JSON: what is refused is named for what it is, and never quoted. */
describe("bytes", () => {
  const bytes = (text: string) => [...new TextEncoder().encode(text)];

  test.each([
    ["nothing", [], "an empty body"],
    ["a byte order mark", [0xef, 0xbb, 0xbf, ...bytes("{}")], "a byte order mark before the JSON"],
    ["a character that begins like one", [0xef, 0xbb, 0xbe], "text that is not JSON"],
    ["a character that ends like one", [0xef, 0xbc, 0xbf], "text that is not JSON"],
    ["another that ends like one", [0xee, 0xbb, 0xbf], "text that is not JSON"],
    ["bytes of no character", [0x22, 0xff, 0x22], "bytes that are not UTF-8"],
    ["markup", bytes("<p>CANARY</p>"), "markup instead of JSON"],
    ["markup after white space", bytes(" \r\n\t <p>CANARY"), "markup instead of JSON"],
    ["a less-than sign further on", bytes("a<b"), "text that is not JSON"],
    ["a less-than sign after a space", bytes("a <b"), "text that is not JSON"],
    ["a cut text", bytes('{"CANARY":'), "text that is not JSON"],
  ])("%s", (_, body, received) => {
    expect(parseJsonBody(Uint8Array.from(body))).toEqual({ ok: false, received });
  });

  test("a JSON text is its value", () => {
    expect(parseJsonBody(Uint8Array.from(bytes(' {"é":[1]} ')))).toEqual({
      ok: true,
      value: { é: [1] },
    });
  });
});

/** Which properties of a value are documented, where a schema has parts or alternatives, or names no properties. */
describe("documented properties", () => {
  const id = { properties: { id: {} } };
  Object.assign(document, {
    sample_schemas: {
      parts: { allOf: [id, { properties: { status: { properties: { code: {} } } } }] },
      alternatives: { anyOf: [id], oneOf: [{ properties: { status: {} } }] },
      map: { ...id, additionalProperties: { type: "string" } },
      open: { ...id, additionalProperties: false },
    },
  });
  afterAll(() => {
    Reflect.deleteProperty(document, "sample_schemas");
  });

  test.each([
    ["parts", ["/note"]],
    ["alternatives", ["/note"]],
    ["map", []],
    ["open", ["/status", "/note"]],
  ])("in %s these are not: %j", (name, found) => {
    const value = { id: 1, status: {}, note: 2 };
    expect(documentLookup.undocumented(`#/sample_schemas/${name}`, value)).toEqual({
      pointers: found,
      more: 0,
    });
  });

  test("a part's own properties are looked into", () => {
    const value = { status: { code: 1, note: 2 } };
    expect(documentLookup.undocumented("#/sample_schemas/parts", value)).toEqual({
      pointers: ["/status/note"],
      more: 0,
    });
  });
});

/** Answers with another media type, with another status, or with a body that is not JSON. */
describe("media types", () => {
  test("what is not JSON is told as its bytes are, and not quoted", () => {
    const body = bytes("<html>CANARY</html>");
    const found = judgeResponse(cancel, { status: 200, headers: JSON_TYPE, body });
    const received = "markup instead of JSON";
    expect(found).toMatchObject([{ severity: "error", check: "response_body_syntax", received }]);
    expect(JSON.stringify(found)).not.toContain("CANARY");
  });

  describe("media type and status", () => {
    const body = bytes(JSON.stringify(booking()));
    const ofType = (type: string | undefined) =>
      judgeResponse(cancel, { status: 200, headers: type ? [["Content-Type", type]] : [], body });

    test.each(["application/json", "Application/JSON; charset=utf-8", "application/json;x=y"])(
      "%s conforms",
      (type) => expect(ofType(type)).toEqual([]),
    );
    test.each([
      undefined,
      "text/html",
      "application/problem+json",
      "application/jsonp",
      "CANARY value",
    ])("%s does not", (type) => {
      const [found] = ofType(type);
      expect(found).toMatchObject({ severity: "error", check: "content_type_conformance" });
      expect(found?.received).not.toMatch(/canary/i);
    });
    test.each([
      [undefined, "no media type"],
      [";charset=CANARY", "no media type"],
      ["Text/HTML; x=CANARY", "text/html"],
      ["CANARY/json", "another media type"],
      ["application/vnd.canary+json", "another media type"],
    ])("%s is called %s", (type, received) => {
      expect(ofType(type)[0]?.received).toBe(received);
    });
    test.each([
      [201, "error"],
      [204, "error"],
      [302, "error"],
      [500, "error"],
      [101, "error"],
      [399, "error"],
      [400, "warning"],
      [401, "warning"],
      [404, "warning"],
    ])("%d is undocumented: %s", (status, severity) => {
      expect(judgeResponse(cancel, { status, headers: [], body })).toEqual([
        expect.objectContaining({
          severity,
          check: "status_code_conformance",
          received: `${status}`,
        }),
      ]);
    });
  });
});

/** Requests: the documented one conforms, and each departure from it is a finding. */
describe("requests", () => {
  describe("a request", () => {
    const request = {
      method: "DELETE",
      path: "/v1/partner/external_bookings/sample",
      headers: [...JSON_TYPE, ["x-api-key", "CANARY"], ["Authorization", "bearer CANARY"]] as const,
      body: bytes(JSON.stringify(firstExample(cancel.requestBody?.source ?? ""))),
    };
    const received = (change: Partial<typeof request>) =>
      judgeRequest(cancel, { ...request, ...change }).map(
        ({ check, documented, received: got }) => {
          expect(check).toBe("request_conformance");
          return `${documented}: ${got}`;
        },
      );

    test("as documented conforms", () => expect(received({})).toEqual([]));
    test("with another method", () =>
      expect(received({ method: "POST" })).toEqual(["DELETE: another method"]));
    test("on another path", () =>
      expect(received({ path: "/v1" })).toEqual([`${cancel.path}: another path`]));
    test("without an id", () =>
      expect(received({ path: "/v1/partner/external_bookings/" })).toEqual([
        "the parameter external_booking_id: an empty one",
      ]));
    test("without credentials", () =>
      expect(received({ headers: JSON_TYPE as never })).toEqual([
        "the header x-api-key: none",
        "the header authorization: none",
      ]));
    test("with another scheme", () => {
      const headers = [
        ...JSON_TYPE,
        ["x-api-key", "k"],
        ["authorization", "Basic CANARY"],
      ] as const;
      expect(received({ headers: headers as never })).toEqual([
        "authorization with bearer: another scheme",
      ]);
    });
    test("with one of several alternatives conforms, and without any lacks the first", () => {
      const [[key, token] = []] = cancel.security;
      if (!key || !token) throw new Error("The description shrank.");
      const open = { ...cancel, security: [[key, token], [key]] };
      const [type, ...credentials] = request.headers;
      const found = (...sent: (readonly [string, string])[]) =>
        judgeRequest(open, { ...request, headers: [type, ...sent] }).map((one) => one.documented);
      expect(found(...credentials.slice(0, 1))).toEqual([]);
      expect(found(...credentials.slice(1))).toEqual(["the header x-api-key"]);
    });
    test("without a body", () =>
      expect(received({ body: new Uint8Array() })).toEqual(["a body: none"]));
    test("with an incomplete body", () =>
      expect(received({ body: bytes("{}") })).toEqual([
        "a required property: nothing",
        "a required property: nothing",
      ]));
    test("of another media type", () => {
      const headers = [["content-type", "text/plain"], ...request.headers.slice(1)] as const;
      expect(received({ headers: headers as never })).toEqual(["application/json: text/plain"]);
    });
  });
});
