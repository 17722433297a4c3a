/**
 * The words that formats share: numbers, times, places, groups, verdicts, and text made safe. Then what each
 * format makes of the sample reports, word for word; mend a wanted change with `jest -u`.
 */
import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { createReport, outcomeOf } from "../../src/report/create.js";
import { codeSpan, escapeMarkdown, escapeMarkup } from "../../src/report/formats/markup.js";
import { renderers } from "../../src/report/formats/renderers.js";
import type { Report } from "../../src/report/report.js";
import {
  count,
  digits,
  duration,
  groupResults,
  nounOf,
  printable,
  shortVerdictOf,
  skippedByNeed,
  verdictOf,
  whereSeen,
} from "../../src/report/words.js";
import { crowded, empty, repeated } from "./rare-samples.js";
import { conforming, result, undecided, verified, violated } from "./sample.js";

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1 000"],
  [1234567, "1 234 567"],
])("%d is written %s", (amount, text) => expect(digits(amount)).toBe(text));

test.each([
  [count(0, "probe"), "0 probes"],
  [count(1, "probe"), "1 probe"],
  [count(2, "probe"), "2 probes"],
  [count(2, "body", "bodies"), "2 bodies"],
])("%s", (text, expected) => expect(text).toBe(expected));

test.each([
  [0.4, "0 ms"],
  [999, "999 ms"],
  [1000, "1.0 s"],
  [59_999, "60.0 s"],
  [60_000, "1.0 min"],
  [90_000, "1.5 min"],
])("%d ms last %s", (ms, text) => expect(duration(ms)).toBe(text));

test("what was seen once has one place, what was seen more often the first and the last", () => {
  const [first, last] = [
    { file: "a", at: 1 },
    { file: "b", at: 2 },
  ];
  expect(whereSeen({ count: 1, first, last: first })).toBe("a:1");
  expect(whereSeen({ count: 2, first, last })).toBe("2 times, first a:1, last b:2");
});

test("results are grouped by operation and first word, in order of appearance", () => {
  const results = ["a/1", "b", "a/2"].map((caseName) => result(caseName));
  const other = result("a/1", { operationId: "createAccessToken" });
  const groups = groupResults([...results, other]);
  expect(
    groups.map(({ operationId, name, results: of }) => [operationId, name, of.length]),
  ).toEqual([
    ["cancelExternalBooking", "a", 2],
    ["cancelExternalBooking", "b", 1],
    ["createAccessToken", "a", 1],
  ]);
});

test("skipped results are listed by what they need", () => {
  const results = [
    result("a", { outcome: "skipped", needs: "--x" }),
    result("b", { outcome: "passed", needs: "--x" }),
    result("c", { outcome: "skipped" }),
    result("d", { outcome: "skipped", needs: "--x" }),
  ];
  const listed = [...skippedByNeed(results)].map(([need, of]) => [
    need,
    of.map(({ case: caseName }) => caseName),
  ]);
  expect(listed).toEqual([
    ["--x", ["a", "d"]],
    ["a longer run", ["c"]],
  ]);
});

describe("the verdict", () => {
  const nothing = { passed: 0, warned: 0, failed: 0, inconclusive: 0, skipped: 0 };
  const summary = (parts: Partial<typeof conforming.summary>) => ({
    ...conforming,
    summary: { ...conforming.summary, ...nothing, ...parts },
  });
  test.each([
    [verdictOf(conforming), "Conforms: 2 passed"],
    [verdictOf(verified), "Violates the description: 1 failed"],
    [verdictOf({ ...verified, failOn: "warning" }), "Violates the description: 1 failed"],
    [
      verdictOf({ ...summary({ warned: 1 }), verdict: "violations" }),
      "Fails on warnings: 1 warned",
    ],
    [verdictOf(summary({})), "Nothing was judged"],
    [
      verdictOf(summary({ skipped: 3, inconclusive: 1 })),
      "Nothing was judged: 1 inconclusive, 3 skipped",
    ],
    [verdictOf(summary({ warned: 1 })), "Conforms: 1 warned"],
    [
      verdictOf({ ...summary({ passed: 1 }), interrupted: true }),
      "Conforms: interrupted, 1 passed",
    ],
    [verdictOf({ ...summary({}), interrupted: true }), "Nothing was judged: interrupted"],
    [
      verdictOf({ ...summary({ skipped: 1 }), verdict: "inconclusive", inconclusive: "no answer" }),
      "Inconclusive, no answer: 1 skipped",
    ],
    [
      verdictOf({ ...summary({ passed: 1 }), verdict: "inconclusive", inconclusive: "no answer" }),
      "Inconclusive, no answer: 1 passed",
    ],
  ])("is: %s", (text, expected) => expect(text).toBe(expected));
});

describe("the verdict beside the list of open bookings", () => {
  const open = (parts: Partial<Report>) => {
    const undecided = "booking 2 may be cancelled: 504 was answered";
    const results = [result("a"), result("b", { booking: 2, outcome: "inconclusive", undecided })];
    return shortVerdictOf({ ...conforming, results, ...parts });
  };
  const inconclusive = "booking 2 may be cancelled";
  test.each([
    [open({ verdict: "inconclusive", inconclusive }), "Inconclusive: 2 passed"],
    [open({ verdict: "violations" }), "Fails on warnings: 2 passed"],
    [
      open({ verdict: "inconclusive", inconclusive: "the server failed" }),
      "Inconclusive, the server failed: 2 passed",
    ],
    [open({}), "Conforms: 2 passed"],
  ])("is: %s", (text, expected) => expect(text).toBe(expected));
});

describe("text from elsewhere", () => {
  test.each(["\u0000", "\u001b", "\n", "\u007f", "\u009b", "\ud800", "\u2028", "\u202e", "\u2069"])(
    "loses %j",
    (char) => {
      expect(printable(`a${char}b${char}`)).toBe("a\ufffdb\ufffd");
      expect(escapeMarkup(`a${char}`)).toBe("a\ufffd");
      expect(escapeMarkdown(`a${char}`)).toBe("a\ufffd");
      expect(codeSpan(`a${char}`)).toBe("`a\ufffd`");
    },
  );

  test.each([
    ["::error::x", "\ufffderror::x"],
    ["a ::error::x", "a \ufffderror::x"],
    ["a##[add-mask]b", "a\ufffd[add-mask]b"],
    ["##vso[task]x", "\ufffdvso[task]x"],
    ["http://[::1]:80 a::b ## c", "http://[::1]:80 a::b ## c"],
  ])("begins no workflow command: %s", (text, wanted) => expect(printable(text)).toBe(wanted));

  test("keeps what people write", () => expect(printable("é 預約 🦷 –")).toBe("é 預約 🦷 –"));

  test("is no markup", () => {
    expect(escapeMarkup("<a b=\"c\" d='e'>&&amp;\uffff\ufffe")).toBe(
      "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;&amp;amp;\ufffd\ufffd",
    );
    expect(escapeMarkdown("a_b *c* [d](e) `f`")).toBe(
      "a&#95;b &#42;c&#42; &#91;d&#93;(e) &#96;f&#96;",
    );
  });

  test.each([
    ["a", "`a`"],
    ["a|b|c", "`a\\|b\\|c`"],
    ["`a`", "`` `a` ``"],
    ["a``b`c", "``` a``b`c ```"],
  ])("in a code span, %s is %s", (text, span) => expect(codeSpan(text)).toBe(span));
});

test("an outcome is the worst of the findings", () => {
  const [error, warning] = [{ severity: "error" }, { severity: "warning" }];
  expect(outcomeOf([])).toBe("passed");
  expect(outcomeOf([warning])).toBe("warned");
  expect(outcomeOf([warning, error])).toBe("failed");
});

test("a report without warnings does not fail on them, and one without asides counts none", () => {
  const parts = { ...conforming, startedAt: new Date(0), exchanges: 1 };
  expect(createReport({ ...parts, failOn: "warning" })).toMatchObject({
    verdict: "conforms",
    summary: { warnings: 0, unreadable: 0, unmatched: 0 },
  });
});

test("what the results are called depends on where they come from", () => {
  expect(nounOf(conforming)).toBe("probe");
  expect(nounOf(verified)).toBe("case");
});

test("the page counts exchanges where a result stands for many", () => {
  const results = [result("200", { exchanges: 1_250_000 })];
  expect(renderers.html({ ...verified, results })).toContain("✔ 1 250 000<");
});

test("a comma or colon ends no property of an annotation", () => {
  const results = violated.results.map((one) => ({ ...one, id: "a,b:c" }));
  expect(renderers.github({ ...violated, results })).toContain("title=a%2Cb%3Ac");
});

const reports = { conforming, undecided, verified, violated, crowded, empty, repeated };
const formats = ["pretty", "markdown", "junit", "github", "html"] as const;
const cases = formats.flatMap((format) =>
  Object.entries(reports).map(([name, report]) => [format, name, report] as const),
);

/** Without what a browser alone can try: `npm run test:browser` does. */
const withoutStyle = (page: string) =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, "<style></style>")
    .replace(/<script>[\s\S]*?<\/script>/, "<script></script>")
    .replace(/sha256-[\w+/=]+/g, "sha256-");

test.each(cases)("%s of a report that is %s", (format, _name, report) => {
  const { tool, description } = report;
  const text = withoutStyle(renderers[format](report))
    .replaceAll(description.digest, "DIGEST")
    .replaceAll(`${description.title} ${description.version}`, "DESCRIPTION")
    .replaceAll(`${tool.name} ${tool.version}`, "TOOL");
  expect(`\n${text}`).toMatchSnapshot();
});

test.each(Object.entries(reports))("colours of a report that is %s", (_name, report) => {
  const colored = renderers.pretty(report, { color: true, width: 60 });
  // The digest and the versions are another matter, and make lines break elsewhere.
  const [, ...rest] = colored.split("\n\n");
  expect(`\n${rest.join("\n\n").replaceAll("\u001b", "ESC")}`).toMatchSnapshot();
});

describe("the page's own policy", () => {
  test.each(["style", "script"])("lets its %s run, by the hash of what stands there", (kind) => {
    const page = renderers.html(violated);
    const inner = new RegExp(`<${kind}>([\\s\\S]*?)</${kind}>`).exec(page)?.[1] ?? "";
    expect(inner.length).toBeGreaterThan(100);
    const digest = createHash("sha256").update(inner).digest("base64");
    expect(page).toContain(`${kind}-src 'sha256-${digest}'`);
  });
});
