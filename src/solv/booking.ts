/** Names what is given to a check: a booking that it may touch. */
import type { Booking, CancelExternalBookingRequest } from "../../generated/schema.js";

/** One booking that the check may use; see `bookings.schema.json`. */
export interface BookingTarget
  extends Pick<CancelExternalBookingRequest, "external_location_id" | "service_id"> {
  /** The outside system's id of the booking. */
  readonly external_booking_id: string;
  /** Values that the answer to the cancel must carry. */
  readonly expect?: Partial<Booking>;
}

/** A bookings file, JSON or YAML: each booking is used once, and named by its position in the list. */
export type BookingsFile = readonly BookingTarget[];
