/** Parameters of a request and headers of an answer: present, decodable, of the kind and within the limits described. */
import { describe, expect, test } from "@jest/globals";
import {
  type DescribedParameter,
  type Operation,
  operations,
} from "../../src/description/operations.js";
import type { HeaderList } from "../../src/http/wire.js";
import { judgeContent, judgeRequest, judgeResponse } from "../../src/judge/judge.js";
import { parameter, validator } from "../description/parameter.js";
import { booking, bytes, JSON_TYPE } from "./answers.js";

const { requestBody: _, ...bodiless } = operations.cancelExternalBooking;
const integer = {
  kinds: ["integer"],
  validate: validator((value) => typeof value === "number"),
};
const small = {
  kinds: ["integer"],
  validate: validator((value) => Number(value) < 100, "maximum"),
};
const read = (found: readonly { readonly documented: string; readonly received: string }[]) =>
  found.map(({ documented, received }) => `${documented}: ${received}`);

describe("a request with parameters", () => {
  const operation: Operation = { ...bodiless, path: "/v1/{id}", method: "GET", security: [] };
  const sent = (
    parameters: readonly DescribedParameter[],
    parts: { path?: string; query?: string; headers?: HeaderList } = {},
  ) =>
    read(
      judgeRequest(
        { ...operation, parameters },
        { method: "GET", path: "/v1/7", query: "", headers: [], ...parts },
      ),
    );
  const page = parameter("page", { in: "query", ...integer });

  test("needs those that are required", () => {
    expect(sent([page])).toEqual(["the parameter page: none"]);
    expect(sent([{ ...page, required: false }])).toEqual([]);
    expect(sent([page], { query: "page=1" })).toEqual([]);
    expect(sent([parameter("X-A")], { headers: [["x-a", "1"]] })).toEqual([]);
  });

  test("of another kind is told the kind", () => {
    expect(sent([page], { query: "page=CANARY" })).toEqual([
      "integer for the parameter page: string",
    ]);
    expect(sent([parameter("id", { in: "path", ...integer })], { path: "/v1/x" })).toEqual([
      "integer for the parameter id: string",
    ]);
    expect(sent([parameter("X-A", integer)], { headers: [["x-A", "x"]] })).toEqual([
      "integer for the header X-A: string",
    ]);
  });

  test("outside of the limits is told the keyword", () => {
    expect(sent([parameter("page", { in: "query", ...small })], { query: "page=100" })).toEqual([
      "a value that meets `maximum` for the parameter page: number",
    ]);
  });

  test("that cannot be decoded, is empty or stands there twice says so", () => {
    expect(sent([page], { query: "page=%E4" })).toEqual([
      "the parameter page, percent-encoded: another encoding",
    ]);
    expect(sent([parameter("id", { in: "path" })], { path: "/v1/" })).toEqual([
      "the parameter id: an empty one",
    ]);
    expect(sent([page], { query: "page=1&page=2" })).toEqual(["the parameter page: 2 of them"]);
    const list = parameter("page", { in: "query", kinds: ["array"], items: ["integer"] });
    expect(sent([list], { query: "page=1&page=2" })).toEqual([]);
  });

  test("in a cookie is not judged, nor is a query or a path that is not told", () => {
    expect(sent([parameter("c", { in: "cookie" })])).toEqual([]);
    const both = { ...operation, parameters: [page, parameter("id", { in: "path", ...integer })] };
    expect(judgeContent(both, { headers: [] }).findings).toEqual([]);
    expect(read(judgeContent(both, { headers: [], path: "/v1/x" }).findings)).toEqual([
      "integer for the parameter id: string",
    ]);
  });
});

describe("an answer", () => {
  const success = operations.cancelExternalBooking.responses["200"];
  if (!success) throw new Error("The description shrank.");
  const answered = (headers: readonly DescribedParameter[], given: HeaderList) =>
    judgeResponse(
      { ...bodiless, responses: { "200": { ...success, headers } } },
      {
        status: 200,
        headers: [...JSON_TYPE, ...given],
        body: bytes(JSON.stringify(booking())),
      },
    );

  test("has headers of the kind that is described", () => {
    const total = parameter("X-Total", { ...integer, required: false });
    expect(answered([total], [["x-total", "7"]])).toEqual([]);
    expect(answered([total], [])).toEqual([]);
    expect(answered([total], [["x-total", "CANARY"]])).toMatchObject([
      {
        check: "response_headers_conformance",
        source: "#/sample/schema/type",
        message: "documented is integer for the header X-Total, received was string.",
      },
    ]);
  });

  test.each([204, 205, 304])("of %s has no body, and needs none", (status) => {
    const judged = (method: string, text: string, content = success.content) =>
      read(
        judgeResponse(
          { ...bodiless, method, responses: { [status]: { ...success, content } } },
          { status, headers: [], body: bytes(text) },
        ),
      );
    expect(judged("DELETE", "")).toEqual([]);
    expect(judged("DELETE", "{}")).toEqual(["no body: a body"]);
  });

  test("to a HEAD has no body, whatever is described", () => {
    const head = { ...bodiless, method: "HEAD", responses: { "200": success } };
    const answer = { status: 200, headers: JSON_TYPE, body: new Uint8Array() };
    expect(judgeResponse(head, answer)).toEqual([]);
  });
});
