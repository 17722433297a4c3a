/**
 * The picture of the HTML report in the README is taken from today's report. After a change of the report:
 * `UPDATE_PICTURE=1 npm run test:browser -- picture`.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { withoutNumbers } from "../../scripts/pages/parts.js";
import { checkContract } from "../../src/check/run.js";
import { renderHtml } from "../../src/report/formats/html.js";
import { startSandbox } from "../../src/sandbox/server.js";
import { violated } from "../report/sample.js";
import { launchChromium } from "./launch.js";

const file = resolve(__dirname, "../../.github/report.png");

const directory = mkdtempSync(join(tmpdir(), "solv-picture-"));
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
}, 30_000);
afterAll(async () => {
  await browser?.close();
  rmSync(directory, { recursive: true });
});

/** Which look of the report a picture is of: pixels differ with the fonts of a machine, its page does not. */
function lookOfReport(): string {
  const page = withoutNumbers(renderHtml(violated));
  return `Look\0${createHash("sha256").update(page).digest("hex").slice(0, 16)}`;
}

/** A PNG that also holds a text (PNG, third edition, §11.3.3.2), in front of its last chunk. */
function withText(png: Buffer, text: string): Buffer {
  const chunk = Buffer.from(`tEXt${text}`, "latin1");
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(text.length);
  sum.writeUInt32BE(crc32(chunk));
  return Buffer.concat([png.subarray(0, -12), length, chunk, sum, png.subarray(-12)]);
}

test("the README's picture is that of today's report", async () => {
  const sandbox = await startSandbox({ faults: ["detail-string", "accepts-no-token"] });
  const report = await checkContract({
    baseUrl: sandbox.baseUrl,
    clientId: sandbox.credentials.clientId,
    accessToken: sandbox.credentials.accessToken,
    bookings: sandbox.bookings.slice(0, 3),
    allowCancel: true,
    targetName: "partner-api.example",
  }).finally(() => sandbox.close());
  const html = join(directory, "report.html");
  writeFileSync(html, renderHtml(report));
  const viewport = { width: 1000, height: 640 };
  const page = await browser.newPage({ viewport, colorScheme: "light" });
  await page.goto(pathToFileURL(html).href);
  const taken = withText(await page.screenshot(), lookOfReport());
  if (process.env.UPDATE_PICTURE) writeFileSync(file, taken);
  // It is shown as a picture, with the text in it.
  await page.goto(pathToFileURL(file).href);
  const [width, height] = await page.locator("img").evaluate((node) => {
    const { naturalWidth, naturalHeight } = node as HTMLImageElement;
    return [naturalWidth, naturalHeight];
  });
  expect({ width, height }).toEqual(viewport);
  expect(readFileSync(file, "latin1")).toContain(lookOfReport());
}, 60_000);
