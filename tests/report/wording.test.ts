/** What each format makes of the sample reports, word for word; mend a wanted change with `jest -u`. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { renderers } from "../../src/report/formats/renderers.js";
import { crowded, empty, repeated } from "./rare-samples.js";
import { conforming, undecided, verified, violated } from "./sample.js";

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
