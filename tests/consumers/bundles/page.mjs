/** Cancels from a page in headless Chromium; argument: the bundle. The page's server is a proxy to the sandbox. */
import { readFileSync } from "node:fs";
import http from "node:http";
import { startSandbox } from "solv-external-bookings/sandbox";

// The browser's driver is the project's, not the consumer's.
const { chromium } = await import(process.argv[3]);
const script = readFileSync(process.argv[2], "utf8");
const sandbox = await startSandbox();
const server = http.createServer((request, response) => {
  if (request.url === "/") {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><title>page</title><script type="module">${script}
      globalThis.cancel = cancel;</script>`);
    return;
  }
  const { method, headers, url } = request;
  const onward = http.request(`${sandbox.baseUrl}${url}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  request.pipe(onward);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error.message));
  await page.goto(origin);
  const [{ external_booking_id: id, external_location_id, service_id }] = sandbox.bookings;
  const kind = await page.evaluate((options) => globalThis.cancel(options), {
    baseUrl: origin,
    clientId: sandbox.credentials.clientId,
    id,
    accessToken: sandbox.credentials.accessToken,
    body: { external_location_id, service_id },
  });
  if (kind !== "number") throw new Error(`The booking's id is a ${kind}.`);
  if (sandbox.state()[0].cancelled !== 1) throw new Error("The page cancelled nothing.");
} finally {
  await browser.close();
  server.close();
  await sandbox.close();
}
