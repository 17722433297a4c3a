/** A request to a given booking without a whole, decisive answer, in each tier: it never shows as passed. */
import "./described-uses.js";
import { describe, expect, test } from "@jest/globals";
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
  { id: "cancelExternalBooking/cancel/valid/minimal", mayBe: "cancelled" },
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

  // After a signal an answer is awaited, which takes a while: once is enough.
  const ends = probe.id === "sampleRead/booking/valid/read" ? ["signal", "endNow"] : ["endNow"];
  test.each(ends)("is no verdict when the run was ended by %s", async (name) => {
    const stop = new AbortController();
    const { report, result } = await runOf(
      probe,
      () => {
        stop.abort();
        return undefined;
      },
      { [name]: stop.signal, timeoutMs: 9_000 },
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
