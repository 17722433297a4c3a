/** What of a description an exchange exercises, and what it leaves open. */
import { afterAll, describe, expect, test } from "@jest/globals";
import document from "../../generated/openapi.json" with { type: "json" };
import { examplesAt } from "../../src/description/document.js";
import { type Operation, operations } from "../../src/description/operations.js";
import type { HeaderList } from "../../src/http/wire.js";
import { createCoverage } from "../../src/report/coverage.js";
import { parameter } from "../description/parameter.js";

const QUERY = ["page", "notify"];

const { cancelExternalBooking } = operations;
const headers = [["Content-Type", "application/json; charset=utf-8"]] as const;
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const target = "/v1/partner/external_bookings/sample";

function example(pointer: string, name: string): Uint8Array {
  return encode(examplesAt(`${pointer}/content/application~1json`).get(name));
}

test("starts with everything documented and nothing exercised", () => {
  const { operations: all, ...rest } = createCoverage().report();
  const ids = Object.keys(operations);
  expect(all).toEqual({ documented: ids.length, exercised: 0, missing: ids });
  expect(rest.parameters.missing).toContain("cancelExternalBooking path external_booking_id");
  expect(rest.statuses.missing).toContain("cancelExternalBooking 422");
  expect(rest.requestProperties.missing).toContain("cancelExternalBooking /cancellation_reason");
  expect(rest.responseProperties.missing).toContain("cancelExternalBooking 200 /first_name");
  expect(rest.responseProperties.missing).toContain("cancelExternalBooking 422 /detail/*/loc");
  for (const part of Object.values(rest)) {
    expect(part.exercised).toBe(0);
    expect(part.missing).toHaveLength(part.documented);
    expect(new Set(part.missing).size).toBe(part.documented);
  }
});

test("is complete once every documented example was exchanged", () => {
  const two = [cancelExternalBooking, operations.createAccessToken];
  const coverage = createCoverage(two);
  for (const operation of two) {
    const { requestBody, responses, method } = operation;
    const bodies = examplesAt(`${requestBody?.source}/content/application~1json`).values();
    for (const sent of bodies) {
      for (const [status, { source }] of Object.entries(responses)) {
        for (const received of examplesAt(`${source}/content/application~1json`).values()) {
          const request = { method, target, headers, body: encode(sent) };
          const response = { status: Number(status), headers, body: encode(received) };
          coverage.exchange(operation, request, response);
        }
      }
    }
  }
  for (const part of Object.values(coverage.report())) {
    expect(part.missing).toEqual([]);
    expect(part.exercised).toBe(part.documented);
    expect(part.documented).toBeGreaterThan(0);
  }
});

test("a minimal exchange leaves the optional properties and the other status open", () => {
  const coverage = createCoverage();
  const { source } = cancelExternalBooking.responses[200] ?? { source: "" };
  const requestSource = cancelExternalBooking.requestBody?.source ?? "";
  coverage.exchange(
    cancelExternalBooking,
    { method: "DELETE", target, headers, body: example(requestSource, "minimal") },
    { status: 200, headers, body: example(source, "minimal") },
  );
  const report = coverage.report();
  expect(report.operations.exercised).toBe(1);
  expect(report.parameters.exercised).toBe(1);
  expect(report.statuses.exercised).toBe(1);
  expect(report.requestProperties.missing).toContain("cancelExternalBooking /cancellation_reason");
  const sizeOf = (bytes: Uint8Array) => Object.keys(JSON.parse(String(Buffer.from(bytes)))).length;
  expect(report.requestProperties.exercised).toBe(sizeOf(example(requestSource, "minimal")));
  expect(report.responseProperties.exercised).toBe(sizeOf(example(source, "minimal")));
});

test("another method, status, body or media type than the documented ones exercises nothing of it", () => {
  const coverage = createCoverage();
  const body = new TextEncoder().encode("{");
  const request = { method: "PATCH", target, headers, body };
  coverage.exchange(cancelExternalBooking, request, { status: 200, headers, body });
  expect(coverage.report().operations.exercised).toBe(0);
  const sent = { ...request, method: "DELETE" };
  coverage.exchange(cancelExternalBooking, sent, { status: 404, headers, body });
  coverage.exchange(cancelExternalBooking, sent);
  const html = [["content-type", "text/html"]] as const;
  const page = { status: 200, headers: html, body: encode({ id: 1 }) };
  coverage.exchange(cancelExternalBooking, { method: "DELETE", target, headers: [], body }, page);
  const { statuses, requestProperties, responseProperties } = coverage.report();
  expect([statuses, requestProperties, responseProperties].map((of) => of.exercised)).toEqual([
    1, 0, 0,
  ]);
});

test("counts query and header parameters only where they are sent", () => {
  const operation = {
    ...cancelExternalBooking,
    parameters: [
      ...QUERY.map((name) => parameter(name, { in: "query", required: false })),
      parameter("X-Trace", { required: false }),
    ],
  };
  const coverage = createCoverage([operation]);
  const exercisedBy = (query: string, sent: HeaderList = headers) => {
    coverage.exchange(operation, { method: "DELETE", target: `${target}${query}`, headers: sent });
    return coverage.report().parameters.exercised;
  };
  for (const query of ["", "?", "?notify?=1", "?x=notify", "?Notify=1"]) {
    expect(exercisedBy(query)).toBe(0);
  }
  expect(exercisedBy("?page=1?2&notify=no")).toBe(2);
  expect(exercisedBy("", [["x-trace", "1"]])).toBe(3);
  expect(exercisedBy("")).toBe(3);
});

test("a status is counted as its own, as its range's, or as the default", () => {
  const { responses, ...rest } = cancelExternalBooking;
  const operation = {
    ...rest,
    responses: Object.fromEntries(
      ["200", "4XX", "default"].map((key) => [key, { ...responses[200], content: {} } as never]),
    ),
  };
  const missingAfter = (...statuses: number[]) => {
    const coverage = createCoverage([operation]);
    for (const status of statuses) {
      const body = new Uint8Array();
      coverage.exchange(
        operation,
        { method: "DELETE", target, headers },
        { status, headers, body },
      );
    }
    return coverage.report().statuses.missing.map((name) => name.split(" ")[1]);
  };
  expect(missingAfter(200)).toEqual(["4XX", "default"]);
  expect(missingAfter(404, 499)).toEqual(["200", "default"]);
  expect(missingAfter(500)).toEqual(["200", "4XX"]);
});

test("what was exercised once stays so, and what is no object exercises nothing of one", () => {
  const coverage = createCoverage();
  const answer = (value: unknown) =>
    coverage.exchange(
      cancelExternalBooking,
      { method: "DELETE", target, headers },
      { status: 422, headers, body: encode(value) },
    );
  const exercised = () => coverage.report().responseProperties.exercised;
  for (const other of [null, "detail", [], { detail: null }]) answer(other);
  expect(exercised()).toBe(1);
  answer({ detail: [{ msg: "m" }, null, "x", { type: "t" }] });
  answer({});
  expect(exercised()).toBe(3);
});

test("a parameter of a cookie is none that is counted", () => {
  const cookie = parameter("c", { in: "cookie", required: false });
  const operation = { ...cancelExternalBooking, parameters: [cookie] };
  const coverage = createCoverage([operation]);
  coverage.exchange(operation, { method: "DELETE", target, headers });
  expect(coverage.report().parameters.exercised).toBe(0);
});

/** Coverage of schemas that today's description does not have: composed, nested, and of themselves. */
describe("other shapes", () => {
  Object.assign(document, {
    sample: {
      composed: {
        allOf: [
          { properties: { a: { properties: { x: {} } }, length: {} } },
          { properties: { b: {} } },
        ],
        anyOf: [
          { properties: { a: { properties: { y: {} } } } },
          { type: "array", items: { properties: { c: {} } } },
        ],
        oneOf: [{ type: "array", items: { properties: { d: {} } } }],
      },
      tree: {
        properties: {
          name: {},
          left: { $ref: "#/sample/tree" },
          inside: { anyOf: [{ $ref: "#/sample/tree" }, { properties: { leaf: {} } }] },
          all: { items: { $ref: "#/sample/tree" } },
        },
      },
    },
  });
  afterAll(() => {
    Reflect.deleteProperty(document, "sample");
  });

  const { requestBody: _none, ...open } = cancelExternalBooking;

  function answered(schema: string, ...values: unknown[]) {
    const [body] = Object.values(open.responses[200]?.content ?? {});
    if (!body) throw new Error("The description has lost its answer.");
    const content = { "application/json": { ...body, schema: `#/sample/${schema}` } };
    const response = { source: "#", line: 1, headers: [], content };
    const operation: Operation = { ...open, id: "it", responses: { 200: response } };
    const coverage = createCoverage([operation]);
    for (const value of values) {
      coverage.exchange(
        operation,
        { method: "DELETE", target, headers },
        { status: 200, headers, body: encode(value) },
      );
    }
    const { requestProperties, responseProperties } = coverage.report();
    expect(requestProperties).toEqual({ documented: 0, exercised: 0, missing: [] });
    return responseProperties;
  }

  const paths = (...names: string[]) => names.map((name) => `it 200 ${name}`);

  test("what several branches document is counted once, and what any of them documents is counted", () => {
    const all = paths("/a", "/a/x", "/length", "/b", "/a/y", "/*/c", "/*/d");
    const missing = (...values: unknown[]) => answered("composed", ...values).missing;
    expect(answered("composed")).toEqual({ documented: 7, exercised: 0, missing: all });
    expect(missing({ a: { x: 1 } }, { a: { y: 1 } })).toEqual(
      paths("/length", "/b", "/*/c", "/*/d"),
    );
    expect(missing([{ c: 1 }])).toEqual(all.filter((name) => name !== "it 200 /*/c"));
    expect(missing([{ c: 1 }, { d: 1 }])).toEqual(all.slice(0, -2));
  });

  test("a text has no properties, even where one of that name is documented", () => {
    expect(answered("composed", "length", 7).exercised).toBe(0);
  });

  test("a schema that contains itself is followed once, wherever it does", () => {
    const all = paths("/name", "/left", "/inside", "/inside/leaf", "/all");
    expect(answered("tree").missing).toEqual(all);
    const value = { left: { name: 1 }, inside: { name: 1, leaf: 1 }, all: [{ name: 1 }] };
    expect(answered("tree", value).missing).toEqual(paths("/name"));
  });

  test("a list in the place of an object exercises nothing", () => {
    expect(answered("tree", [{ name: 1 }], { left: [{ name: 1 }] }).missing).toEqual(
      paths("/name", "/inside", "/inside/leaf", "/all"),
    );
  });
});
