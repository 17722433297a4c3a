/** The trace that a request to a given booking leaves before it is written. */
import type { Probe } from "./plan.js";

/** A request that is about to be written to a given booking; it names neither the booking nor a secret. */
export interface BookingRequest {
  /** RFC 3339, UTC. */
  readonly at: string;
  /** Position of the booking in the given list, from 1. */
  readonly booking: number;
  /** The probe's id, such as `cancelExternalBooking/cancel/valid/minimal`. */
  readonly probe: string;
  /** The operation that the probe belongs to. */
  readonly operationId: string;
}

/**
 * The trace of a probe that is about to be sent to the booking at a position.
 *
 * @internal
 */
export function bookingRequest({ id, operation }: Probe, booking: number): BookingRequest {
  return { at: new Date().toISOString(), booking, probe: id, operationId: operation.id };
}
