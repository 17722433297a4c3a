/** The HTML report in a real headless Chromium: `npm run test:browser`; CHROMIUM_PATH names another binary. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { renderHtml } from "../../src/report/formats/html.js";
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
  { width = 1200, scheme = "light" as "light" | "dark" } = {},
): Promise<void> {
  const file = join(directory, "report.html");
  writeFileSync(file, html);
  page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme });
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) problems.push(`requested ${request.url()}`);
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

const shown = () =>
  page
    .locator("article:visible summary code")
    .evaluateAll((nodes) => nodes.map((node) => node.textContent));

test("filters by outcome, severity and text, and shows all again", async () => {
  await open(renderHtml(violated));
  expect(await shown()).toHaveLength(9);

  await page.getByRole("group", { name: "Outcome" }).getByLabel("failed").check();
  expect(await shown()).toEqual([
    "cancelExternalBooking/legal/minimal",
    "cancelExternalBooking/legal/full",
  ]);

  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByRole("group", { name: "Severity" }).getByLabel("warning").check();
  expect(await shown()).toEqual(["cancelExternalBooking/authentication/no_token"]);

  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByLabel("Search").fill("SERVICE_ID");
  expect(await shown()).toEqual(["cancelExternalBooking/body/missing/service_id"]);
  await page.getByLabel("Search").press("Enter");
  expect(await page.locator("#shown").textContent()).toBe("1 of 9");
});

test("a cell of the matrix shows its results", async () => {
  await open(renderHtml(violated));
  const name = "Show cancelExternalBooking authentication, skipped: 1";
  await page.getByRole("button", { name }).click();
  expect(await shown()).toEqual(["cancelExternalBooking/authentication/expired_token"]);
  expect(await page.locator("#shown").textContent()).toBe(
    "1 of 9 in cancelExternalBooking/authentication",
  );
  await page.getByRole("button", { name: "Show all" }).click();
  expect(await shown()).toHaveLength(9);
});

test.each([
  ["phone", 360, "light"],
  ["phone", 360, "dark"],
  ["desktop", 1200, "light"],
  ["desktop", 1200, "dark"],
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
