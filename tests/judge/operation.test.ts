/** The judge on operations that document what ours do not: headers, several media types, no body. */
import { describe, expect, test } from "@jest/globals";
import { lineOf } from "../../src/description/document.js";
import { type Operation, operations } from "../../src/description/operations.js";
import type { HeaderList } from "../../src/http/wire.js";
import { judge, judgeRequest, judgeResponse } from "../../src/judge/judge.js";
import { documentLookup } from "../../src/judge/lookup.js";
import { parameter } from "../description/parameter.js";
import { bytes } from "./answers.js";

const cancel: Operation = operations.cancelExternalBooking;
const [success, described] = [cancel.responses["200"], cancel.requestBody];
if (!success || !described) throw new Error("The description has no such call any more.");
const [json] = Object.values(described.content);
if (!json) throw new Error("The description has no such body any more.");
const body = bytes('{"external_location_id":"a","service_id":"b"}');
const headers: HeaderList = [
  ["Content-Type", "application/json"],
  ["X-Api-Key", "k"],
  ["AUTHORIZATION", "Bearer t"],
];
const request = {
  method: "DELETE",
  path: "/v1/partner/external_bookings/sample",
  headers,
  body,
};
const sentences = (found: readonly { readonly message: string }[]) =>
  found.map(({ message }) => message);

test("nothing to judge is nothing found", () => {
  expect(judge(cancel, undefined, undefined)).toEqual([]);
});

describe("a request", () => {
  const sent = (change: Partial<Operation>, parts: Partial<typeof request> = {}) =>
    judgeRequest({ ...cancel, ...change }, { ...request, ...parts });
  const traced = [...cancel.parameters, parameter("X-Trace")];

  test("without a required header is a finding at the parameter", () => {
    expect(sent({ parameters: traced })).toEqual([
      {
        severity: "error",
        check: "request_conformance",
        operationId: cancel.id,
        pointer: "",
        source: "#/sample",
        line: 7,
        documented: "the header X-Trace",
        received: "none",
        message: "documented is the header X-Trace, received was none.",
      },
    ]);
  });

  test("with it, in any letter case, conforms", () => {
    expect(
      sent({ parameters: traced }, { headers: [...headers, ["x-tRACE", ""] as const] }),
    ).toEqual([]);
  });

  test("needs no header that is optional, or that is a parameter of another place", () => {
    const optional = parameter("X-Trace", { required: false });
    const elsewhere = parameter("X-Trace", { in: "query" });
    expect(sent({ parameters: [optional, elsewhere] })).toEqual([]);
  });

  test("with an empty path parameter says so once, whatever other place has its name", () => {
    const [id] = cancel.parameters;
    const twin = parameter(String(id?.name), { in: "query" });
    const found = sent(
      { parameters: [...cancel.parameters, twin] },
      { path: "/v1/partner/external_bookings/" },
    );
    expect(sentences(found)).toEqual([
      `documented is the parameter ${id?.name}, received was an empty one.`,
    ]);
  });

  test("of an open operation needs no credentials", () => {
    const [contentType] = headers;
    expect(sent({ security: [] }, { headers: contentType ? [contentType] : [] })).toEqual([]);
  });

  test("of an operation without a body may bring one", () => {
    const { requestBody: _, ...bare } = cancel;
    expect(judgeRequest(bare, request)).toEqual([]);
  });

  test("without any body is told so", () => {
    const { body: _, ...bare } = request;
    expect(sentences(judgeRequest(cancel, bare))).toEqual([
      "documented is a body, received was none.",
    ]);
  });

  test("may leave out an optional body", () => {
    const requestBody = { ...described, required: false };
    expect(sent({ requestBody }, { body: new Uint8Array() })).toEqual([]);
  });

  test("of none of several media types is told all of them", () => {
    const requestBody = { ...described, content: { "text/csv": json, "text/xml": json } };
    expect(sentences(sent({ requestBody }))).toEqual([
      "documented is text/csv or text/xml, received was application/json.",
    ]);
  });

  test("whose body is not JSON does not conform as a request", () => {
    expect(sent({}, { body: bytes("{") })).toMatchObject([
      {
        check: "request_conformance",
        source: described.source,
        line: described.line,
        message: "documented is a JSON body, received was text that is not JSON.",
      },
    ]);
  });
});

describe("an answer", () => {
  const answered = (response: Partial<typeof success>, given: HeaderList, content = "{}") =>
    judgeResponse(
      { ...cancel, responses: { "200": { ...success, ...response }, "204": success } },
      { status: 200, headers: given, body: bytes(content) },
    );
  const place = { source: success.source, line: success.line };
  const required = parameter("X-Request-Id", place);

  test("without a required header is a finding; an optional one may be left out", () => {
    const optional = parameter("X-Other", { required: false });
    expect(answered({ headers: [required, optional], content: {} }, headers)).toEqual([
      {
        severity: "error",
        check: "response_headers_conformance",
        operationId: cancel.id,
        pointer: "",
        source: success.source,
        line: success.line,
        documented: "the header X-Request-Id",
        received: "none",
        message: "documented is the header X-Request-Id, received was none.",
      },
    ]);
  });

  test("with it, in any letter case, conforms", () => {
    expect(answered({ headers: [required], content: {} }, [["x-REQUEST-id", "1"]])).toEqual([]);
  });

  test("for which no body is documented may have any media type, or none", () => {
    expect(answered({ content: {} }, [])).toEqual([]);
    expect(answered({ content: {} }, [["content-type", "text/html"]])).toEqual([]);
  });

  test.each([
    [undefined, "no media type"],
    ["", "no media type"],
    ["Text/HTML ; charset=utf-8", "text/html"],
    ["CANARY text/html", "another media type"],
    ["text/html CANARY", "another media type"],
  ])("of the media type %j was received with %s", (type, received) => {
    const given: HeaderList = type === undefined ? [] : [["content-type", type]];
    expect(answered({ content: { "text/csv": json, "text/xml": json } }, given)).toMatchObject([
      { pointer: "", documented: "text/csv or text/xml", received },
    ]);
  });

  test.each([
    "application/json",
    "application/problem+json",
    "application/hal+json",
    "application/xml",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/html",
    "text/plain",
    "text/xml",
    "text/json",
    "text/csv",
    "text/event-stream",
  ])("of the common media type %s is told by its name", (type) => {
    const [found] = answered({ content: { "text/other": json } }, [["content-type", type]]);
    expect(found?.received).toBe(type);
  });

  test("with an undocumented property is a warning at its schema", () => {
    const found = judgeResponse(
      { ...cancel, responses: { "200": { ...success, content: described.content } } },
      {
        status: 200,
        headers,
        body: bytes('{"external_location_id":"a","service_id":"b","note":1}'),
      },
      documentLookup,
    );
    const source = "#/components/schemas/CancelExternalBookingRequest";
    expect(found).toEqual([
      {
        severity: "warning",
        check: "undocumented_property",
        operationId: cancel.id,
        pointer: "/note",
        source,
        line: lineOf(source),
        documented: "no such property",
        received: "one",
        message: "/note: documented is no such property, received was one.",
      },
    ]);
  });

  test("that breaks another rule than one about its kind is told the rule", () => {
    const fault = { instancePath: "/a", schemaPath: "#/x/minimum", keyword: "minimum" };
    const errors = [{ ...fault, params: { limit: 1 }, pointer: "/a", found: "integer" }];
    const validate = Object.assign(() => false, { errors });
    const content = { "application/json": { ...json, validate } };
    expect(sentences(answered({ content }, headers))).toEqual([
      "/a: documented is a value that meets `minimum`, received was integer.",
    ]);
  });

  test("of another status is told those that are documented", () => {
    const responses = { "200": success, "422": success };
    const answer = { status: 500, headers: [], body: bytes("") };
    expect(judgeResponse({ ...cancel, responses }, answer)).toEqual([
      {
        severity: "error",
        check: "status_code_conformance",
        operationId: cancel.id,
        pointer: "",
        source: `${cancel.source}/responses`,
        line: cancel.line,
        documented: "200 or 422",
        received: "500",
        message: "documented is 200 or 422, received was 500.",
      },
    ]);
  });

  test("is judged without the document at the line of its answer", () => {
    const [found] = judgeResponse(cancel, { status: 200, headers, body: bytes("{}") });
    expect(found).toMatchObject({ check: "response_schema_conformance", line: success.line });
  });
});
