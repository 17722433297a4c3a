/** The sandbox over HTTPS, with its faults of the wire. */
import https from "node:https";
import { afterEach, expect, test } from "@jest/globals";
import { type Sandbox, startSandbox } from "../../src/sandbox.js";
import { selfSigned } from "./certificate.js";
import { cancelOf } from "./helpers.js";

const secrets = selfSigned();
const open: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

/** Cancels the first booking over TLS, trusting no certificate but ours. */
async function cancelSecurely(faults: readonly string[]) {
  const sandbox = await startSandbox({ tls: secrets, faults });
  open.push(sandbox);
  const [booking] = sandbox.bookings;
  if (!booking) throw new Error("There is no booking.");
  const { method, target, headers, body } = cancelOf(booking, sandbox);
  const outcome = await new Promise<number | string | undefined>((resolve) => {
    const sent = Buffer.from(JSON.stringify(body));
    const fields = { ...Object.fromEntries(headers), "Content-Length": sent.length };
    const options = { method, ca: secrets.cert, headers: fields };
    https
      .request(sandbox.baseUrl + target, options, (answer) => {
        answer.resume().on("error", () => {});
        resolve(answer.statusCode);
      })
      .on("error", ({ code }: NodeJS.ErrnoException) => resolve(code))
      .end(sent);
  });
  return { sandbox, outcome, cancelled: sandbox.state()[0]?.cancelled };
}

test("a sandbox speaks HTTPS when it is given a key and a certificate", async () => {
  const { sandbox, outcome, cancelled } = await cancelSecurely([]);
  expect(sandbox.baseUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect([outcome, cancelled]).toEqual([200, 1]);
});

test("a fault of the wire works over TLS, too", async () => {
  const { outcome, cancelled } = await cancelSecurely(["reset-before-headers"]);
  expect([outcome, cancelled]).toEqual(["ECONNRESET", 1]);
});
