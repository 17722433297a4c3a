/** Requests: the documented one conforms, and each departure from it is a finding. */
import { describe, expect, test } from "@jest/globals";
import { judgeRequest } from "../../src/judge/judge.js";
import { bytes, cancel, firstExample, JSON_TYPE } from "./answers.js";

describe("a request", () => {
  const request = {
    method: "DELETE",
    path: "/v1/partner/external_bookings/sample",
    headers: [...JSON_TYPE, ["x-api-key", "CANARY"], ["Authorization", "bearer CANARY"]] as const,
    body: bytes(JSON.stringify(firstExample(cancel.requestBody?.source ?? ""))),
  };
  const received = (change: Partial<typeof request>) =>
    judgeRequest(cancel, { ...request, ...change }).map(({ check, documented, received: got }) => {
      expect(check).toBe("request_conformance");
      return `${documented}: ${got}`;
    });

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
    const headers = [...JSON_TYPE, ["x-api-key", "k"], ["authorization", "Basic CANARY"]] as const;
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
