/** Steps of a JSON pointer survive the way there and back, and the order of the escapes holds (RFC 6901 §4). */
import { expect, test } from "@jest/globals";
import { contentPointer, escapeStep, stepsOf } from "../../src/description/pointer.js";

test.each([
  ["a/b", "a~1b"],
  ["~1", "~01"],
  ["~", "~0"],
  ["", ""],
  ["0", "0"],
])("%j is %j in a pointer", (step, escaped) => {
  expect(escapeStep(step)).toBe(escaped);
  expect(stepsOf(`#/${escaped}/last`)).toEqual([step, "last"]);
});

test("what is no step", () => {
  expect(stepsOf("#")).toEqual([]);
  expect(stepsOf("")).toEqual([]);
});

test("the place of a media type", () => {
  expect(contentPointer("#/paths/~1a/get/requestBody", "application/json")).toBe(
    "#/paths/~1a/get/requestBody/content/application~1json",
  );
});
