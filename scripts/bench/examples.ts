/** Gives the benches the description's own examples of a cancel: what is sent, and what is answered. */
import type { Booking, CancelExternalBookingRequest } from "../../generated/schema.js";
import { examplesAt } from "../../src/description/document.js";
import { operations, responseFor, successStatuses } from "../../src/description/operations.js";
import { contentPointer } from "../../src/description/pointer.js";

const cancel = operations.cancelExternalBooking;
const [status = 0] = successStatuses(cancel);

export const body = exampleAt(cancel.requestBody?.source ?? "") as CancelExternalBookingRequest;
export const booking = exampleAt(responseFor(cancel, status)?.source ?? "") as Booking;

function exampleAt(source: string): unknown {
  return [...examplesAt(contentPointer(source, "application/json")).values()][0];
}
