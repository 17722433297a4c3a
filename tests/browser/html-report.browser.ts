/** The HTML report in a real headless Chromium: `npm run test:browser`; CHROMIUM_PATH names another binary. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { checkContract } from "../../src/check/run.js";
import { renderHtml } from "../../src/report/formats/html.js";
import { startSandbox } from "../../src/sandbox/server.js";
import { result, verified, violated } from "../report/sample.js";
import { launchChromium } from "./launch.js";

const directory = mkdtempSync(join(tmpdir(), "solv-report-"));
const screenshots = process.env.SCREENSHOTS ?? directory;
let browser: Browser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  browser = await launchChromium();
}, 30_000);

afterAll(async () => {
  await browser?.close();
  rmSync(directory, { recursive: true });
});

async function open(
  html: string,
  { width = 1280, height = 900, scheme = "light" as "light" | "dark" } = {},
): Promise<void> {
  const file = join(directory, "report.html");
  writeFileSync(file, html);
  page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (request.url().split(/[?#]/)[0] !== pathToFileURL(file).href)
      problems.push(`requested ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
}

beforeEach(() => {
  problems = [];
});

afterEach(async () => {
  await page.close();
  expect(problems).toEqual([]);
});

const ids = (selector: string) =>
  page
    .locator(`${selector}:not([hidden]) > summary`)
    .evaluateAll((nodes) => nodes.map((node) => node.textContent?.replace(/\s+/g, " ").trim()));
const rows = () => ids(".row");
const chip = (name: string) => page.locator("label", { hasText: name });

test("shows what failed and warned at first, and by chips, text and URL something else", async () => {
  await open(renderHtml(violated));
  expect(await rows()).toEqual([
    "! warned authentication/no_token",
    "✖ failed legal/minimal",
    "✖ failed legal/full",
  ]);
  expect(await page.locator("#shown").textContent()).toBe("3 of 9");
  expect(await page.locator("label").allTextContents()).toEqual([
    "✖ failed 2",
    "! warned 1",
    "? inconclusive 1",
    "✔ passed 3",
    "– skipped 2",
  ]);

  await chip("warned").click();
  expect(await rows()).toHaveLength(2);
  expect(new URL(page.url()).search).toBe("?show=failed");
  await chip("passed").click();
  await page.getByLabel("Search").fill("SERVICE_ID");
  await page.getByLabel("Search").press("Enter");
  expect(await rows()).toEqual(["✔ passed body/missing/service_id"]);
  await page.reload();
  expect(await rows()).toEqual(["✔ passed body/missing/service_id"]);
  expect(await page.getByLabel("Search").inputValue()).toBe("SERVICE_ID");

  await page.getByRole("button", { name: "Show all" }).click();
  expect(await page.locator("#shown").textContent()).toBe("9 of 9");
});

test("joins equal findings in one block, and a link opens what it leads to", async () => {
  await open(renderHtml(violated));
  expect(await ids(".finding")).toEqual([
    "✖ error nothing at /email, where a required property is documented cancelExternalBooking/legal/minimal and 1 more probe",
    "! warning 403, where 200 or 422 is documented cancelExternalBooking/authentication/no_token",
  ]);
  const warning = page.locator(".finding").nth(1);
  const anchor = await warning.getAttribute("id");
  await chip("warned").click();
  expect(await warning.isVisible()).toBe(false);
  await page.goto(`${page.url()}#${anchor}`);
  expect(await warning.isVisible()).toBe(true);
  expect(await warning.evaluate((node) => node.hasAttribute("open"))).toBe(true);
});

test("copies the request", async () => {
  await open(renderHtml(violated));
  await page.locator(".finding summary").first().click();
  const button = page.locator(".finding .copy").first();
  await button.click();
  await page.locator(".finding .copy", { hasText: "Copied" }).first().waitFor();
  expect(await page.evaluate(() => String(getSelection()))).toMatch(/^curl -X DELETE/);
});

test("opens the findings for the printer", async () => {
  await open(renderHtml(violated));
  expect(await page.locator(".finding[open]").count()).toBe(0);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  expect(await page.locator(".finding[open]").count()).toBe(2);
});

const sizes = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
];

const servers = [
  // So many at least stand above the fold; all of them where they are few.
  { faults: ["detail-string", "accepts-no-token", "accepts-post"], failed: undefined },
  { faults: ["without-email", "null-id", "mistyped-status", "null-phone"], failed: undefined },
  {
    faults: ["item-without-msg", "accepts-mistyped-service-id", "same-id-for-all"].concat([
      "without-email",
      "null-status",
      "crashes-on-another-method",
    ]),
    failed: 4,
  },
] as const;

async function reportOf(faults: readonly string[]) {
  const sandbox = await startSandbox({ faults: [...faults], bookings: 9 });
  const { baseUrl, credentials, bookings } = sandbox;
  const { clientId, accessToken } = credentials;
  const given = { bookings: bookings.slice(0, 9), allowCancel: true };
  const report = await checkContract({ baseUrl, clientId, accessToken, ...given }).finally(() =>
    sandbox.close(),
  );
  expect(report.results.length).toBeGreaterThan(170);
  return report;
}

test.each(sizes.flatMap((size) => servers.map((server) => ({ ...size, ...server }))))(
  "tells the worst above the fold of $width x $height with $faults",
  async ({ faults, failed: least, ...size }) => {
    await open(renderHtml(await reportOf(faults)), size);
    const summaries = await page.locator(".finding.failed > summary").all();
    expect(summaries.length).toBeGreaterThan(1);
    const worst = summaries.slice(0, least);
    for (const node of [page.locator(".verdict"), page.locator(".danger"), ...worst]) {
      const box = await node.boundingBox();
      expect((box?.y ?? Number.NaN) + (box?.height ?? 0)).toBeLessThanOrEqual(size.height);
    }
    const length = await page.evaluate(() => document.documentElement.scrollHeight);
    expect(length).toBeLessThanOrEqual(3 * size.height);
    await page.locator("details").evaluateAll((all) => {
      for (const one of all) one.setAttribute("open", "");
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
  },
);

test.each([
  ["phone", 390, "light"],
  ["phone", 390, "dark"],
  ["desktop", 1280, "light"],
  ["desktop", 1280, "dark"],
] as const)("fits a %s of %i pixels, %s", async (device, width, scheme) => {
  await open(renderHtml({ ...violated, results: [...violated.results, ...verified.results] }), {
    width,
    scheme,
  });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  const [background] = await page.evaluate(() =>
    (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(Number),
  );
  expect(Number(background) < 128).toBe(scheme === "dark");
  const path = join(screenshots, `report-${device}-${scheme}.png`);
  expect((await page.screenshot({ path, fullPage: true })).length).toBeGreaterThan(10_000);
});

test("runs nothing that a report brings along", async () => {
  const hostile = `</code></script><img src=x onerror="document.title='run'"><script>document.title='run'</script>`;
  await open(
    renderHtml({ ...violated, target: hostile, results: [result(hostile, { curl: hostile })] }),
  );
  expect(await page.title()).toContain("<script>");
  expect(await page.locator("img").count()).toBe(0);
});
