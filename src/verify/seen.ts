/** Counts where in recorded traffic something was seen: how often, first and last. */
import type { Position } from "../report/report.js";

/** Where and when an exchange stands in a recording. */
export class Moment {
  #time: number | undefined | null = null;

  /** @param startedAt - when the call began, as it was recorded; perhaps no time at all */
  constructor(
    readonly file: string,
    readonly at: number,
    readonly startedAt?: unknown,
  ) {}

  /** Read only when it is asked for: most exchanges are never reported. */
  get time(): number | undefined {
    if (this.#time === null) this.#time = timeOf(this.startedAt);
    return this.#time;
  }
}

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/;

function timeOf(startedAt: unknown): number | undefined {
  if (typeof startedAt !== "string" || !RFC_3339.test(startedAt)) return undefined;
  const time = Date.parse(startedAt);
  return Number.isNaN(time) ? undefined : time;
}

export interface Seen {
  count: number;
  first: Moment;
  last: Moment;
  /** The number of the exchange that it was last seen in. */
  exchange: number;
}

export function once(at: Moment, exchange = 0): Seen {
  return { count: 1, first: at, last: at, exchange };
}

/** Files need not be in the order of time; where a time is missing, that of reading counts. */
export function again(seen: Seen, at: Moment, exchange = 0): void {
  seen.count += 1;
  seen.exchange = exchange;
  if (isBefore(at, seen.first)) seen.first = at;
  if (!isBefore(at, seen.last)) seen.last = at;
}

function isBefore({ time }: Moment, other: Moment): boolean {
  return time !== undefined && other.time !== undefined && time < other.time;
}

/** As a report shows it. What was recorded as a time is shown as one, or not at all. */
export function positionOf({ file, at, time }: Moment): Position {
  return time === undefined ? { file, at } : { file, at, time: new Date(time).toISOString() };
}
