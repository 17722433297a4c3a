/** A run against a server of a few lines, for the tests of the tiers that touch bookings. */
import { expect } from "@jest/globals";
import { type Probe, planProbes } from "../../src/check/plan.js";
import type { RequestDraft, RequestValues } from "../../src/check/request.js";
import type { Run } from "../../src/check/session.js";
import { createShownIds } from "../../src/check/shown-ids.js";
import type { Verdict } from "../../src/check/verdict.js";
import { examplesAt } from "../../src/description/document.js";
import { operations } from "../../src/description/operations.js";
import type { Exchange } from "../../src/http/exchange.js";
import { WireFailure } from "../../src/http/wire.js";
import type { Tier } from "../../src/report/report.js";
import type { BookingTarget } from "../../src/solv/booking.js";
import { methodProbe } from "./method-probe.js";

const success = operations.cancelExternalBooking.responses[200]?.source;
const [example] = examplesAt(`${success}/content/application~1json`).values();
const headers = [["content-type", "application/json"]] as const;

export const booking = (id: string, expected?: BookingTarget["expect"]): BookingTarget => ({
  external_booking_id: id,
  external_location_id: `${id}-l`,
  service_id: `${id}-s`,
  ...(expected && { expect: expected }),
});
const all = planProbes({ only: ["cancelExternalBooking/*"] });
export const probesOf = (tier: Tier, ...cases: string[]) =>
  cases.map((caseName) => {
    const found =
      methodProbe(caseName, tier) ?? all.find((one) => one.tier === tier && one.case === caseName);
    if (!found) throw new Error(`There is no probe ${caseName}.`);
    return found;
  });

/** What the server answers: a status, a status and a body or members of one, or a cut connection. */
export type Answer = (
  probe: Probe,
  values: RequestValues,
  nth: number,
) => number | [number, unknown] | WireFailure | undefined;

/** What was sent, recorded and skipped, in words; the verdicts; what was sent. */
export const log: string[] = [];
export const verdicts: Verdict[] = [];
export const drafts: (RequestDraft | undefined)[] = [];

/** Empties all three. */
export function forget(): void {
  for (const list of [log, verdicts, drafts]) list.length = 0;
}

/** A run that notes what the tiers do with it. */
export function runWith(answer: Answer, concurrency = 1): Run {
  let nth = 0;
  return {
    values: { key: "k", accessToken: "t" } as RequestValues,
    concurrency,
    undecided: new Set(),
    shownIds: createShownIds(),
    ended: () => false,
    isUp: async () => true,
    failing: () => undefined,
    send: async (probe, values) => {
      const answered = values && answer(probe, values, nth++);
      if (answered === undefined || !values) return undefined;
      const { id, location, service } = values;
      expect([location, service]).toEqual([`${id}-l`, `${id}-s`]);
      log.push(`${probe.case} at ${id}`);
      drafts.push(probe.make(probe.operation, values));
      const request = { method: "DELETE", origin: "", target: "", headers: [] };
      const sent: Exchange = { request, startedAt: new Date(0), durationMs: 1 };
      if (answered instanceof WireFailure) return { ...sent, failure: answered };
      const [status, more] = Array.isArray(answered) ? answered : [answered, {}];
      const whole = { ...(status === 200 && (example as object)), ...(more as object) };
      const text = typeof more === "string" ? more : JSON.stringify(whole);
      return { ...sent, response: { status, headers, body: new TextEncoder().encode(text) } };
    },
    record: (probe, _exchange, verdict) => {
      verdicts.push(verdict);
      log.push(`${probe.case} of ${verdict.booking}: ${verdict.outcome}`);
    },
    skip: (probe, needs) => log.push(`${probe.case} skipped: ${needs}`),
  };
}
