/** The bookings that a check may touch: what was given for them, read strictly. */
import { schemaAt, wholeSchema } from "../description/document.js";
import { operations, responseFor, successStatuses } from "../description/operations.js";
import { CannotRunError } from "../report/cannot-run.js";
import type { BookingTarget } from "../solv/booking.js";
import { EFFECT, SLOTS, type Slot } from "../solv/profile.js";
import { hasRemovableSegment } from "./probes/ids.js";
import { NO_VALUES, plainDraft, valuesFor } from "./request.js";
import { typesOf } from "./schema-values.js";
import { isAllowed } from "./unused-ids.js";

/**
 * A given booking and its position in the list, from 1: the only name it has in a report.
 *
 * @internal
 */
export interface PlacedBooking {
  readonly position: number;
  readonly target: BookingTarget;
}

/**
 * Bookings with their positions.
 *
 * @internal
 */
export function placed(bookings: readonly BookingTarget[]): PlacedBooking[] {
  return bookings.map((target, index) => ({ position: index + 1, target }));
}

/**
 * Checks a parsed bookings file.
 *
 * @param source - how the messages name it, such as the file's path
 * @throws CannotRunError naming the place and the kind of what is wrong, never a value
 */
export function parseBookings(value: unknown, source: string): BookingTarget[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new CannotRunError(`${source} must be a list of at least one booking.`);
  }
  const seen = new Map<string, number>();
  return value.map((item: unknown, index) => {
    const place = `${source}, booking ${index + 1}`;
    if (typeof item !== "object" || item === null || Array.isArray(item)) {
      throw new CannotRunError(`${place}: an object is expected.`);
    }
    const { expect, ...ids } = item as Record<string, unknown>;
    for (const name of IDS) {
      const value = ids[name];
      if (typeof value !== "string" || value === "") {
        // What is not quoted YAML may read as a number or as true.
        const isScalar = typeof value === "number" || typeof value === "boolean";
        const advice = isScalar ? ": quote it" : "";
        throw new CannotRunError(`${place}: ${name} must be a string that is not empty${advice}.`);
      }
      if (/\p{Surrogate}/u.test(value)) {
        throw new CannotRunError(
          `${place}: ${name} holds half a character, which no UTF-8 can carry.`,
        );
      }
    }
    for (const name of Object.keys(ids)) {
      if (!IDS.some((known) => known === name)) {
        throw new CannotRunError(
          `${place}: an unknown property; known are ${IDS.join(", ")}, expect.`,
        );
      }
    }
    const target = item as BookingTarget;
    const id = target[ID];
    if (id === "." || id === "..") {
      throw new CannotRunError(`${place}: "." and ".." would become another URL.`);
    }
    if (hasRemovableSegment(id)) {
      throw new CannotRunError(
        `${place}: ${ID} has an empty or a dot segment, as in "a//b" and "a/../b". Servers remove it, which would make another URL.`,
      );
    }
    if (!isAllowedId(id)) {
      throw new CannotRunError(`${place}: ${ID} must be a value that the description allows.`);
    }
    checkIsDescribed(target, place);
    const twin = seen.get(id);
    if (twin !== undefined) {
      throw new CannotRunError(`${place}: the same booking as ${twin}; each is used once.`);
    }
    seen.set(id, index + 1);
    if (expect !== undefined) checkExpected(expect, place);
    return target;
  });
}

/** The member that names a given booking, and all that the requests to it are filled with. */
const ID = SLOTS.id.booking;
const IDS = Object.values<Slot>(SLOTS).flatMap(({ booking }) => booking ?? []);

function isAllowedId(id: string): boolean {
  return operations[EFFECT].parameters
    .filter(({ in: place }) => place === "path")
    .every((parameter) => isAllowed(parameter, id));
}

// A request that cannot carry it would be filled with a documented example: another's, perhaps.
function checkIsDescribed(target: BookingTarget, place: string): void {
  const { body } = plainDraft(operations[EFFECT], valuesFor(NO_VALUES, target));
  if (typeof body !== "object") return;
  for (const name of IDS) {
    if (Object.hasOwn(body, name) && body[name] !== target[name]) {
      throw new CannotRunError(`${place}: ${name} must be a value that the description allows.`);
    }
  }
}

function checkExpected(expect: unknown, place: string): void {
  if (typeof expect !== "object" || expect === null || Array.isArray(expect)) {
    throw new CannotRunError(`${place}: expect must be an object.`);
  }
  const operation = operations[EFFECT];
  const [status] = successStatuses(operation);
  const [body] = Object.values(responseFor(operation, status ?? 0)?.content ?? {});
  const properties = wholeSchema(schemaAt(body?.schema ?? "")).properties ?? {};
  for (const [name, value] of Object.entries(expect)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!property)
      throw new CannotRunError(`${place}: expect has a property that is not documented.`);
    const kinds = typesOf(wholeSchema(property));
    const kind = value === null ? "null" : typeof value;
    const isInteger = kinds.includes("integer") && Number.isInteger(value);
    if (kinds.length > 0 && !kinds.includes(kind) && !isInteger)
      throw new CannotRunError(`${place}: expect/${name} must be of type ${kinds.join(" or ")}.`);
  }
}
