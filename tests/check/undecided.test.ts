/** A given booking whose request got no whole, decisive answer: reported by position, used for nothing else. */
import { describe, expect, test } from "@jest/globals";
import { createReport } from "../../src/report/create.js";
import { renderers } from "../../src/report/formats/renderers.js";
import { FORMATS } from "../../src/report/report.js";
import { verdictOf } from "../../src/report/words.js";
import { conforming, result } from "../report/sample.js";
import { NON_ANSWERS } from "./non-answers.js";
import { answer, cancelled, given, serve } from "./raw-server.js";

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
