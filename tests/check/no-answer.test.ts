/** Requests without a whole, decisive answer: never passed, and a given booking is used for nothing else. */
import "./described-calls.js";
import { describe, expect, test } from "@jest/globals";
import { createReport } from "../../src/report/create.js";
import { renderers } from "../../src/report/formats/renderers.js";
import { FORMATS } from "../../src/report/report.js";
import { verdictOf } from "../../src/report/words.js";
import { conforming, result } from "../report/sample.js";
import { NON_ANSWERS } from "./non-answers.js";
import { answer, cancelled, given, type Seen, serve } from "./raw-server.js";

/** The probe that is not answered, all that has to be sent for it, and the words for what is left open. */
const PROBES: readonly {
  readonly id: string;
  readonly also?: readonly string[];
  readonly mayBe?: string;
}[] = [
  { id: "cancelExternalBooking/booking/body/missing/service_id", mayBe: "cancelled" },
  { id: "cancelExternalBooking/booking/mismatch/location", mayBe: "cancelled" },
  { id: "cancelExternalBooking/booking/method/POST", mayBe: "cancelled" },
  // Who reads a booking leaves it as it is.
  { id: "sampleRead/booking/valid/read" },
  { id: "sampleRead/booking/auth/access_token/garbage" },
  { id: "sampleChange/booking/valid/minimal", mayBe: "changed" },
  {
    id: "cancelExternalBooking/cancel/repeat",
    also: ["cancelExternalBooking/cancel/valid/minimal"],
    mayBe: "cancelled",
  },
  {
    id: "cancelExternalBooking/cancel/after/location",
    also: ["cancelExternalBooking/cancel/valid/minimal"],
    mayBe: "cancelled",
  },
  { id: "cancelExternalBooking/cancel/body/media_type", mayBe: "cancelled" },
];

/** Only silence is waited for: what else comes is not to be cut off on a busy machine. */
const patience = (name: string) => (name === "silence" ? 300 : 9_000);

/** A run in which the last request to the one booking is the one that is not answered. */
async function runOf(
  { id, also = [] }: (typeof PROBES)[number],
  reply: (seen: Seen) => string | undefined,
  ends: Partial<Parameters<Awaited<ReturnType<typeof serve>>["check"]>[0]> = {},
) {
  const { check, seen } = await serve((one) =>
    one.nth > also.length ? reply(one) : cancelled(one.position),
  );
  const isCancel = id.includes("/cancel/");
  const report = await check({
    bookings: given.slice(0, 1),
    only: [id, ...also],
    skip: [],
    allowCancel: isCancel,
    allow: id.startsWith("sampleChange") ? ["sampleChange"] : [],
    ...ends,
  });
  return { report, seen, result: report.results.find((one) => one.id === id) };
}

describe.each(PROBES)("$id", (probe) => {
  test.each(NON_ANSWERS)("is not passed with %s", async (name, reply, why) => {
    const { seen, result } = await runOf(probe, reply, { timeoutMs: patience(name) });
    expect(seen).toHaveLength(1 + (probe.also?.length ?? 0));
    expect(result?.outcome).toMatch(/^(failed|warned|inconclusive)$/);
    expect(result?.undecided).toBe(probe.mayBe && `booking 1 may be ${probe.mayBe}: ${why}`);
  });

  test("is no verdict when the run was ended", async () => {
    const stop = new AbortController();
    const { report, result } = await runOf(
      probe,
      () => {
        stop.abort();
        return undefined;
      },
      { endNow: stop.signal, timeoutMs: 9_000 },
    );
    expect(report.interrupted).toBe(true);
    expect(result).toMatchObject({ outcome: "inconclusive", findings: [] });
    expect(result?.undecided).toBe(
      probe.mayBe && `booking 1 may be ${probe.mayBe}: the run was ended while waiting`,
    );
  });
});

test.each(NON_ANSWERS)("%s to a safe probe is not passed", async (name, reply) => {
  let asked = 0;
  const { check } = await serve(
    () => undefined,
    (socket) => {
      asked += 1;
      return asked === 2 ? reply({ socket }) : answer(404, { detail: [] });
    },
  );
  const only = ["cancelExternalBooking/body/malformed"];
  const { results } = await check({
    only,
    bookings: [],
    allowCancel: false,
    timeoutMs: patience(name),
  });
  const found = results.find(({ case: caseName }) => caseName === "body/malformed");
  expect(found?.outcome).toMatch(/^(failed|warned|inconclusive)$/);
});

describe.each(NON_ANSWERS)("%s", (_name, reply, why) => {
  const timeoutMs = 400;

  test("to a cancel is reported, and its booking is not asked again", async () => {
    const { check, seen } = await serve((one) =>
      one.position === 2 ? reply(one) : cancelled(one.position),
    );
    const report = await check({ timeoutMs });
    // The first is asked for once more, and then under another location and another service.
    expect(seen.map(({ position }) => position)).toEqual([1, 1, 1, 1, 2, 3, 3]);
    const open = report.results.filter(({ undecided }) => undecided);
    expect(open).toMatchObject([
      { booking: 2, tier: "cancel", undecided: `booking 2 may be cancelled: ${why}` },
    ]);
    expect(open[0]?.outcome).not.toBe("passed");
    expect(report.verdict).not.toBe("conforms");
    for (const format of FORMATS) {
      const text = renderers[format](report);
      expect(text).toContain("booking 2 may be cancelled");
      expect(text).not.toMatch(/booking [13] may be|CANARY/);
    }
    expect(verdictOf(report)).toContain("booking 2 may be cancelled");
  });

  test("to an invalid request leaves its booking out of all that follows", async () => {
    const { check, seen } = await serve((one) => {
      if (one.position === 1) return reply(one);
      return one.isValid ? cancelled(one.position) : answer(422, { detail: [] });
    });
    const only = ["cancelExternalBooking/booking/body/m*", "*/cancel/valid/minimal"];
    const report = await check({ timeoutMs, only });
    expect(seen.filter(({ position }) => position === 1)).toHaveLength(1);
    expect(seen.some(({ position }) => position === 2)).toBe(true);
    expect(report.results.filter(({ booking }) => booking === 1)).toMatchObject([
      { tier: "booking", undecided: `booking 1 may be cancelled: ${why}` },
    ]);
  });
});

test("a repeated cancel without an answer is reported in the same words", async () => {
  const { check } = await serve(({ position, nth }) =>
    nth === 2 ? answer(503) : cancelled(position),
  );
  const { results } = await check({ bookings: given.slice(0, 1) });
  expect(results.find(({ case: caseName }) => caseName === "repeat")).toMatchObject({
    undecided: "booking 1 may be cancelled: 503 was answered",
  });
});

test("a repeated cancel without an answer leaves the rest to the next booking", async () => {
  const { check, seen } = await serve(({ position, nth }) =>
    position === 1 && nth === 2 ? answer(503) : cancelled(position),
  );
  const { results } = await check();
  expect(seen.map(({ position }) => position)).toEqual([1, 1, 2, 2, 2, 2, 3, 3]);
  const after = results.filter(({ case: caseName }) => caseName.startsWith("after/"));
  expect(after.map(({ booking }) => booking)).toEqual([2, 2]);
});

test("an answer that tells leaves nothing open", async () => {
  const { check } = await serve(({ position }) =>
    position === 1 ? answer(404) : cancelled(position),
  );
  const { results } = await check();
  expect(results.filter(({ undecided }) => undecided)).toEqual([]);
});

test("a server that knows no such method has done nothing; one that fails may have", async () => {
  const { check, seen } = await serve(({ nth }) => answer(nth === 1 ? 501 : 502));
  const only = ["cancelExternalBooking/booking/method/P*"];
  const { results, verdict } = await check({ only, bookings: given.slice(0, 1) });
  expect(seen).toHaveLength(2);
  expect(
    results.map(({ outcome, undecided }) => [outcome, undecided]).filter(([, open]) => open),
  ).toEqual([["failed", "booking 1 may be cancelled: 502 was answered"]]);
  expect(verdict).toBe("violations");
});

test("a request that found no connection leaves nothing open", async () => {
  const { check, seen, server } = await serve(() => {
    server.close();
    return answer(404);
  });
  const { results } = await check({ bookings: given.slice(0, 2) });
  expect(seen).toHaveLength(1);
  const [, second] = results.filter(({ booking }) => booking !== undefined);
  expect(second).toMatchObject({ booking: 2, outcome: "inconclusive" });
  expect(second).not.toHaveProperty("undecided");
});

test("the verdict names ten bookings at most, and how many more there are", () => {
  const open = (booking: number) =>
    result(`cancel/${booking}`, {
      booking,
      outcome: "inconclusive",
      undecided: `booking ${booking} may be cancelled: x`,
    });
  const results = Array.from({ length: 12 }, (_, index) => open(index + 1));
  const parts = { ...conforming, startedAt: new Date(0), exchanges: 12 };
  const report = createReport({ ...parts, results: [...results, open(1)] });
  expect(report.verdict).toBe("inconclusive");
  expect(verdictOf(report)).toMatch(
    /^Inconclusive, booking 1 may be cancelled, .*booking 10 may be cancelled, 2 more may be cancelled: 13 inc/,
  );
  expect(renderers.pretty(report)).toContain("booking 12 may be cancelled: x");
  expect(renderers.junit(report)).toContain('<skipped message="booking 12 may be cancelled: x"/>');
});
