/** Parameters in query and headers: that they are there, and that their texts are of the documented type. */
import { expect, test } from "@jest/globals";
import { type Operation, operations } from "../../src/description/operations.js";
import { judgeRequest } from "../../src/judge/judge.js";

const { cancelExternalBooking, createAccessToken } = operations;
const path = "/v1/partner/external_bookings/sample-1";
const parameter = (name: string, place: string, type: string, required = false) => ({
  name,
  in: place,
  required,
  type,
  source: `#/${name}`,
  line: 1,
});
const operation: Operation = {
  ...cancelExternalBooking,
  security: [],
  parameters: [
    parameter("notify", "query", "boolean", true),
    parameter("page", "query", "integer"),
    parameter("share", "query", "number"),
    parameter("word", "query", "string"),
    parameter("X-Depth", "header", "integer"),
  ],
};

const judged = (query: string | undefined, depth?: string) =>
  judgeRequest(operation, {
    method: "DELETE",
    path,
    ...(query === undefined ? {} : { query }),
    headers: depth === undefined ? [] : [["x-depth", depth]],
    body: null,
  }).map(({ documented, received, source }) => `${source} ${documented}: ${received}`);

test.each<[string | undefined, string | undefined, readonly string[]]>([
  ["notify=true", undefined, []],
  ["notify=false&page=-1&share=0.5&word=", "3", []],
  ["notify=true&share=1e3&page=7&other=x", undefined, []],
  [undefined, undefined, []],
  ["", undefined, ["#/notify the parameter notify: none"]],
  ["Notify=true", undefined, ["#/notify the parameter notify: none"]],
  ["notify=1", undefined, ["#/notify the parameter notify as boolean: another type"]],
  [
    "notify=true&page=1&page=1.5&share=x",
    "deep",
    [
      "#/page the parameter page as integer: another type",
      "#/share the parameter share as number: another type",
      "#/X-Depth the parameter X-Depth as integer: another type",
    ],
  ],
])("of the query %j and the header %j it says so", (query, depth, wanted) => {
  expect(judged(query, depth)).toEqual(wanted);
});

test("of what is not known nothing is judged", () => {
  const request = { method: "POST", path: "/v1/auth/token", headers: null, body: null };
  expect(judgeRequest(createAccessToken, request)).toEqual([]);
  const [first] = judgeRequest(createAccessToken, { ...request, headers: [] });
  expect(first?.received).toBe("none");
});
