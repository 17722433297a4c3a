/** How the sandbox reads a request: its target, and its header fields. */
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "@jest/globals";
import { headersOf, pathOf } from "../../src/sandbox/request.js";

test.each([
  ["/a/b?c=/d?e", "/a/b"],
  ["http://host/a?b", "/a"],
  ["HTTPS://host:1/a", "/a"],
  ["http://host?/a", ""],
  ["/http://host/a", "/http://host/a"],
  ["", ""],
])("the path of %s is %s", (target, path) => {
  expect(pathOf(target)).toBe(path);
});

test("header fields keep their order, their letter case and their repetitions", () => {
  const incoming = new IncomingMessage(new Socket());
  incoming.rawHeaders = ["X-Sample", "1", "host", "sample", "x-sample", "2"];
  expect(headersOf(incoming)).toEqual([
    ["X-Sample", "1"],
    ["host", "sample"],
    ["x-sample", "2"],
  ]);
});
