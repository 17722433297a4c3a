/** Exchanges of which no pattern is made, and how the rules are asked where one is. */
import { expect, test } from "@jest/globals";
import type { TemplateRules } from "../../src/verify/template.js";
import { inJson, rules, templateOf } from "./rules.js";

test.each([
  ["nothing", ""],
  ["no value", '{"free":}'],
  ["no end", '{"free":"a"'],
  ["no end of a string", '{"free":"a'],
  ["no end of an escape", '{"free":"a\\"'],
  ["no name", "{1:2}"],
  ["a value that is unique", '{"unique":"a"}'],
  ["an empty value that is unique", '{"unique":""}'],
  ["no scheme", '{"after_scheme":"x"}'],
  ["nothing behind a scheme", '{"after_scheme":"Bearer "}'],
  ["a query", '{"url":"/v1/things/1/parts?a"}'],
  ["a fragment", '{"url":"/v1/things/1/parts#a"}'],
  ["an escape in a url", '{"url":"\\/v1"}'],
  ["text that is no json", '{"json":"<html>"}'],
  ["text behind json", '{"json":"{}x"}'],
  ["two values of json", '{"json":"1 2"}'],
  ["an escape by number in json", '{"json":"{\\"a\\":\\"\\u0041\\"}"}'],
  ["half an escape in json", '{"json":"{\\"a"}'],
  ["no quote before a name in json", inJson('{x"a":1}')],
  ["a bad escape in a name in json", inJson('{"\\q":1}')],
  ["a line end in a name in json", inJson('{"a\n":1}')],
])("there is none for %s", (_, text) => {
  expect(templateOf(text)).toBeUndefined();
});

test("there is none for more than 64 levels, however many there are", () => {
  const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  const outer = (levels: number) => `{"free":${nested(levels)}}`;
  expect([64, 65, 16_000].map((levels) => templateOf(outer(levels)) !== undefined)).toEqual([
    true,
    false,
    false,
  ]);
  expect(
    [65, 66, 16_000].map((levels) => templateOf(inJson(nested(levels))) !== undefined),
  ).toEqual([true, false, false]);
});

test("there is none for more than 32 KiB", () => {
  const sized = (length: number) => `{"free":"${"x".repeat(length - 11)}"}`;
  expect(templateOf(sized(32_768))).toBeDefined();
  expect(templateOf(sized(32_769))).toBeUndefined();
});

test("the rules are asked by names and indexes, escapes undone", () => {
  const asked: (readonly (string | number)[])[] = [];
  const placeOf: TemplateRules["placeOf"] = (path) => {
    asked.push(path);
    return "free";
  };
  const text = '{"a":[1,"x",{"\\u0062":null}],"é\\"":true,"c":{"d":[[2]]}}';
  expect(templateOf(text, { ...rules, placeOf })).toBeDefined();
  expect(asked).toEqual([["a", 0], ["a", 1], ["a", 2, "b"], ['é"'], ["c", "d", 0, 0]]);
});

test("a rule that fails is no lack of a pattern", () => {
  const placeOf = () => {
    throw new Error("broken rule");
  };
  expect(() => templateOf('{"a":1}', { ...rules, placeOf })).toThrow("broken rule");
});
