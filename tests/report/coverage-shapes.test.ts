/** Coverage of schemas that today's description does not have: composed, nested, and of themselves. */
import { expect, test } from "@jest/globals";
import "./described-shapes.js";
import { type Operation, operations } from "../../src/description/operations.js";
import { createCoverage } from "../../src/report/coverage.js";

const headers = [["content-type", "application/json"]] as const;
const { requestBody: _none, ...open } = operations.cancelExternalBooking;

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
      { method: "DELETE", target: "/v1/partner/external_bookings/sample", headers },
      { status: 200, headers, body: new TextEncoder().encode(JSON.stringify(value)) },
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
  expect(missing({ a: { x: 1 } }, { a: { y: 1 } })).toEqual(paths("/length", "/b", "/*/c", "/*/d"));
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
