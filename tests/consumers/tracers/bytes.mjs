/**
 * `node bytes.mjs [TRACER]`: what the client writes inside an active span is what it writes without a
 * tracer, but for the tracer's own headers. A raw socket is the judge, and nothing leaves loopback.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { promisify } from "node:util";
import description from "../runtime/description.cjs";

const [, , tracer] = process.argv;
const booking = JSON.stringify(description.components.examples.booking_minimal.value);
const token = JSON.stringify({
  access_token: "sample-token",
  token_type: "bearer",
  grant_type: "service_api",
});
const answer = (body) =>
  "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n" +
  `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** Runs the calls in a process of its own; gives what arrived, request by request. */
async function record(...args) {
  const received = [];
  const server = createServer((socket) => {
    let buffered = "";
    socket.setEncoding("latin1").on("error", () => undefined);
    socket.on("data", (data) => {
      buffered += data;
      const [head] = buffered.split("\r\n\r\n", 1);
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
      // A body without a length is left for the comparison to find.
      if (buffered.length < head.length + 4 + length) return;
      received.push(buffered);
      buffered = "";
      socket.write(answer(head.startsWith("POST") ? token : booking));
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  try {
    const script = `${import.meta.dirname}/calls.mjs`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [script, `http://127.0.0.1:${port}`, ...args],
      { timeout: 120_000, env: { PATH: process.env.PATH } },
    );
    assert.match(stdout, /^cancelled 2$/m);
  } finally {
    server.close();
  }
  return received.map((text) => text.replaceAll(`127.0.0.1:${port}`, "HOST"));
}

const OWN =
  /^(traceparent|tracestate|baggage|sentry-trace|elastic-apm-traceparent|newrelic|x-datadog-[a-z-]+|x-amzn-trace-id|b3): .*\r\n/gim;

const [plain, traced] = [await record(), await record(tracer)];
assert.equal(plain.length, 3);
assert.match(plain[0], /^POST .*\r\nHost: HOST\r\nContent-Length: \d+\r\n/);
assert.match(plain[1], /^DELETE .*\r\nHost: HOST\r\nContent-Length: \d+\r\n/);
for (const text of plain.slice(1)) {
  assert.match(text, /\r\nx-api-key: sample-client\r\nauthorization: Bearer sample-token\r\n/i);
}
assert.deepEqual(
  traced.map((text) => text.replace(OWN, "")),
  plain,
);
// Else nothing would have been tried; a mock that lets a call through adds none.
const marked = traced.filter((text) => text.search(OWN) >= 0);
assert.equal(marked.length, tracer.startsWith("nock") ? 0 : traced.length);
