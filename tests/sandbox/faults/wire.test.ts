/** What a bare socket sees of each fault of the wire, and that a sandbox ends whatever hangs on it. */
import net from "node:net";
import { gunzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import { framingFaults } from "../../../src/sandbox/faults/framing.js";
import { wireFaults } from "../../../src/sandbox/faults/wire.js";
import { bookingAt, cancelled, cancelOf, start } from "../helpers.js";
import { exchangeRaw, type RawAnswer, type Until, unshown } from "../raw.js";

interface Expected {
  readonly left: RawAnswer["left"];
  readonly text: RegExp;
  readonly unapplied?: true;
}

const whole = /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n\{.*\}$/s;
const closing = /^HTTP\/1\.1 200 OK\r\n.*\r\nconnection: close\r\n\r\n\{.*\}$/s;
const none = /^$/;
const halfHead = /^HTTP\/1\.1 200 OK\r\n(?!.*\r\n\r\n)/s;
const halfBody = /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n\{.*[^}]$/s;

/** What a bare socket must see. */
const expected: Readonly<Record<string, Expected>> = {
  refused: { left: "refused", text: none, unapplied: true },
  "half-open": { left: "open", text: none, unapplied: true },
  "reset-before-headers": { left: "reset", text: none },
  "reset-in-headers": { left: "reset", text: halfHead },
  "reset-in-body": { left: "reset", text: halfBody },
  "closed-before-headers": { left: "ended", text: none },
  "closed-in-headers": { left: "ended", text: halfHead },
  "closed-in-body": { left: "ended", text: halfBody },
  "idle-close": { left: "ended", text: /Connection: keep-alive\r\n.*\}$/s },
  "truncated-chunked": { left: "ended", text: /transfer-encoding: chunked\r\n.*\}\r\n$/s },
  "never-answers": { left: "open", text: none },
  "stalls-in-headers": { left: "open", text: halfHead },
  "stalls-in-body": { left: "open", text: halfBody },
  "slow-headers": { left: "ended", text: closing },
  "slow-body": { left: "ended", text: closing },
  "length-short": { left: "open", text: whole },
  "length-long": { left: "ended", text: whole },
  "length-long-kept": { left: "open", text: whole },
  "length-twice": { left: "ended", text: /content-length: \d+\r\ncontent-length: \d+\r\n/ },
  "length-in-words": { left: "ended", text: /content-length: sample\r\n/ },
  "length-and-chunked": {
    left: "ended",
    text: /content-length: \d+\r\ntransfer-encoding: chunked\r\n.*\r\n0\r\n\r\n$/s,
  },
  "malformed-chunk": { left: "ended", text: /transfer-encoding: chunked\r\n\r\nsample\r\n\{.*\}$/ },
  "not-http": { left: "ended", text: /^SAMPLE 1\.0 / },
  "bad-status-line": { left: "ended", text: /^HTTP\/1\.1 OK\r\n/ },
  "nul-in-header": { left: "ended", text: /x-sample: a␀b\r\n/ },
  "switching-protocols": { left: "open", text: /^HTTP\/1\.1 101 .*upgrade: sample\r\n\r\n$/s },
  "stray-bytes": { left: "open", text: /\}stray sample bytes\r\n\r\n$/ },
  "stray-answer": { left: "open", text: /\}HTTP\/1\.1 200 OK\r\n.*\}$/s },
  "body-of-100-mb": { left: "open", text: /content-length: 10485[78]\d{3}\r\n/i },
  "gzip-bomb": { left: "open", text: /content-encoding: gzip\r\n.*\r\n\r\n␟\x8b/s },
  "header-bomb": { left: "open", text: /x-sample-1999: x{1000}\r\n/ },
  "long-header": { left: "open", text: /x-sample: x{1000000}\r\n/ },
  "bad-gzip": { left: "open", text: /content-encoding: gzip\r\n.*\r\n\r\n\{/s },
  "truncated-gzip": { left: "open", text: /content-encoding: gzip\r\n.*\r\n\r\n␟\x8b/s },
  "undeclared-gzip": { left: "open", text: /^(?!.*content-encoding).*\r\n\r\n␟\x8b/s },
  "unknown-coding": { left: "open", text: /content-encoding: sample\r\n/ },
};

/** An answer in parts: its head, what was kept of what follows it, and how much that was in all. */
interface Parts {
  readonly head: string;
  readonly body: Buffer;
  readonly size: number;
}

/** By how much each length that is declared is off. */
const off =
  (...wanted: readonly number[]) =>
  ({ head, size }: Parts) => {
    const declared = [...head.matchAll(/content-length: (\d+)/gi)];
    expect(declared.map(([, length]) => Number(length) - size)).toEqual(wanted);
  };

function wholeChunk({ body }: Parts): void {
  const [, size = "", chunk = ""] = /^([0-9a-f]+)\r\n(\{.*\})\r\n/.exec(String(body)) ?? [];
  expect(chunk.length).toBeGreaterThan(0);
  expect(Number.parseInt(size, 16)).toBe(chunk.length);
}

const MIB = 2 ** 20;
const SPACES = Buffer.alloc(MIB, " ");

/** What a pattern does not say of an answer. */
const exactly: Readonly<Record<string, (parts: Parts) => void>> = {
  "length-short": off(-10),
  "length-long": off(10),
  "length-long-kept": off(10),
  "length-twice": off(0, -10),
  "length-and-chunked": wholeChunk,
  "truncated-chunked": wholeChunk,
  "body-of-100-mb": (parts) => {
    off(0)(parts);
    expect(parts.size).toBeGreaterThan(100 * MIB);
    expect(parts.body.subarray(0, MIB).equals(SPACES)).toBe(true);
  },
  "gzip-bomb": ({ body }) => {
    const bomb = gunzipSync(body);
    expect(bomb.subarray(0, MIB).equals(SPACES)).toBe(true);
    expect(JSON.parse(String(bomb.subarray(100 * MIB)))).toMatchObject({ id: 1001 });
  },
};

const untilOf = (wanted: Expected | undefined): Until => {
  if (wanted?.left !== "open") return "end";
  return wanted.text === none ? "silence" : "quiet";
};

const all = [...wireFaults, ...framingFaults];

test("every fault is tried", () => {
  expect(all.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
});

test.each(Object.keys(expected))("%s", async (name) => {
  const trial = await start({ faults: [name], paceMs: 0 });
  const wanted = expected[name];
  const request = cancelOf(bookingAt(trial), trial.sandbox);
  const answer = await exchangeRaw(trial, request, untilOf(wanted));
  // Some answers are too large to be shown by a failing test.
  expect([wanted?.text.test(answer.text), answer.text.slice(0, 300)]).toEqual([
    true,
    expect.anything(),
  ]);
  expect(answer.left).toBe(wanted?.left);
  expect(cancelled(trial)).toBe(wanted?.unapplied ? 0 : 1);
  const sentence = all.find((fault) => fault.name === name)?.sentence;
  expect(sentence).toContain(wanted?.unapplied ? "Nothing is applied" : "applied before");
  const at = answer.text.indexOf("\r\n\r\n") + 4;
  const body = unshown(answer.text.slice(at));
  exactly[name]?.({ head: answer.text.slice(0, at), body, size: answer.size - at });
});

test("after idle-close no further request on the connection is answered", async () => {
  const trial = await start({ faults: ["idle-close"] });
  const { method, target, headers } = cancelOf(bookingAt(trial), trial.sandbox);
  const fields = headers.map((field) => field.join(": ")).join("\r\n");
  const request = `${method} ${target} HTTP/1.1\r\nHost: sandbox\r\n${fields}\r\n\r\n`;
  const socket = net.connect({
    port: Number(new URL(trial.sandbox.baseUrl).port),
    host: "127.0.0.1",
    allowHalfOpen: true,
  });
  socket.write(request);
  // Asked again as soon as the first answer has come.
  socket.once("data", () => socket.write(request));
  let text = "";
  for await (const part of socket) text += part;
  expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
});

test("a sandbox ends at once, whatever hangs on it", async () => {
  for (const name of ["never-answers", "half-open", "stalls-in-body", "slow-headers"]) {
    const { sandbox } = await start({ faults: [name], paceMs: 3_600_000 });
    const [booking] = sandbox.bookings;
    if (!booking) throw new Error("There is no booking.");
    const { target, headers, body } = cancelOf(booking, sandbox);
    const hanging = fetch(sandbox.baseUrl + target, {
      method: "DELETE",
      headers: headers.map(([field, value]): [string, string] => [field, value]),
      body: JSON.stringify(body),
    }).then((answer) => answer.text());
    const failure = expect(hanging).rejects.toThrow();
    const arrived = () => name === "half-open" || sandbox.requests.length > 0;
    for (let turn = 0; turn < 10_000 && !arrived(); turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(arrived()).toBe(true);
    await sandbox.close();
    await failure;
  }
});

test("a sandbox takes its timers with it", async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const trial = await start({ faults: ["slow-headers"], paceMs: 3_600_000 });
  const pending = exchangeRaw(trial, cancelOf(bookingAt(trial), trial.sandbox), "end");
  for (let turn = 0; turn < 10_000 && cancelled(trial) === 0; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(cancelled(trial)).toBe(1);
  const before = timers();
  await trial.sandbox.close();
  await pending;
  expect(timers()).toBeLessThan(before);
});
