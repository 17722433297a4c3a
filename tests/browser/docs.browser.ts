/** The site that `npm run docs` builds opens without a network, shows what it is for, and has no dead link. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "./launch.js";

const run = promisify(execFile);
const root = resolve(__dirname, "../..");
const docs = (file: string) => pathToFileURL(join(root, "dist/docs", file)).href;
let browser: Browser;
let page: Page;
let asked: string[];
let problems: string[];

beforeAll(async () => {
  await run("npm", ["run", "--silent", "docs"], { cwd: root });
  browser = await launchChromium();
}, 600_000);
afterAll(() => browser?.close());

beforeEach(async () => {
  [asked, problems] = [[], []];
  page = await browser.newPage();
  page.on("pageerror", (error) => problems.push(error.message));
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (/^(file|data|blob):/.test(url)) return route.continue();
    asked.push(url);
    return route.abort();
  });
});

test("the endpoint's reference", async () => {
  // The page renders an operation when it comes into view.
  await page.goto(`${docs("endpoint.html")}#/external_bookings/cancelexternalbooking`);
  for (const words of ["Cancel an external booking", "external_location_id", "write:bookings"]) {
    await page.getByText(words).first().waitFor();
  }
  await page.getByAltText("redocly logo").waitFor();
  expect(asked).toEqual([]);
  expect(problems).toEqual([]);
}, 60_000);

test("the start page, the guides and the TypeScript reference", async () => {
  await page.goto(docs("index.html"));
  await page.getByRole("heading", { name: "Cancel a booking" }).first().waitFor();
  for (const entry of ["/types", "/contract", "/testing", "/sandbox"]) {
    await page
      .getByRole("link", { name: `solv-external-bookings${entry}` })
      .first()
      .waitFor();
  }
  await page.getByRole("link", { name: "Every error" }).first().click();
  await page.getByRole("heading", { name: "The client" }).first().waitFor();
  await page.getByRole("link", { name: "The endpoint's reference" }).first().click();
  await page.waitForURL(/endpoint\.html/);
  await page.goto(docs("functions/solv-external-bookings.createSolvClient.html"));
  await page.getByText("Creates a client.").first().waitFor();
  expect(asked).toEqual([]);
  expect(problems).toEqual([]);
}, 60_000);

test("no link is dead", () => {
  const site = join(root, "dist/docs");
  const htmls = readdirSync(site, { recursive: true, encoding: "utf8" }).filter(
    // Redocly's page is a program that makes its own links.
    (file) => file.endsWith(".html") && file !== "endpoint.html",
  );
  const texts = new Map(htmls.map((file) => [file, readFileSync(join(site, file), "utf8")]));
  const isAnchorOf = (file: string, anchor: string) => texts.get(file)?.includes(`id="${anchor}"`);
  const dead = [...texts].flatMap(([from, text]) =>
    [...text.matchAll(/ (?:href|src)="([^"]*)"/g)].flatMap(([, target = ""]) => {
      if (/^(https?|data|mailto|javascript):/.test(target)) return [];
      const [, path = "", anchor = ""] = /^([^?#]*)(?:\?[^#]*)?#?(.*)$/.exec(target) ?? [];
      const file = path ? join(dirname(from), decodeURIComponent(path)) : from;
      const isThere = existsSync(join(site, file));
      const isWhole = !anchor || !texts.has(file) || isAnchorOf(file, decodeURIComponent(anchor));
      return isThere && isWhole ? [] : [`${from}: ${target}`];
    }),
  );
  expect(htmls.length).toBeGreaterThan(50);
  expect([...new Set(dead)]).toEqual([]);
});
