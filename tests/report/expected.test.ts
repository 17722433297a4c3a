/** What each format makes of the sample reports, word for word: the files in `expected/`. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { renderers } from "../../src/report/renderers.js";
import { conforming, verified, violated } from "./sample.js";

const reports = { conforming, verified, violated };
const formats = ["pretty", "markdown", "junit", "github", "html"] as const;
const cases = formats.flatMap((format) =>
  Object.entries(reports).map(([name, report]) => [format, name, report] as const),
);

/** Without what a browser alone can try: `npm run test:browser` does. */
const withoutStyle = (page: string) =>
  page
    .replace(/<style>[^]*?<\/style>/, "<style></style>")
    .replace(/<script>[^]*?<\/script>/, "<script></script>")
    .replace(/sha256-[\w+/=]+/g, "sha256-");

test.each(cases)("%s of a report that is %s", (format, name, report) => {
  const file = join(__dirname, "expected", `${name}.${format}.txt`);
  const { version } = report.tool;
  const text = withoutStyle(renderers[format](report))
    .replaceAll(report.description.digest, "DIGEST")
    .replaceAll(`${report.tool.name} ${version}`, `${report.tool.name} VERSION`);
  expect(text).toBe(readFileSync(file, "utf8"));
});

describe("the page's own policy", () => {
  test.each(["style", "script"])("lets its %s run, by the hash of what stands there", (kind) => {
    const page = renderers.html(violated);
    const inner = new RegExp(`<${kind}>([^]*?)</${kind}>`).exec(page)?.[1] ?? "";
    expect(inner.length).toBeGreaterThan(100);
    const digest = createHash("sha256").update(inner).digest("base64");
    expect(page).toContain(`${kind}-src 'sha256-${digest}'`);
  });
});
