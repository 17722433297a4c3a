/** What the conforming sandbox accepts, and what it starts with. */
import { describe, expect, test } from "@jest/globals";
import {
  type Asked,
  bookingAt,
  cancel,
  cancelled,
  cancelOf,
  json,
  send,
  start,
  type Trial,
  tokenOf,
  withHeader,
} from "./helpers.js";
import { errorsIn } from "./judged.js";
import { exchangeRaw } from "./raw.js";

const plain = (trial: Trial) => cancelOf(bookingAt(trial), trial.sandbox);
const cancelBody = (trial: Trial) => plain(trial).body as object;
const headersOf = (trial: Trial) => plain(trial).headers;

describe("a valid cancel", () => {
  test("of each booking answers with that booking, cancelled once", async () => {
    const trial = await start();
    for (const [position, { expect: expected }] of trial.sandbox.bookings.entries()) {
      const answer = await cancel(trial, position);
      expect(answer.status).toBe(200);
      expect(errorsIn(answer)).toEqual([]);
      expect(json(answer)).toMatchObject(expected);
      expect(cancelled(trial, position)).toBe(1);
    }
    expect(trial.sandbox.state().every(({ requests }) => requests === 1)).toBe(true);
  });

  test("repeated, answers the same and is counted", async () => {
    const trial = await start();
    const first = await cancel(trial);
    const second = await cancel(trial);
    expect(second.status).toBe(200);
    expect(json(second)).toEqual(json(first));
    expect(cancelled(trial)).toBe(2);
  });

  const unusual: Record<string, (trial: Trial) => Asked> = {
    "a reason": (trial) => ({
      body: { ...cancelBody(trial), cancellation_reason: "ärgerlich 予約 ".repeat(500) },
    }),
    "an empty reason": (trial) => ({ body: { ...cancelBody(trial), cancellation_reason: "" } }),
    "an unknown property": (trial) => ({ body: { ...cancelBody(trial), sample_extra: [1] } }),
    "a charset": (trial) => ({
      headers: withHeader(headersOf(trial), "Content-Type", "Application/JSON; charset=utf-8"),
    }),
    "a scheme in lower case": (trial) => ({
      headers: withHeader(
        headersOf(trial),
        "authorization",
        `bearer ${trial.sandbox.credentials.accessToken}`,
      ),
    }),
    "header names in capitals": (trial) => ({
      headers: headersOf(trial).map(([name, value]) => [name.toUpperCase(), value] as const),
    }),
    "an unknown header": (trial) => ({ headers: [...headersOf(trial), ["X-Sample", "1"]] }),
    "an unknown query": (trial) => ({
      target: `${plain(trial).target}?sample=1`,
    }),
  };
  test.each(Object.keys(unusual))("with %s is accepted", async (name) => {
    const trial = await start();
    expect((await cancel(trial, 0, unusual[name]?.(trial))).status).toBe(200);
    expect(cancelled(trial)).toBe(1);
  });
});

describe("a sandbox", () => {
  test("has the kinds of id that have to be tried, each its own booking", async () => {
    const { sandbox } = await start();
    const ids = sandbox.bookings.map(({ external_booking_id }) => external_booking_id);
    for (const kind of [/^[a-z0-9-]+$/, /\//, / /, /[^\x20-\x7e]/, /%$/, /%2e/, /[A-Z].*[a-z]/]) {
      expect(ids.filter((id) => kind.test(id))).not.toEqual([]);
    }
    expect(new Set(sandbox.bookings.map(({ expect: { id } }) => id)).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(8);
  });

  test("can start with many bookings", async () => {
    const { sandbox } = await start({ bookings: 500 });
    expect(new Set(sandbox.bookings.map((booking) => booking.external_booking_id)).size).toBe(500);
  });

  test("takes a whole URL as the target", async () => {
    const trial = await start();
    const request = plain(trial);
    const target = trial.sandbox.baseUrl + request.target;
    expect((await exchangeRaw(trial, { ...request, target }, "quiet")).text).toMatch(
      /^HTTP\/1.1 200 /,
    );
    expect(cancelled(trial)).toBe(1);
  });

  test("answers a body that comes in pieces and an unknown path", async () => {
    const trial = await start();
    const request = plain(trial);
    const answer = await fetch(trial.sandbox.baseUrl + request.target, {
      method: request.method,
      headers: request.headers.map(([name, value]) => [name, value] as [string, string]),
      body: new Blob([JSON.stringify(request.body)]).stream(),
      duplex: "half",
    } as RequestInit);
    expect(answer.status).toBe(200);
    expect((await fetch(trial.sandbox.baseUrl)).status).toBe(404);
  });
});

describe("several faults", () => {
  test("take hold together, and the first that refuses decides", async () => {
    const trial = await start({ faults: ["enveloped", "status-409", "status-403"] });
    expect((await cancel(trial)).status).toBe(409);
    expect(cancelled(trial)).toBe(0);
  });

  test("of the token call leave the others alone, and those of others leave it alone", async () => {
    const trial = await start({ faults: ["token-status-409", "status-403"] });
    expect((await send(trial, tokenOf(trial.sandbox))).status).toBe(409);
    expect((await cancel(trial)).status).toBe(403);
    expect(trial.sandbox.requests.map((request) => request.faults)).toEqual([
      ["token-status-409"],
      ["status-403"],
    ]);
  });

  test("change the answer before one of them writes it", async () => {
    const trial = await start({ faults: ["status-500", "chunked", "never-answers"] });
    const { text } = await exchangeRaw(trial, plain(trial), "quiet");
    expect(text).toMatch(/^HTTP\/1\.1 500 .*transfer-encoding: chunked.*"Crashed\."/is);
    expect(cancelled(trial)).toBe(1);
  });
});
