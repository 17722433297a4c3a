/** Faults in which booking is cancelled, what the answer says of it, and what a repetition does. */
import type { Fault } from "../fault.js";
import { bookingIdOf } from "../ids.js";
import type { Call, Reply, State, StoredBooking } from "../model.js";
import { refusal, success } from "../reply.js";
import { CRASHED, to, withStatus } from "./changes.js";
import { ID, STATUS } from "./described.js";
import { breaks, legal, onUnknown, refuses, sets } from "./kit.js";

const nextTo = (stored: StoredBooking, { bookings }: State): StoredBooking =>
  bookings[(bookings.indexOf(stored) + 1) % bookings.length] ?? stored;

/** Whether a call names a booking that is cancelled already. */
const isRepetition = (call: Call, { byId }: State) =>
  (byId.get(bookingIdOf(call) ?? "")?.cancelled ?? 0) > 0;

const onRepetition = (reply: Reply) => refuses(isRepetition, reply);

const gone = refusal(410, "Gone.");
const foreign = refusal(403, "Not yours.");
const someBooking = (_reply: Reply, { operation }: Call, { bookings }: State) =>
  success(operation, bookings[0]?.booking);

/** Faults of identity. */
export const identityFaults: readonly Fault[] = [
  breaks(
    "answers-another-booking",
    "The right booking is cancelled, and the answer shows another patient's.",
    {
      stages: ({ cancel }, world) => ({
        cancel: (stored) => ({
          ...nextTo(stored, world).booking,
          [STATUS]: cancel(stored)[STATUS],
        }),
      }),
    },
  ),
  breaks("cancels-another-booking", "Another booking is cancelled and answered.", {
    stages: ({ cancel }, world) => ({ cancel: (stored) => cancel(nextTo(stored, world)) }),
  }),
  breaks(
    "same-answer-for-all",
    "Every cancel is answered with the booking that was cancelled first.",
    {
      stages: ({ cancel }, { bookings }) => ({
        cancel: (stored) => {
          const first = bookings.find(({ cancelled }) => cancelled > 0) ?? stored;
          cancel(stored);
          return first.booking;
        },
      }),
    },
  ),
  breaks("same-id-for-all", "Every answer carries the same id.", sets({ [ID]: 1 })),
  breaks(
    "status-unchanged",
    "The booking is cancelled, and the answer shows the status from before.",
    {
      stages: ({ cancel }) => ({
        cancel: (stored) => {
          const before = stored.booking[STATUS];
          return { ...cancel(stored), [STATUS]: before };
        },
      }),
    },
  ),
  breaks("cancels-nothing", "The booking is answered as it stands, and not cancelled.", {
    stages: () => ({ cancel: ({ booking }) => booking }),
  }),
  breaks(
    "second-cancel-another-booking",
    "A repeated cancel is answered with another patient's booking.",
    {
      stages: ({ cancel }, world) => ({
        cancel: (stored) =>
          stored.cancelled === 0 ? cancel(stored) : nextTo(stored, world).booking,
      }),
    },
  ),
  breaks("second-cancel-500", "A repeated cancel is answered with 500.", onRepetition(CRASHED)),
  breaks(
    "unknown-as-success",
    "An unknown booking is answered with a success that shows some booking.",
    onUnknown(someBooking),
  ),
  breaks(
    "unknown-as-200",
    "An unknown booking is refused with the status 200.",
    onUnknown(withStatus(200)),
  ),
  breaks("unknown-as-500", "An unknown booking is answered with 500.", onUnknown(to(CRASHED))),
  legal("unknown-as-410", "An unknown booking is refused with 410.", onUnknown(to(gone))),
  legal("unknown-as-403", "An unknown booking is refused with 403.", onUnknown(to(foreign))),
  ...[404, 409, 410].map((status) =>
    legal(
      `second-cancel-${status}`,
      `A repeated cancel is refused with ${status}.`,
      onRepetition(refusal(status, "The booking is cancelled already.")),
    ),
  ),
];
