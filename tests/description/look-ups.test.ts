/** The look-ups in the operation table, also for what our description does not contain. */
import { describe, expect, test } from "@jest/globals";
import {
  bodyFor,
  type DescribedBody,
  type DescribedResponse,
  findOperation,
  type Operation,
  operations,
  operationsAt,
  pathParameters,
  responseFor,
  successStatuses,
} from "../../src/description/operations.js";

const cancel: Operation = operations.cancelExternalBooking;
const path = "/v1/partner/external_bookings/sample-1";

describe("an operation", () => {
  test.each([
    ["DELETE", path, "cancelExternalBooking"],
    ["DELETE", "/v1/partner/external_bookings/", "cancelExternalBooking"],
    ["POST", "/v1/auth/token", "createAccessToken"],
    ["POST", path, undefined],
    ["delete", path, undefined],
    ["DELETE", "/v1/auth/token", undefined],
    ["DELETE", `${path}/more`, undefined],
    ["DELETE", "/v1/partner/external_bookings", undefined],
    ["DELETE", "/v1/partner/other/sample-1", undefined],
    ["DELETE", "", undefined],
  ])("%s %s belongs to %s", (method, at, id) => {
    expect(findOperation(method, at)?.id).toBe(id);
  });

  test("whose path is described literally goes before one with a parameter", () => {
    const paths = {
      any: "/v1/{a}/{b}",
      first: "/v1/{a}/list",
      second: "/v1/all/{b}",
      both: "/v1/all/list",
      odd: "/v1/a.b/{b}",
    };
    const others = Object.entries(paths).map(([id, at]) => [id, { ...cancel, id, path: at }]);
    const table = operations as Record<string, Operation>;
    Object.assign(table, Object.fromEntries(others));
    try {
      for (const [at, id] of [
        ["/v1/x/y", "any"],
        ["/v1/x/list", "first"],
        ["/v1/all/y", "second"],
        ["/v1/all/list", "both"],
        ["/v1/a.b/y", "odd"],
        ["/v1/axb/y", "any"],
      ] as const) {
        expect(findOperation("DELETE", at)?.id).toBe(id);
        expect(operationsAt(at).map((one) => one.id)).toEqual([id]);
        expect(findOperation("GET", at)).toBeUndefined();
      }
    } finally {
      for (const id of Object.keys(paths)) delete table[id];
    }
    expect(operationsAt("/v1/x/y")).toEqual([]);
  });

  test("has its path parameters as they were written", () => {
    const read = (at: string) => pathParameters(cancel, at);
    expect(read("/v1/partner/external_bookings/a%2Fb")).toEqual({ external_booking_id: "a%2Fb" });
    expect(read("/v1/partner/external_bookings/")).toEqual({ external_booking_id: "" });
    expect(read("/v1/partner/others/a")).toBeUndefined();
    expect(read("/v1/partner/external_bookings/a/b")).toBeUndefined();
    const two = { ...cancel, path: "/{first}/of/{second}" };
    expect(pathParameters(two, "/a/of/b")).toEqual({ first: "a", second: "b" });
    expect(pathParameters(two, "/a/in/b")).toBeUndefined();
    expect(pathParameters(operations.createAccessToken, "/v1/auth/token")).toEqual({});
  });
});

describe("an answer", () => {
  const answer = (line: number): DescribedResponse => ({
    source: "#/sample",
    line,
    headers: [],
    content: {},
  });
  const responses = { "200": answer(1), "422": answer(2), "4XX": answer(3) };

  test.each([
    [200, 1],
    [422, 2],
    [404, 3],
    [499, 3],
    [500, undefined],
    [201, undefined],
  ])("with status %s is looked up by itself, then by its range", (status, line) => {
    expect(responseFor({ ...cancel, responses }, status)?.line).toBe(line);
  });

  test("that is not named falls to the default", () => {
    const all = { ...cancel, responses: { ...responses, default: answer(4) } };
    expect([200, 404, 500].map((status) => responseFor(all, status)?.line)).toEqual([1, 3, 4]);
  });

  test("of success is told from a refusal", () => {
    expect(successStatuses(cancel)).toEqual([200]);
    const more = { ...responses, "202": answer(5), "502": answer(6) };
    expect(successStatuses({ ...cancel, responses: more })).toEqual([200, 202]);
  });

  test("of success may be a range, or a default where nothing else is one", () => {
    const of = (...names: string[]) =>
      successStatuses({
        ...cancel,
        responses: Object.fromEntries(names.map((name) => [name, answer(1)])),
      });
    expect(of("2XX", "4XX")).toEqual([200]);
    expect(of("404", "default")).toEqual([200]);
    expect(of("202", "default")).toEqual([202]);
    expect(of("404")).toEqual([]);
  });
});

test.each([
  ["application/json", "json"],
  ["Application/JSON ; charset=utf-8", "json"],
  [" application/json", "json"],
  ["text/csv", "text"],
  ["TEXT/html;a=b", "text"],
  ["image/png", "any"],
  ["", undefined],
  [" ;charset=utf-8", undefined],
  [undefined, undefined],
])("the body for the media type %j is %s", (contentType, schema) => {
  const body = (name: string): DescribedBody => ({ schema: name, validate: () => true });
  const content = { "application/json": body("json"), "text/*": body("text"), "*/*": body("any") };
  expect(bodyFor(content, contentType)?.schema).toBe(schema);
  expect(bodyFor({}, contentType)).toBeUndefined();
});
