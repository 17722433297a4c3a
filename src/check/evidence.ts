/** Reads an answer for what the judge does not look at: which booking it shows. */
import type { Booking } from "../../generated/schema.js";
import type { WireResponse } from "../http/wire.js";
import { parseJsonBody } from "../judge/body.js";

/** The answer as a booking, as far as it can be read as one. */
export function readBooking(response: WireResponse | undefined): Partial<Booking> | undefined {
  const value = readJson(response);
  return typeof value === "object" && value !== null ? value : undefined;
}

/** The answer's JSON value; `undefined` when there is none. */
export function readJson(response: WireResponse | undefined): unknown {
  const parsed = response && parseJsonBody(response.body);
  return parsed?.ok ? parsed.value : undefined;
}
