/** Faults in which booking is cancelled, what the answer says of it, and what a repetition does. */
import type { Fault } from "../fault.js";
import type { Reply, State, StoredBooking } from "../model.js";
import { refusal, success } from "../reply.js";
import { ID, onSuccess, STATUS } from "./kit.js";

const nextTo = (stored: StoredBooking, { bookings }: State): StoredBooking => {
  const next = bookings[(bookings.indexOf(stored) + 1) % bookings.length];
  return next ?? stored;
};

/** What a cancel of a booking that is cancelled already is answered with, instead of the booking. */
const onRepetition = (name: string, kind: Fault["kind"], sentence: string, reply: Reply): Fault => {
  return {
    name,
    kind,
    sentence,
    intercept: (call, world) => {
      const stored = Object.values(call.parameters)
        .map(decoded)
        .map((id) => world.byId.get(id))[0];
      return stored && stored.cancelled > 0 ? reply : undefined;
    },
  };
};

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

const onUnknown = (
  name: string,
  kind: Fault["kind"],
  sentence: string,
  alter: NonNullable<Fault["alter"]>,
): Fault => ({
  name,
  kind,
  sentence,
  alter: (reply, call, world) => (reply.status === 404 ? alter(reply, call, world) : reply),
});

/** Faults of identity. */
export const identityFaults: readonly Fault[] = [
  {
    name: "answers-another-booking",
    kind: "breaks",
    sentence: "The right booking is cancelled, and the answer shows another patient's.",
    stages: ({ cancel }, world) => ({
      cancel: (stored) => ({ ...nextTo(stored, world).booking, [STATUS]: cancel(stored)[STATUS] }),
    }),
  },
  {
    name: "cancels-another-booking",
    kind: "breaks",
    sentence: "Another booking is cancelled and answered.",
    stages: ({ cancel }, world) => ({ cancel: (stored) => cancel(nextTo(stored, world)) }),
  },
  {
    name: "same-answer-for-all",
    kind: "breaks",
    sentence: "Every cancel is answered with the booking that was cancelled first.",
    stages: ({ cancel }, world) => ({
      cancel: (stored) => {
        const first = world.bookings.find(({ cancelled }) => cancelled > 0) ?? stored;
        cancel(stored);
        return first.booking;
      },
    }),
  },
  {
    name: "same-id-for-all",
    kind: "breaks",
    sentence: "Every answer carries the same id.",
    alter: onSuccess((json) => ({ ...json, [ID]: 1 })),
  },
  {
    name: "status-unchanged",
    kind: "breaks",
    sentence: "The booking is cancelled, and the answer shows the status from before.",
    stages: ({ cancel }) => ({
      cancel: (stored) => {
        const before = stored.booking[STATUS];
        return { ...cancel(stored), [STATUS]: before };
      },
    }),
  },
  {
    name: "cancels-nothing",
    kind: "breaks",
    sentence: "The booking is answered as it stands, and not cancelled.",
    stages: () => ({ cancel: ({ booking }) => booking }),
  },
  {
    name: "second-cancel-another-booking",
    kind: "breaks",
    sentence: "A repeated cancel is answered with another patient's booking.",
    stages: ({ cancel }, world) => ({
      cancel: (stored) => (stored.cancelled === 0 ? cancel(stored) : nextTo(stored, world).booking),
    }),
  },
  onRepetition(
    "second-cancel-500",
    "breaks",
    "A repeated cancel is answered with 500.",
    refusal(500, "Crashed."),
  ),
  onUnknown(
    "unknown-as-success",
    "breaks",
    "An unknown booking is answered with a success that shows some booking.",
    (_reply, { operation }, { bookings }) => success(operation, bookings[0]?.booking),
  ),
  onUnknown(
    "unknown-as-200",
    "breaks",
    "An unknown booking is refused with the status 200.",
    (reply) => ({ ...reply, status: 200 }),
  ),
  onUnknown("unknown-as-500", "breaks", "An unknown booking is answered with 500.", () =>
    refusal(500, "Crashed."),
  ),
  onUnknown("unknown-as-410", "legal", "An unknown booking is refused with 410.", () =>
    refusal(410, "Gone."),
  ),
  onUnknown("unknown-as-403", "legal", "An unknown booking is refused with 403.", () =>
    refusal(403, "Not yours."),
  ),
  ...[404, 409, 410].map((status) =>
    onRepetition(
      `second-cancel-${status}`,
      "legal",
      `A repeated cancel is refused with ${status}.`,
      refusal(status, "The booking is cancelled already."),
    ),
  ),
];
