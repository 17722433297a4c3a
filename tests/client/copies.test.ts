/** An error is an instance of its class in every copy of the package that a program loads. */
import { describe, expect, jest, test } from "@jest/globals";
import * as here from "../../src/client/errors.js";
import * as check from "../../src/report/cannot-run.js";

let there: typeof here = here;
let checkThere: typeof check = check;
jest.isolateModules(() => {
  there = jest.requireActual("../../src/client/errors.js");
  checkThere = jest.requireActual("../../src/report/cannot-run.js");
});
const details = { text: "sample.", outcome: "not_applied" } as const;

describe("two copies", () => {
  test("are two", () => {
    expect(there.SolvServerError).not.toBe(here.SolvServerError);
  });

  test("know each other's errors, and tell their classes apart", () => {
    const error: unknown = new there.SolvServerError(details);
    expect(error instanceof here.SolvServerError).toBe(true);
    expect(error instanceof here.SolvError).toBe(true);
    expect(error instanceof here.SolvInputError).toBe(false);
    const cannot: unknown = new checkThere.CannotRunError("sample.");
    expect(cannot instanceof check.CannotRunError).toBe(true);
    expect(cannot instanceof here.SolvError).toBe(false);
  });
});

test("a class that extends an exported one knows its own errors only", () => {
  class Own extends here.SolvServerError {}
  const own: unknown = new Own(details);
  expect(own instanceof Own && own instanceof there.SolvServerError).toBe(true);
  const other: unknown = new here.SolvServerError(details);
  expect(other instanceof Own).toBe(false);
});

test.each([undefined, null, "SolvError", { name: "SolvError" }, new Error("sample")])(
  "%p is no error of ours",
  (value: unknown) => {
    expect(value instanceof here.SolvError).toBe(false);
  },
);
