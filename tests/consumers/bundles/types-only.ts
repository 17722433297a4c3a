/** The types entry leaves nothing behind in a bundle. */
import type { Booking } from "solv-external-bookings/types";

export const nameOf = (booking: Booking): string => booking.last_name;
