/** Patterns of exchanges: what may change under each rule, what may not, and where none is made. */
import { describe, expect, test } from "@jest/globals";
import { compileTemplates, literal } from "../../src/traffic/pattern.js";
import { makeTemplate, type Place, type TemplateRules } from "../../src/traffic/template.js";

/** The first key names the rule. */
const rules: TemplateRules = {
  placeOf: ([first]) => first as Place,
  pathTemplate: "/v1/things/{id}/parts",
};

const templateOf = (text: string, by = rules) => makeTemplate(Buffer.from(text), by);

/** Whether the pattern of some samples matches a text, and all of it. */
function matches(samples: readonly string[], text: string): boolean {
  const pattern = compileTemplates(
    samples.map((sample) => {
      const template = templateOf(sample);
      if (!template) throw new Error(`The sample allows no pattern: ${sample}`);
      return template;
    }),
  );
  const units = Buffer.from(text).toString("latin1");
  const before = "before ";
  pattern.lastIndex = before.length;
  return pattern.test(before + units) && pattern.lastIndex === before.length + units.length;
}

const under = (place: Place) => (value: string) => `{"${place}":${value}}`;
const inJson = (text: string) => JSON.stringify({ json: text });

/** A sample, what it is taken for, and what not. Each matches itself. */
const changes: Readonly<Record<string, readonly [string, readonly string[], readonly string[]]>> = {
  "a fixed string": ['{"fixed":"a"}', [], ['{"fixed":"b"}', '{"fixed":""}', '{"fixed": "a"}']],
  "a fixed number": ['{"fixed":1}', [], ['{"fixed":2}', '{"fixed":10}', '{"fixed":1.0}']],
  "a free string": [
    under("free")('"a"'),
    ['"bc"', '"é 予"', '"\\n\\t\\b\\f\\r\\/\\\\\\""', '"\\u00e9\\uABCD"', '" "'].map(under("free")),
    [
      '""',
      '"a',
      'a"',
      '"\\q"',
      '"\\u12g4"',
      '"\\u123"',
      '"a"b"',
      '"a\nb"',
      '"\u001f"',
      "1",
      "null",
    ].map(under("free")),
  ],
  "an empty free string": ['{"free":""}', [], ['{"free":"a"}', '{"free":" "}']],
  "a free number": [
    under("free")("1"),
    ["0", "-0", "12", "-7", "1.5", "0.25", "1e9", "1E+9", "-2.5e-3"].map(under("free")),
    ["01", "-", "1.", ".5", "1e", "+1", "--1", '"1"', "true", "null", "1 2"].map(under("free")),
  ],
  "a free word": [under("free")("true"), [], ["false", "null", "1", "truex"].map(under("free"))],
  "a size": [
    under("size")("5"),
    ["1", "9", "12345"].map(under("size")),
    ["0", "-5", "05", "1.5", '"5"'].map(under("size")),
  ],
  "a negative size": [
    under("size")("-12"),
    ["-1", "-345"].map(under("size")),
    ["12", "0", "-0", "-012"].map(under("size")),
  ],
  "no size": [under("size")("0"), [], ["1", "-1", "00"].map(under("size"))],
  "a fraction as a size": [under("size")("1.5"), [], ["2.5", "1", "15"].map(under("size"))],
  "a number with a zero before it as a size": [
    under("size")("-0"),
    [],
    ["-1", "0"].map(under("size")),
  ],
  "a text as a size": [under("size")('"a"'), ['{"size":"b"}'], ['{"size":1}']],
  "a number behind a scheme": [under("after_scheme")("1"), [], ['{"after_scheme":2}']],
  "what is behind a scheme": [
    under("after_scheme")('"Bearer x y"'),
    ['{"after_scheme":"Bearer z"}', '{"after_scheme":"Bearer \\"1"}'],
    ['"bearer x"', '"Bearerx"', '"Bearer "', '"Basic x"', '"x"'].map(under("after_scheme")),
  ],
  "a url": [
    under("url")('"https://h.example/v1/things/1/parts"'),
    ["2", "a%2Fb", "a.b-c_~!$&'()*+,;=:@", "[x]"].map(
      (id) => `{"url":"https://h.example/v1/things/${id}/parts"}`,
    ),
    [
      ...["", "a/b", "a?b", "a#b", 'a"b', "a b", "é", "\\n", "%\\/"].map(
        (id) => `{"url":"https://h.example/v1/things/${id}/parts"}`,
      ),
      ...["http://h.example/v1/things/1/parts", "https://h.example/v1/things/1/partsx"].map(
        (url) => `{"url":"${url}"}`,
      ),
      '{"url":"https://hxexample/v1/things/1/parts"}',
      '{"url":"https://h.example/v2/things/1/parts"}',
    ],
  ],
  "a url of a path alone": [
    '{"url":"/v1/things/1/parts"}',
    ['{"url":"/v1/things/23/parts"}'],
    ['{"url":"/v1/things//parts"}', '{"url":"/v1/others/1/parts"}'],
  ],
  "a url with an empty id": ['{"url":"/v1/things//parts"}', [], ['{"url":"/v1/things/1/parts"}']],
  "a url that is shorter than the path": [
    '{"url":"/parts"}',
    [],
    ['{"url":"/other"}', '{"url":"/x"}'],
  ],
  "a number as a url": ['{"url":1}', [], ['{"url":2}']],
  "json in a string": [
    inJson('{"a":"x","b":[1,true,null],"c":{}}'),
    [
      '{"a":"yz","b":[-23,true,null],"c":{}}',
      '{"a":"","b":[0,true,null],"c":{}}',
      '{"a":"\\n\\"\\\\\\/é","b":[7,true,null],"c":{}}',
      '{"a":"\\u0041","b":[7,true,null],"c":{}}',
    ].map(inJson),
    [
      '{"a":"x","b":[1.5,true,null],"c":{}}',
      '{"a":"x","b":[1e2,true,null],"c":{}}',
      '{"a":"x","b":[01,true,null],"c":{}}',
      '{"a":"x","b":[1,false,null],"c":{}}',
      '{"a":"x","b":[1,true],"c":{}}',
      '{"z":"x","b":[1,true,null],"c":{}}',
      '{"a":"x","b":[1,true,null],"c":[]}',
      '{"a":1,"b":[1,true,null],"c":{}}',
      '{"a":"\\q","b":[1,true,null],"c":{}}',
      '{"a":"x","b":[1,true,null],"c":{}}x',
      "",
    ].map(inJson),
  ],
  "spaced json in a string": [
    inJson(' {\n"a" :\t"x"\r, "b": 1.5 } '),
    [inJson(' {\n"a" :\t"y"\r, "b": 1.5 } ')],
    [inJson('{"a":"x","b":1.5}'), inJson(' {\n"a" :\t"x"\r, "b": 2.5 } ')],
  ],
  "a text as json in a string": [inJson('"a"'), [inJson('"b"'), inJson('""')], [inJson("1")]],
  "an empty string where json may be": [inJson(""), [], [inJson("1")]],
  "everything around": [
    ' { "fixed" : [ 1 , [ ] , { } ] ,\r\n\t"free" : "a" } ',
    [' { "fixed" : [ 1 , [ ] , { } ] ,\r\n\t"free" : "b" } '],
    [
      '{"fixed":[1,[],{}],"free":"a"}',
      ' { "fixed" : [ 1 , [ ] , [ ] ] ,\r\n\t"free" : "a" } ',
      ' { "other" : [ 1 , [ ] , { } ] ,\r\n\t"free" : "a" } ',
    ],
  ],
};

describe.each(Object.keys(changes))("the pattern of %s", (name) => {
  const [sample, same, others] = changes[name] ?? ["", [], []];

  test("matches itself, alone and among others", () => {
    expect(matches([sample], sample)).toBe(true);
    const more = [under("fixed")('"x"'), under("size")("7"), under("free")('"x"')];
    for (const text of [sample, ...more])
      expect(matches([...more, sample, ...more], text)).toBe(true);
  });

  test("matches what is alike, and nothing else", () => {
    expect(same.filter((text) => !matches([sample], text))).toEqual([]);
    expect(others.filter((text) => matches([sample], text))).toEqual([]);
  });
});

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
    ...[true, false, false],
  ]);
  expect(
    [65, 66, 16_000].map((levels) => templateOf(inJson(nested(levels))) !== undefined),
  ).toEqual([...[true, false, false]]);
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
  expect(asked).toEqual([...[["a", 0], ["a", 1], ["a", 2, "b"], ['é"'], ["c", "d", 0, 0]]]);
});

test("a rule that fails is no lack of a pattern", () => {
  const placeOf = () => {
    throw new Error("broken rule");
  };
  expect(() => templateOf('{"a":1}', { ...rules, placeOf })).toThrow("broken rule");
});

test("a character stands for itself and for no other", () => {
  const all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
  for (const one of all) {
    const pattern = new RegExp(`^(?:${literal(one)})$`);
    expect(all.filter((other) => pattern.test(other))).toEqual([one]);
  }
});

test("a pattern of several is looked for where it is asked for, and only there", () => {
  const pattern = compileTemplates([["a", "b"], ["a", "c", "d"], ["x"], ["a", "b"]]);
  const end = (text: string, from: number) => {
    pattern.lastIndex = from;
    return pattern.test(text) ? pattern.lastIndex : -1;
  };
  expect([end("ab", 0), end("acd", 0), end("x", 0), end(" ab", 1)]).toEqual([2, 3, 1, 3]);
  expect([end(" ab", 0), end("ac", 0), end("b", 0), end("axd", 0), end("", 0)]).toEqual([
    ...[-1, -1, -1, -1, -1],
  ]);
  expect(compileTemplates([["a"]]).source).toBe("a");
  expect(
    compileTemplates([
      ["a", "b"],
      ["a", "c"],
    ]).source,
  ).toBe("a(?:b|c)");
});
