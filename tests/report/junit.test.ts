/** The JUnit report: what junit-10.xsd of Jenkins' xUnit plugin allows, and what other readers take from it. */
import { describe, expect, test } from "@jest/globals";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { renderJunit } from "../../src/report/formats/junit.js";
import { crowded, empty, repeated } from "./rare-samples.js";
import { conforming, undecided, verified, violated } from "./sample.js";

/** What the schema says of an element. */
interface Rule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
  readonly mayHoldText?: boolean;
}

const text: Rule = { required: [], optional: [], children: [], mayHoldText: true };
const reason: Rule = { ...text, optional: ["type", "message"] };

/** The part of the schema that the report uses. */
const RULES: Readonly<Record<string, Rule>> = {
  testsuites: {
    required: [],
    optional: ["name", "time", "tests", "failures", "errors"],
    children: ["testsuite"],
  },
  testsuite: {
    required: ["name", "tests", "failures", "errors"],
    optional: "group time skipped timestamp hostname id package file log url".split(" "),
    children: ["testsuite", "properties", "testcase", "system-out", "system-err"],
  },
  properties: { required: [], optional: [], children: ["property"] },
  property: { required: ["name", "value"], optional: [], children: [] },
  testcase: {
    required: ["name"],
    optional: ["time", "classname", "group"],
    children: ["skipped", "error", "failure", "system-out", "system-err"],
  },
  skipped: reason,
  error: reason,
  failure: reason,
  "system-out": text,
};

/** SUREFIRE_TIME of the schema. */
const TIME = /^(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?$/;

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  preserveOrder: true,
  parseTagValue: false,
  parseAttributeValue: false,
});

function read(xml: string): Element {
  expect(XMLValidator.validate(xml)).toBe(true);
  type Node = Readonly<Record<string, unknown>>;
  const elementOf = (node: Node): Element => {
    const [name = ""] = Object.keys(node).filter((key) => key !== ":@");
    const inside = node[name] as Node[];
    return {
      name,
      attributes: (node[":@"] ?? {}) as Record<string, string>,
      children: inside.filter((each) => !("#text" in each)).map(elementOf),
      text: inside.map((each) => each["#text"] ?? "").join(""),
    };
  };
  const root = (parser.parse(xml) as Node[]).map(elementOf).find((each) => each.name !== "?xml");
  if (!root) throw new Error("There is no root.");
  return root;
}

/** Each way in which an element departs from the schema. */
function departures({ name, attributes, children, text: inside }: Element): string[] {
  const rule = RULES[name];
  if (!rule) return [`${name} is no element`];
  const allowed = [...rule.required, ...rule.optional];
  return [
    ...rule.required.filter((one) => !(one in attributes)).map((one) => `${name} lacks ${one}`),
    ...Object.keys(attributes)
      .filter((one) => !allowed.includes(one))
      .map((one) => `${name} has ${one}`),
    ...(attributes.time === undefined || TIME.test(attributes.time) ? [] : [`${name} has no time`]),
    ...(inside.trim() && !rule.mayHoldText ? [`${name} holds text`] : []),
    ...children.flatMap((child) =>
      rule.children.includes(child.name) ? departures(child) : [`${name} holds ${child.name}`],
    ),
  ];
}

const outage = { ...conforming, verdict: "inconclusive", inconclusive: "no answer" } as const;
const strict = { ...violated, failOn: "warning" } as const;
const reports = {
  conforming,
  violated,
  strict,
  verified,
  undecided,
  outage,
  crowded,
  empty,
  repeated,
};

describe.each(Object.entries(reports))("%s", (_name, report) => {
  const root = read(renderJunit(report));
  const suites = root.children;
  const casesOf = (suite: Element) => suite.children.filter(({ name }) => name === "testcase");
  const amount = (all: readonly Element[], kind: string) =>
    String(all.filter(({ children }) => children.some(({ name }) => name === kind)).length);

  test("is valid by the schema of Jenkins' xUnit plugin", () => {
    expect(departures(root)).toEqual([]);
  });

  test("counts what it holds", () => {
    for (const suite of suites) {
      const cases = casesOf(suite);
      expect(suite.attributes).toMatchObject({
        tests: String(cases.length),
        failures: amount(cases, "failure"),
        errors: amount(cases, "error"),
        skipped: amount(cases, "skipped"),
      });
    }
    const all = suites.flatMap(casesOf);
    expect(root.attributes).toMatchObject({
      tests: String(all.length),
      failures: amount(all, "failure"),
      errors: amount(all, "error"),
    });
  });

  // GitLab tells cases apart by both; Azure and the reporters for GitHub show a message, a text and a
  // duration, and sort by the one outcome that a case has.
  test("gives each case what the readers of GitLab, Azure and GitHub take", () => {
    const cases = suites.flatMap(casesOf);
    const names = cases.map(({ attributes: { classname, name } }) => `${classname} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { attributes, children } of cases) {
      expect(attributes).toEqual({
        name: expect.stringMatching(/./),
        classname: expect.stringMatching(/./),
        time: expect.stringMatching(/^\d+\.\d{3}$/),
      });
      const outcomes = children.filter(({ name }) => name !== "system-out");
      expect(outcomes.length).toBeLessThanOrEqual(1);
      for (const outcome of outcomes) {
        expect(outcome.attributes.message).toMatch(/./);
        if (outcome.name === "failure") expect(outcome.text).toMatch(/^expects: /);
      }
    }
    for (const { attributes } of suites) {
      expect(attributes.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    }
  });
});

test("what the schema does not allow is noticed", () => {
  const departuresOf = (xml: string) => departures(read(xml));
  expect(
    departuresOf('<testsuites skipped="1"><testcase name="a" file="b" time="1 s"/></testsuites>'),
  ).toEqual(["testsuites has skipped", "testsuites holds testcase"]);
  const suite = (inside: string) =>
    `<testsuite name="a" tests="1" failures="0" errors="0">${inside}</testsuite>`;
  expect(departuresOf(suite('<testcase name="a" file="b" time="1 s">text</testcase>'))).toEqual([
    "testcase has file",
    "testcase has no time",
    "testcase holds text",
  ]);
  expect(departuresOf('<testsuite name="a"><testcase/></testsuite>')).toEqual([
    "testsuite lacks tests",
    "testsuite lacks failures",
    "testsuite lacks errors",
    "testcase lacks name",
  ]);
});
