/** Remembers which `id` a server showed for each given booking, to notice another's. */

import {
  type Operation,
  operations,
  responseFor,
  successStatuses,
} from "../description/operations.js";
import type { WireResponse } from "../http/wire.js";
import type { Finding } from "../judge/finding.js";
import { EFFECT, IDENTITY } from "../solv/profile.js";
import type { PlacedBooking } from "./bookings.js";
import { readObject } from "./evidence.js";
import { identity } from "./findings.js";
import type { Probe } from "./plan.js";
import { isSuccess } from "./statuses.js";

/** What became known of the given bookings' ids within a run. */
export interface ShownIds {
  /** The finding about a success that shows another `id` than the given booking's; none where it is not known. */
  findingsOn(
    probe: Probe,
    response: WireResponse | undefined,
    booking: PlacedBooking,
  ): readonly Finding[];
}

/** Another operation's answer may be about something else, with an id of its own. */
function showsBooking({ operation }: Probe): boolean {
  const [own, cancel] = [operation, operations[EFFECT]].map((each: Operation) =>
    successStatuses(each).flatMap((status) =>
      Object.values(responseFor(each, status)?.content ?? {}).map(({ schema }) => schema),
    ),
  );
  return own?.some((schema) => cancel?.includes(schema)) ?? false;
}

export function createShownIds(): ShownIds {
  const byPosition = new Map<number, unknown>();
  return {
    findingsOn: (probe, response, { position, target }) => {
      if (!response || !isSuccess(response.status) || !showsBooking(probe)) return [];
      const id = readObject(response)?.[IDENTITY.id];
      if (typeof id !== "number" && typeof id !== "string") return [];
      const own: unknown = target.expect?.[IDENTITY.id] ?? byPosition.get(position);
      const isOthers = [...byPosition].some(([place, known]) => place !== position && known === id);
      if ((own !== undefined && own !== id) || isOthers) {
        return [
          identity(probe, {
            pointer: `/${IDENTITY.id}`,
            documented: "the given booking's id",
            received: "another id: perhaps another booking",
          }),
        ];
      }
      // What answers for an id that is not the given one may be another's.
      if (probe.expectation.kind !== "mismatch") byPosition.set(position, id);
      return [];
    },
  };
}
