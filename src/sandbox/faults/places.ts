/** Faults that let a request cancel a booking without its place, its path, its id or its method. */
import { findOperation, type Operation, operations } from "../../description/operations.js";
import type { Fault } from "../fault.js";
import { kebab } from "./changes.js";
import { LOCATION, SERVICE } from "./described.js";
import { breaks, legal, readsId } from "./kit.js";

const { method: documented, path: template } = operations.cancelExternalBooking;
const METHODS = ["POST", "PUT", "GET"];

/** Faults of place. */
export const placeFaults: readonly Fault[] = [
  ...([LOCATION, SERVICE] as const).map((name) =>
    breaks(`accepts-wrong-${kebab(name)}`, `The booking is cancelled whatever ${name} is given.`, {
      stages: ({ samePlace }) => ({
        samePlace: (stored, body) =>
          samePlace(stored, { ...(body as object), [name]: stored[name] }),
      }),
    }),
  ),
  breaks("accepts-id-in-another-case", "The id is compared without regard to letter case.", {
    stages: (_stages, { bookings }) => ({
      find: (id) =>
        bookings.find((known) => known.external_booking_id.toLowerCase() === id.toLowerCase()),
    }),
  }),
  // RFC 3986 §6.2.2.1 tells such paths apart; many routers do not, and nobody is harmed.
  legal("accepts-path-in-another-case", "The path is compared without regard to letter case.", {
    stages: ({ route }) => ({
      route: (method, path) => route(method, path) ?? route(method, inDocumentedCase(path)),
    }),
  }),
  breaks("decodes-twice", "The id is decoded twice.", readsId(decoded)),
  breaks("matches-a-prefix", "An id that only begins like a booking's is taken for it.", {
    stages: ({ find }, { bookings }) => ({
      find: (id) =>
        find(id) ?? bookings.find(({ external_booking_id: known }) => id.startsWith(known)),
    }),
  }),
  ...METHODS.filter((method) => findOperation(method, template) === undefined).map((method) =>
    breaks(
      `accepts-${method.toLowerCase()}`,
      `The undocumented method ${method} does what the documented one does.`,
      {
        stages: ({ route }) => ({
          route: (asked, path) => route(asked === method ? documented : asked, path),
        }),
      },
    ),
  ),
];

function inDocumentedCase(path: string): string {
  const steps = path.split("/");
  const filled = Object.values<Operation>(operations).map((operation) =>
    operation.path
      .split("/")
      .map((step, index) => (step.startsWith("{") ? steps[index] : step))
      .join("/"),
  );
  return filled.find((each) => each.toLowerCase() === path.toLowerCase()) ?? path;
}

/** A text without its percent-encoding; `undefined` when it cannot be decoded. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
