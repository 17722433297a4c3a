/** A change of the description with its rating, and the places of the description that changes reach. */

/** A parsed description, loose enough to be changed anywhere. */
// biome-ignore lint/suspicious/noExplicitAny: the changes reach into every corner of a document.
type Loose = any;

export interface ChangeCase {
  readonly name: string;
  readonly impact: "none" | "patch" | "minor" | "major";
  /** What the base has already; nothing when absent. */
  before?(document: Loose): void;
  change(document: Loose): void;
}

export const CANCEL = "/v1/partner/external_bookings/{external_booking_id}";
export const cancel = (document: Loose) => document.paths[CANCEL].delete;
export const request = (document: Loose) =>
  document.components.schemas.CancelExternalBookingRequest;
export const booking = (document: Loose) => document.components.schemas.Booking;
export const without = (list: string[], name: string) => list.filter((item) => item !== name);
export const text = (description: string) => ({
  type: "string",
  description,
  examples: ["sample"],
});
