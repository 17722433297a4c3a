/** Reports as JUnit, GitHub annotations, Markdown, HTML and JSON: what each holds, what it escapes, and which schema it meets. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { deriveSchemas } from "../../scripts/schemas/derive.js";
import { renderers } from "../../src/report/formats/renderers.js";
import { FORMATS, type Report } from "../../src/report/report.js";
import { conforming, result, verified, violated } from "./sample.js";

/** Text that would do harm in one format or another. */
const hostile =
  "</script><img src=x onerror=alert(1)>]]>&\"' `|` %0A::error::x\u0000\u0007\u001b[2J\u202e\ud800\uffff\n::error::y";

const [hostileFinding] = violated.results[4]?.findings ?? [];
if (!hostileFinding) throw new Error("The sample has lost its finding.");

const poisoned: Report = {
  ...verified,
  target: hostile,
  results: [
    result(`legal/${hostile}`, {
      outcome: "failed",
      expects: hostile,
      needs: hostile,
      curl: hostile,
      findings: [
        {
          ...hostileFinding,
          pointer: hostile,
          received: hostile,
          message: hostile,
          cause: hostile,
        },
      ],
    }),
    result("skipped", { outcome: "skipped", needs: hostile }),
  ],
};

test("there is a renderer for every format, and each ends its last line", () => {
  expect(Object.keys(renderers).sort()).toEqual([...FORMATS].sort());
  for (const format of FORMATS) {
    for (const report of [violated, conforming, verified]) {
      expect(renderers[format](report)).toMatch(/[^\n]\n$/);
    }
  }
});

test("every format states target, version, digest, coverage and what was skipped", () => {
  for (const format of FORMATS) {
    const text = renderers[format](violated);
    expect(text).toContain("127.0.0.1:4010");
    expect(text).toContain(violated.description.digest);
    expect(text).toContain(violated.description.version);
    expect(text).toMatch(/responseProperties|answer[ _]fields/);
    // What was skipped, by what would enable it.
    expect(text).toContain("SOLV_EXPIRED_ACCESS_TOKEN");
  }
});

test("every format holds the notes", () => {
  const notes = ["The requests went through the proxy proxy.example:3128."];
  for (const format of FORMATS) {
    const text = renderers[format]({ ...violated, notes });
    expect(text.replace(/\s+/g, " ")).toContain(notes[0]);
  }
});

describe("junit", () => {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" });
  const suitesOf = (report: Report) => {
    const xml = renderers.junit(report);
    expect(XMLValidator.validate(xml)).toBe(true);
    return parser.parse(xml).testsuites;
  };

  test("no two cases have one name, whichever tier and booking they are of", () => {
    const at = (id: string, parts: Partial<Report["results"][number]> = {}) =>
      result("repeat", { id: `cancelExternalBooking/${id}`, ...parts });
    const results = [
      at("body/none"),
      at("booking/body/none", { tier: "booking", booking: 2 }),
      ...[1, 2].map((booking) => at("cancel/repeat", { tier: "cancel", booking })),
      ...[1, 2].map(() => at("cancel/repeat", { tier: "cancel", outcome: "skipped" })),
    ];
    const cases = suitesOf({ ...violated, results }).testsuite.testcase;
    expect(cases.map(({ name }: { name: string }) => name)).toEqual([
      "body/none",
      "booking/body/none",
      "cancel/repeat (booking 1)",
      "cancel/repeat (booking 2)",
      "cancel/repeat",
      "cancel/repeat (2)",
    ]);
  });

  test("a warning fails where warnings fail the run", () => {
    const { testsuite, failures } = suitesOf({ ...violated, failOn: "warning" });
    expect(failures).toBe("3");
    const warned = testsuite[0].testcase[1];
    expect(warned.failure).toMatchObject({ type: "status_code_conformance" });
    expect(warned["system-out"]).toBeUndefined();
  });

  test("holds nothing that XML forbids", () => {
    const xml = renderers.junit(poisoned);
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(xml).not.toMatch(/[^\n\P{Cc}]|\uffff|\p{Cs}/u);
    expect(xml).not.toContain("<img");
    expect(xml).not.toContain("]]>");
  });
});

describe("github", () => {
  test("lets nothing start a command of its own", () => {
    const lines = renderers.github(poisoned).trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("::"))).toHaveLength(2);
    expect(lines).toHaveLength(2 + 8);
    expect(lines[0]).toContain("%250A%3A%3Aerror%3A%3Ax");
  });
});

describe("markdown", () => {
  test("escapes what would be markup", () => {
    const outside = renderers
      .markdown(poisoned)
      .split("\n")
      .filter((line) => !line.startsWith("      "))
      .map((line) => line.replace(/(`+).*?\1(?!`)/g, ""));
    for (const line of outside) expect(line).not.toMatch(/<img|<\/script/);
  });

  test("stops after fifty findings and says so", () => {
    const withFindings = (length: number) => {
      const results = Array.from({ length }, (_, index) =>
        result(`legal/${index}`, {
          outcome: "failed",
          findings: [{ ...hostileFinding, pointer: `/${index}` }],
        }),
      );
      return renderers.markdown({ ...violated, results });
    };
    expect(withFindings(50).match(/^### 🔴/gm)).toHaveLength(50);
    expect(withFindings(50)).not.toContain("more finding");
    expect(withFindings(60).match(/^### 🔴/gm)).toHaveLength(50);
    expect(withFindings(60)).toContain("And 10 more findings; the JSON report has them all.");
  });
});

describe("html", () => {
  test("loads nothing and escapes everything", () => {
    const page = renderers.html(poisoned);
    expect(page).not.toMatch(/<[^>]*\s(src|onerror)=|<(img|link|iframe)\b|url\(|@import/);
    // A link leads to another place of the page, never out of it.
    expect(page).not.toMatch(/\shref=(?!"#(finding|probe)-[0-9a-f]{10}")/);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).toContain("default-src 'none'");
  });

  test("joins equal findings in one block with a link that is the same in the next run", () => {
    const anchors = (page: string) => page.match(/id="finding-[0-9a-f]{10}"/g) ?? [];
    const page = renderers.html(violated);
    expect(anchors(page)).toHaveLength(2);
    expect(page).toContain("legal/<wbr>minimal and 1 more probe");
    const later = { ...violated, startedAt: new Date(1).toISOString(), durationMs: 9 };
    expect(anchors(renderers.html(later))).toEqual(anchors(page));
  });

  test("names no anchor twice, and no link leads nowhere", () => {
    const twice = {
      ...violated,
      results: [violated, structuredClone(violated)].flatMap(({ results }) => results),
    };
    for (const report of [violated, verified, conforming, twice]) {
      const page = renderers.html(report);
      const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
    }
  });

  test("shows known findings apart, with their reason, and not among those that count", () => {
    const known = (result: Report["results"][number]) => ({
      ...result,
      findings: result.findings.map((finding) => ({ ...finding, known: "on its way" })),
    });
    const page = renderers.html({ ...violated, results: violated.results.map(known) });
    expect(page).toContain("2 known findings, not counted");
    expect(page).toContain("<dt>known</dt><dd>on its way</dd>");
    expect(page).toContain("No finding.");
    expect(renderers.html(violated)).not.toContain("not counted");
  });

  test("names what was not covered by operation and status, each prefix once", () => {
    const responseProperties = {
      documented: 3,
      exercised: 0,
      missing: ["sample 200 /a", "sample 200 /b_c", "sample 422 /detail/*/loc"],
    };
    const page = renderers.html({
      ...violated,
      coverage: { ...violated.coverage, responseProperties },
    });
    expect(page).toContain(
      "<dt>sample 200</dt><dd><code>a</code>, <code>b_c</code></dd>" +
        "<dt>sample 422</dt><dd><code>detail/*/<wbr>loc</code></dd>",
    );
  });
});

const root = join(__dirname, "../..");
const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));

test("each shipped schema is what its type says; mend with `npm run schemas`", () => {
  for (const [{ out }, text] of deriveSchemas(root)) {
    expect([out, read(out)]).toEqual([out, JSON.parse(text)]);
  }
});

describe("report.schema.json", () => {
  const validate = new Ajv2020({ allErrors: true }).compile(read("src/report/report.schema.json"));

  test.each([
    ["violated", violated],
    ["conforming", conforming],
    ["verified", verified],
  ])("accepts the %s report", (_, report) => {
    validate(JSON.parse(JSON.stringify(report)));
    expect(validate.errors).toBeNull();
  });

  test("refuses another verdict, a missing count and an unknown member", () => {
    const { unreadable: _, ...summary } = violated.summary;
    expect(validate({ ...violated, verdict: "perhaps" })).toBe(false);
    expect(validate({ ...violated, summary })).toBe(false);
    expect(validate({ ...violated, patient: "Jane" })).toBe(false);
  });
});
