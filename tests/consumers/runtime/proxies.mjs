/**
 * `node proxies.mjs [environment]`: calls that go through a proxy, by http-proxy-agent or by Node's own
 * support for the proxy of the environment, and what is said of a proxy that lets nothing through.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer, request } from "node:http";
import { promisify } from "node:util";
import { HttpProxyAgent } from "http-proxy-agent";
import { createSolvClient } from "solv-external-bookings";
import { startSandbox } from "solv-external-bookings/sandbox";

const [, , mode, baseUrl = ""] = process.argv;
const body = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
const credentials = { clientId: "sample-client", accessToken: "sample-token" };

/** Run in a process that was told to take the proxy of the environment. */
if (mode === "cancel") {
  const client = createSolvClient({ ...credentials, baseUrl });
  const fetched = await fetch(baseUrl).then(
    () => "through the proxy",
    () => "refused",
  );
  const said = await client.cancelExternalBooking("sample", body).catch((error) => {
    return [error.code, error.outcome, error.status, error.attempts].join(" ");
  });
  console.log(`fetch: ${fetched}\nclient: ${said}`);
  client.close();
} else {
  const asked = [];
  const proxy = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const { method, headers, url } = incoming;
    incoming.pipe(
      request(url, { method, headers, agent: false }, (answer) => {
        outgoing.writeHead(answer.statusCode, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  proxy.on("connect", (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    socket.end("HTTP/1.1 401 No\r\ncontent-length: 0\r\n\r\n");
  });
  await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${proxy.address().port}`;
  const sandbox = await startSandbox();
  try {
    if (mode === "environment") await throughEnvironment(url);
    else await throughAgent(url);
  } finally {
    await sandbox.close();
    proxy.close();
    proxy.closeAllConnections();
  }

  async function throughAgent(proxyUrl) {
    const agent = new HttpProxyAgent(proxyUrl, { keepAlive: true });
    const { clientId, clientSecret } = sandbox.credentials;
    const own = { baseUrl: sandbox.baseUrl, clientId, clientSecret };
    const client = createSolvClient({ ...own, agent });
    const [{ external_booking_id, external_location_id, service_id }] = sandbox.bookings;
    const given = { external_location_id, service_id };
    const booking = await client.cancelExternalBooking(external_booking_id, given);
    assert.equal(typeof booking.id, "number");
    await assert.rejects(client.cancelExternalBooking("no-such-booking", given), {
      code: "not_found",
      outcome: "not_applied",
    });
    assert.equal(asked.length, 3);
    for (const line of asked) assert.ok(line.includes(` ${sandbox.baseUrl}/v1/`));
    agent.destroy();
  }

  async function throughEnvironment(proxyUrl) {
    const cancel = async (target, more) => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [import.meta.filename, "cancel", target],
        { timeout: 60_000, env: { PATH: process.env.PATH, NODE_USE_ENV_PROXY: "1", ...more } },
      );
      return stdout;
    };
    const proxied = { HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl };
    // Over plain http the proxy hands on, and the sandbox knows no such token. (`fetch` asks for a tunnel.)
    const unknown = /^client: authentication not_applied 401 1$/m;
    assert.match(await cancel(sandbox.baseUrl, proxied), unknown);
    const { host } = new URL(sandbox.baseUrl);
    assert.deepEqual(asked.splice(0), [
      `CONNECT ${host}`,
      `DELETE ${sandbox.baseUrl}/v1/partner/external_bookings/sample`,
    ]);
    // Over TLS it opens no tunnel: its 401 is not the API's, and it is asked once.
    const refused = "fetch: refused\nclient: refused not_applied 401 1\n";
    assert.equal(await cancel("https://partner-api.example", proxied), refused);
    assert.deepEqual([...new Set(asked)], ["CONNECT partner-api.example:443"]);
    assert.equal(asked.splice(0).length, 2);
    // What is not to be proxied is not.
    assert.match(await cancel(sandbox.baseUrl, { ...proxied, NO_PROXY: "127.0.0.1" }), unknown);
    assert.deepEqual(asked, []);
  }
}
