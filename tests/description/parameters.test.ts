/** Parameters as OpenAPI serialises them: what is written is read again, and what servers and clients write is read too. */
import { describe, expect, test } from "@jest/globals";
import type { DescribedParameter } from "../../src/description/operations.js";
import { readParameter, textsOf, writeParameter } from "../../src/description/parameters.js";
import { parameter } from "./parameter.js";

const NOTHING = { path: {}, query: "", header: () => undefined };

/** What a query has for a parameter of these kinds. */
function fromQuery(query: string, given: Partial<DescribedParameter> = {}) {
  const described = parameter("a b", { in: "query", ...given });
  const texts = textsOf(described, { ...NOTHING, query });
  return texts.length > 0 && readParameter(described, texts);
}

describe("the texts of a parameter", () => {
  test("stand in its own place only", () => {
    const sources = {
      path: { a: "p%20" },
      query: "a=q&b=1",
      header: (name: string) => ({ "x-a": "h", cookie: "c=1" })[name],
    };
    const textOf = (place: string, name: string) =>
      textsOf(parameter(name, { in: place }), sources);
    expect(textOf("path", "a")).toEqual(["p%20"]);
    expect(textOf("query", "a")).toEqual(["q"]);
    expect(textOf("header", "X-A")).toEqual(["h"]);
    expect(textOf("cookie", "c")).toEqual([]);
    expect(textOf("path", "constructor")).toEqual([]);
    expect(textOf("query", "c")).toEqual([]);
    expect(textOf("header", "a")).toEqual([]);
  });

  test("of a query are found by the decoded name, with or without a value, each time", () => {
    const texts = (query: string) =>
      textsOf(parameter("a b", { in: "query" }), { ...NOTHING, query });
    expect(texts("a%20b=1")).toEqual(["1"]);
    expect(texts("a+b=1&&c=2&a+b=2=3")).toEqual(["1", "2=3"]);
    expect(texts("a%20b")).toEqual([""]);
    expect(texts("%zz=1")).toEqual([]);
  });
});

describe("a value", () => {
  test.each<[string, readonly string[], unknown]>([
    ["7", ["integer"], 7],
    ["-0", ["integer"], -0],
    ["1.0", ["integer"], "1.0"],
    ["1e3", ["integer"], "1e3"],
    ["07", ["integer"], "07"],
    ["0x10", ["number"], "0x10"],
    ["%207", ["number"], " 7"],
    ["1e3", ["number"], 1000],
    ["-1.5", ["number"], -1.5],
    ["7", ["string"], "7"],
    ["7", [], "7"],
    ["true", ["boolean"], true],
    ["false", ["boolean"], false],
    ["TRUE", ["boolean"], "TRUE"],
    ["true", ["string"], "true"],
    ["a%2Cb", ["string"], "a,b"],
    ["a+b%2B", ["string"], "a b+"],
    ["", ["integer"], ""],
  ])("written %j of the kinds %j is %j", (text, kinds, value) => {
    expect(fromQuery(`a%20b=${text}`, { kinds })).toEqual({ value });
  });

  test("that is no percent-encoded UTF-8 is none", () => {
    for (const text of ["%", "%E4", "%zz"]) expect(fromQuery(`a%20b=${text}`)).toBeUndefined();
    const list = { kinds: ["array"], items: ["string"] };
    expect(fromQuery("a%20b=x&a%20b=%", list)).toBeUndefined();
  });

  test("that may be a text or a number is the one that validates", () => {
    const read = (validate: (value: unknown) => boolean) =>
      fromQuery("a%20b=7", { kinds: ["string", "integer"], validate });
    expect(read((value) => value === "7")).toEqual({ value: "7" });
    expect(read((value) => value === 7)).toEqual({ value: 7 });
    expect(read(() => true)).toEqual({ value: 7 });
    expect(read(() => false)).toEqual({ value: 7 });
  });
});

describe("a list", () => {
  const list = (place: string, explode: boolean, items = ["integer"]) =>
    parameter("a", { in: place, explode, kinds: ["array"], items });
  const read = (described: DescribedParameter, ...texts: string[]) =>
    readParameter(described, texts)?.value;

  test("in a query is written as one pair for each item, or as one text", () => {
    expect(read(list("query", true), "1", "2")).toEqual([1, 2]);
    expect(read(list("query", true, ["string"]), "1,2")).toEqual(["1,2"]);
    expect(read(list("query", false), "1,2")).toEqual([1, 2]);
    expect(read(list("query", false, ["string"]), "a%2Cb,c")).toEqual(["a,b", "c"]);
    expect(read(list("query", false), "")).toEqual([]);
  });

  test("in a path and a header is one text, where a header's white space means nothing", () => {
    expect(read(list("path", true), "1,2")).toEqual([1, 2]);
    expect(read(list("header", true), "1, 2 ,x")).toEqual([1, 2, "x"]);
    expect(read(list("header", false, ["string"]), "a%2C, b")).toEqual(["a%2C", "b"]);
  });

  test("of numbers that has to be one of texts is one of texts", () => {
    const validate = (value: unknown) => Array.isArray(value) && value.every((one) => one === "1");
    const both = { ...list("query", true, ["string", "integer"]), validate };
    expect(read(both, "1", "1")).toEqual(["1", "1"]);
  });
});

describe("what is written", () => {
  test.each<[string, boolean, unknown, readonly string[]]>([
    ["path", false, "a/b,ü", ["a%2Fb%2C%C3%BC"]],
    ["path", false, ["a", "b,c"], ["a,b%2Cc"]],
    ["query", true, ["a&b", 1, true], ["a%26b", "1", "true"]],
    ["query", false, ["a&b", 1], ["a%26b,1"]],
    ["query", true, [], []],
    ["query", true, "a+b c", ["a%2Bb%20c"]],
    ["header", false, "a b/c", ["a b/c"]],
    ["header", true, [1, 2], ["1,2"]],
  ])("into a %s, explode %s, of %j", (place, explode, value, texts) => {
    expect(writeParameter({ in: place, explode }, value)).toEqual(texts);
  });

  test.each<[string, boolean, unknown]>([
    ["path", false, ["a,b", "c/d"]],
    ["query", true, ["a,b", "c&d=e+f"]],
    ["query", false, ["a,b", "c&d=e+f"]],
    ["header", false, ["a", "b"]],
  ])("into a %s, explode %s, is read again: %j", (place, explode, value) => {
    const described = parameter("a", { in: place, explode, kinds: ["array"], items: ["string"] });
    expect(readParameter(described, writeParameter(described, value))).toEqual({ value });
  });
});
