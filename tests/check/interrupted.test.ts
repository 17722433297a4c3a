/** A check that is ended by its caller: what is still written, what is awaited, what the report says of it. */
import dns from "node:dns";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import type { BookingRequest } from "../../src/check/booking-request.js";
import type { Exchange } from "../../src/http/exchange.js";
import { recordHar } from "../../src/recording/har.js";
import { answer, cancelled, type Seen, serve } from "./raw-server.js";

afterEach(() => {
  jest.restoreAllMocks();
});

const ENDED = "booking 1 may be cancelled: the run was ended while waiting";

/** Ends a check while the first request to a given booking is under way. */
async function endDuringCancel(reply: (seen: Seen) => void, how: "signal" | "endNow" = "signal") {
  const stop = new AbortController();
  const exchanges: Exchange[] = [];
  const { check, seen } = await serve((one) => {
    stop.abort();
    reply(one);
    return undefined;
  });
  const report = await check({
    [how]: stop.signal,
    timeoutMs: 9_000,
    onExchange: (exchange) => exchanges.push(exchange),
  });
  const [sent, ...more] = report.results.filter(({ booking }) => booking !== undefined);
  return { report, seen, sent, more, exchanges };
}

describe("a cancel that was written before the run was ended", () => {
  test("is judged by an answer that comes soon, and nothing is sent after it", async () => {
    const { report, seen, sent, more } = await endDuringCancel(({ socket, position }) => {
      setTimeout(() => socket.write(cancelled(position)), 50);
    });
    expect(seen).toHaveLength(1);
    expect(sent).toMatchObject({ booking: 1, outcome: "passed", status: 200 });
    expect(more.every(({ booking, status }) => booking === 1 && status === 200)).toBe(true);
    expect(report).toMatchObject({ interrupted: true, verdict: "conforms" });
    expect(JSON.stringify(report)).not.toContain("may be cancelled");
  });

  test("and is not answered may have cancelled its booking", async () => {
    const { report, seen, sent, more, exchanges } = await endDuringCancel(() => undefined);
    expect(seen).toHaveLength(1);
    expect(sent).toMatchObject({ booking: 1, outcome: "inconclusive", undecided: ENDED });
    expect(sent).toMatchObject({ findings: [] });
    expect(more).toEqual([]);
    expect(report).toMatchObject({ interrupted: true, verdict: "inconclusive" });
    expect(report.summary.exchanges).toBe(2);
    expect(exchanges.at(-1)?.failure).toMatchObject({ kind: "aborted", written: true });
    const { entries } = JSON.parse(recordHar(exchanges)).log;
    expect(entries.at(-1)).toMatchObject({
      request: { method: "DELETE", url: expect.stringContaining("/CANARYa") },
      response: { status: 0 },
    });
  }, 20_000);

  test("is not awaited when the run is to end now", async () => {
    const timers = jest.spyOn(globalThis, "setTimeout");
    const { sent, report } = await endDuringCancel(() => undefined, "endNow");
    expect(sent).toMatchObject({ outcome: "inconclusive", undecided: ENDED });
    expect(timers.mock.calls.filter(([, ms]) => ms === 3_000)).toEqual([]);
    expect(report.interrupted).toBe(true);
  });

  test("has no more time than its limit", async () => {
    const stop = new AbortController();
    const { check } = await serve(() => {
      stop.abort();
      return undefined;
    });
    const { results } = await check({ signal: stop.signal, timeoutMs: 300 });
    expect(results.find(({ booking }) => booking === 1)).toMatchObject({
      undecided: "booking 1 may be cancelled: no whole answer came (timeout while waiting)",
    });
  });
});

test("a safe request that was ended is no verdict on the server", async () => {
  const stop = new AbortController();
  let asked = 0;
  const { check } = await serve(
    () => undefined,
    () => {
      asked += 1;
      if (asked === 1) return answer(404);
      stop.abort();
      return undefined;
    },
  );
  const { results, verdict, interrupted, summary } = await check({
    only: ["cancelExternalBooking/path/*"],
    bookings: [],
    allowCancel: false,
    endNow: stop.signal,
  });
  expect([verdict, interrupted, summary.exchanges]).toEqual(["conforms", true, 2]);
  expect(results.filter(({ outcome }) => outcome === "inconclusive")).toMatchObject([
    { findings: [] },
  ]);
  expect(results.filter(({ outcome }) => outcome === "failed")).toEqual([]);
});

test.each([
  ["refused credentials", answer(401)],
  ["a page that is not the API's", "HTTP/1.1 404 X\r\nContent-Length: 3\r\n\r\n<p>"],
])("%s are no reason to keep back the report once the run was ended", async (_name, text) => {
  const { check } = await serve(
    () => undefined,
    () => text,
  );
  await expect(check()).rejects.toThrow(/credentials|not the API/);
  const stop = new AbortController();
  const report = await check({ signal: stop.signal, onExchange: () => stop.abort() });
  expect(report).toMatchObject({ interrupted: true, summary: { exchanges: 1 } });
});

describe("a cancel that waits for its connection", () => {
  /** Holds every look-up from the second on, which is that of the first cancel. */
  function holdConnections() {
    const held: (() => void)[] = [];
    const look = dns.lookup.bind(dns) as (...parameters: unknown[]) => void;
    let nth = 0;
    let onHeld = () => {};
    const begun = new Promise<void>((resolve) => {
      onHeld = resolve;
    });
    jest.spyOn(dns, "lookup").mockImplementation(((...parameters: unknown[]) => {
      nth += 1;
      if (nth === 1) return look(...parameters);
      held.push(() => look(...parameters));
      onHeld();
    }) as never);
    return { begun, release: () => held.map((one) => one()) };
  }

  test.each(["signal", "endNow"])("is not written after %s", async (name) => {
    const stop = new AbortController();
    const { baseUrl, check, seen } = await serve(({ position }) => cancelled(position));
    const journal: BookingRequest[] = [];
    const { begun, release } = holdConnections();
    const running = check({
      baseUrl: baseUrl.replace("127.0.0.1", "localhost"),
      [name]: stop.signal,
      onBookingRequest: (request) => journal.push(request),
    });
    await begun;
    stop.abort();
    release();
    const report = await running;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([seen, journal]).toEqual([[], []]);
    expect(report.results.filter(({ tier }) => tier === "cancel")).not.toContainEqual(
      expect.objectContaining({ outcome: expect.not.stringMatching("skipped") }),
    );
    expect(report).toMatchObject({ interrupted: true, summary: { exchanges: 1 } });
    expect(JSON.stringify(report)).not.toContain("may be cancelled");
  });
});

describe("the trace of a request to a given booking", () => {
  test("is left before it is written, and names neither id nor secret", async () => {
    const journal: (BookingRequest & { readonly seen: number })[] = [];
    const { check, seen } = await serve(({ position }) => cancelled(position));
    await check({
      onBookingRequest: (request) => journal.push({ ...request, seen: seen.length }),
    });
    expect(journal.map((one) => [one.booking, one.seen])).toEqual([
      ...[1, 1, 1, 1, 2, 2, 3, 3].map((booking, index) => [booking, index]),
    ]);
    const [first] = journal;
    expect(first).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      booking: 1,
      probe: expect.stringMatching(/^cancelExternalBooking\/cancel\/valid\//),
      operationId: "cancelExternalBooking",
      seen: 0,
    });
    expect(JSON.stringify(journal)).not.toContain("CANARY");
  });

  test("that cannot be left leaves the request unwritten and ends the run", async () => {
    const { check, seen } = await serve(({ position }) => cancelled(position));
    let asked = 0;
    const report = await check({
      onBookingRequest: () => {
        asked += 1;
        if (asked > 1) throw new Error("The disk is full.");
      },
    });
    expect([asked, seen.length]).toEqual([2, 1]);
    expect(report.interrupted).toBe(true);
    expect(JSON.stringify(report)).not.toContain("may be cancelled");
  });

  test("is not asked for any more once the run has ended, whatever waits for its connection", async () => {
    const { check, seen } = await serve(({ position }) => cancelled(position));
    let asked = 0;
    const report = await check({
      concurrency: 3,
      onBookingRequest: () => {
        asked += 1;
        throw new Error("The disk is full.");
      },
    });
    expect([asked, seen.length, report.summary.exchanges]).toEqual([1, 0, 1]);
  });
});

test("what is no signal and no function is refused", async () => {
  const { check, seen } = await serve(() => answer(404));
  await expect(check({ endNow: {} as AbortSignal })).rejects.toThrow(
    "endNow must be an AbortSignal.",
  );
  await expect(check({ onBookingRequest: "file" as never })).rejects.toThrow(
    "onBookingRequest must be a function.",
  );
  expect(seen).toEqual([]);
});
