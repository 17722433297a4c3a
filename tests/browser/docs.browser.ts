/** The references that `npm run docs` builds open without a network, and show what they are for. */
import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
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

test("the TypeScript reference", async () => {
  await page.goto(docs("typescript/index.html"));
  for (const name of ["index.node", "types", "contract", "testing", "sandbox"]) {
    await page.getByRole("link", { name }).first().waitFor();
  }
  await page.goto(docs("typescript/functions/index.node.createSolvClient.html"));
  await page.getByText("Creates a client.").first().waitFor();
  expect(asked).toEqual([]);
  expect(problems).toEqual([]);
}, 60_000);
