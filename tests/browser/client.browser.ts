/** The client, bundled for a page, in a real headless Chromium against the sandbox, with a token. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { type Sandbox, startSandbox } from "../../src/sandbox.js";
import { launchChromium } from "./launch.js";

const directory = mkdtempSync(join(tmpdir(), "solv-client-"));
let browser: Browser;
let bundle: string;

beforeAll(async () => {
  // jest runs CommonJS and rolldown is an ES module, so it runs as a command.
  const cli = "node_modules/rolldown/bin/cli.mjs";
  const options = ["--platform", "browser", "--format", "iife", "--name", "solv", "--minify"];
  const file = join(directory, "client.js");
  execFileSync(process.execPath, [cli, "src/index.ts", ...options, "--file", file]);
  bundle = readFileSync(file, "utf8");
  browser = await launchChromium();
}, 30_000);

afterAll(async () => {
  await browser?.close();
  rmSync(directory, { recursive: true });
});

/** A page of the sandbox's own origin, so that no consent (CORS) is needed. */
async function pageOf(sandbox: Sandbox): Promise<Page> {
  const page = await browser.newPage();
  const url = `${sandbox.baseUrl}/page`;
  const body = `<!doctype html><title>Sample</title><script>${bundle}</script>`;
  await page.route(url, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(url);
  return page;
}

/** Cancels the first booking from within the page. */
async function cancelOn(page: Page, sandbox: Sandbox): Promise<unknown> {
  const [booking] = sandbox.bookings;
  const { clientId, accessToken } = sandbox.credentials;
  return page.evaluate(
    async ([baseUrl, clientId, accessToken, id, external_location_id, service_id]) => {
      const { createSolvClient } = (
        globalThis as unknown as { solv: typeof import("../../src/index.js") }
      ).solv;
      const client = createSolvClient({
        baseUrl: String(baseUrl),
        clientId: String(clientId),
        accessToken: String(accessToken),
      });
      const body = {
        external_location_id: String(external_location_id),
        service_id: String(service_id),
      };
      return client.cancelExternalBooking(String(id), body).then(
        ({ id, status }) => ({ id, status }),
        (error) => JSON.parse(JSON.stringify(error)),
      );
    },
    [
      sandbox.baseUrl,
      clientId,
      accessToken,
      booking?.external_booking_id,
      booking?.external_location_id,
      booking?.service_id,
    ],
  );
}

test("a booking is cancelled", async () => {
  const sandbox = await startSandbox();
  const page = await pageOf(sandbox);
  const { id, status } = sandbox.bookings[0]?.expect ?? {};
  expect(await cancelOn(page, sandbox)).toEqual({ id, status });
  expect(sandbox.requests.map(({ method }) => method)).toEqual(["DELETE"]);
  expect(sandbox.state()[0]?.cancelled).toBe(1);
  await page.close();
  await sandbox.close();
});

test.each([
  ["status-404", "not_found", "not_applied"],
  ["redirect-307", "redirect", "unknown"],
  ["captive-portal", "contract_violation", "unknown"],
  ["null-email", "contract_violation", "applied"],
  ["reset-in-body", "truncated", "unknown"],
])("%s is told apart", async (name, code, outcome) => {
  const sandbox = await startSandbox({ faults: [name] });
  const page = await pageOf(sandbox);
  expect(await cancelOn(page, sandbox)).toMatchObject({ code, outcome });
  expect(sandbox.elsewhere).toEqual([]);
  await page.close();
  await sandbox.close();
});

test("a clientSecret is refused", async () => {
  const sandbox = await startSandbox();
  const page = await pageOf(sandbox);
  const message = await page.evaluate((baseUrl) => {
    const { createSolvClient } = (
      globalThis as unknown as { solv: typeof import("../../src/index.js") }
    ).solv;
    try {
      createSolvClient({ baseUrl, clientId: "sample-client", clientSecret: "sample-secret" });
      return "";
    } catch (error) {
      return String(error);
    }
  }, sandbox.baseUrl);
  expect(message).toContain("must not be used in a browser");
  await page.close();
  await sandbox.close();
});
