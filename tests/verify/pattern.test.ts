/** Patterns of exchanges: what each matches, alone and among others, and what it does not. */
import { describe, expect, test } from "@jest/globals";
import { compileTemplates, literal } from "../../src/verify/pattern.js";
import type { Place } from "../../src/verify/template.js";
import { inJson, templateOf } from "./rules.js";

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
    -1, -1, -1, -1, -1,
  ]);
  expect(compileTemplates([["a"]]).source).toBe("a");
  expect(
    compileTemplates([
      ["a", "b"],
      ["a", "c"],
    ]).source,
  ).toBe("a(?:b|c)");
});
