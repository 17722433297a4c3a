/** What travels: headers are found whatever their letter case, and a failure shows no answer. */
import { inspect } from "node:util";
import { expect, test } from "@jest/globals";
import { type HeaderList, headerOf, WireFailure } from "../../src/http/wire.js";

test.each<[string, string | undefined]>([
  ["retry-after", "7"],
  ["x-many", "a, b"],
  ["x-empty", ""],
  ["x-none", undefined],
])("the header %s is %j", (name, value) => {
  const headers: HeaderList = [
    ["X-Many", "a"],
    ["Retry-After", "7"],
    ["x-many", "b"],
    ["X-EMPTY", ""],
  ];
  expect(headerOf(headers, name)).toBe(value);
});

const response = { status: 200, headers: [], body: new TextEncoder().encode("CANARY") };

test("a failure says what went wrong and how far the call had got", () => {
  const failure = new WireFailure("reset", "waiting", { message: "the connection was reset." });
  expect(failure).toBeInstanceOf(Error);
  expect(String(failure)).toBe("WireFailure: the connection was reset.");
  expect(failure).toMatchObject({ kind: "reset", phase: "waiting", written: true });
  expect(failure.status).toBeUndefined();
  expect(failure.revealResponse()).toBeUndefined();
  expect("cause" in failure).toBe(false);
});

test("a failure has its cause, and the status of what had arrived", () => {
  const cause = Object.assign(new Error("CANARY"), { code: "ECONNRESET" });
  const cut = new WireFailure("truncated", "reading", { message: "cut", cause, status: 404 });
  expect(cut).toMatchObject({ cause: { code: "ECONNRESET", message: "ECONNRESET" }, status: 404 });
  const late = new WireFailure("malformed", "reading", { message: "late", response });
  expect(late.status).toBe(200);
  expect(late.revealResponse()).toBe(response);
  expect(inspect(late, { showHidden: true, depth: null }) + JSON.stringify(late)).not.toContain(
    "CANARY",
  );
  expect(new WireFailure("other", "reading", { message: "", response, status: 0 }).status).toBe(0);
});
