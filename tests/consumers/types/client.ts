/** Compiled by every TypeScript: what has to compile does, and what is wrong is refused by name. */
import {
  type Booking,
  type CancelExternalBookingRequest,
  createSolvClient,
  SolvError,
} from "solv-external-bookings";
import { judge } from "solv-external-bookings/contract";
import { startSandbox } from "solv-external-bookings/sandbox";
import { toConformToContract } from "solv-external-bookings/testing";
import type { components, paths } from "solv-external-bookings/types";

const client = createSolvClient({
  environment: "staging",
  clientId: "sample-client",
  accessToken: "sample-token",
});
const body: CancelExternalBookingRequest = {
  external_location_id: "ehr-location-17",
  service_id: "sample-ehr-service",
};

export async function cancel(): Promise<string> {
  try {
    const booking: Booking = await client.cancelExternalBooking("ehr-booking-0001", body);
    const id: number = booking.id;
    const city: string | undefined = booking.address_city;
    return `${id} ${city} ${booking.status}`;
  } catch (error) {
    return error instanceof SolvError ? error.outcome : "unknown";
  }
}

export async function cancelThroughApi(): Promise<Booking | undefined> {
  const { data, error, response } = await client.api.DELETE(
    "/v1/partner/external_bookings/{external_booking_id}",
    { params: { path: { external_booking_id: "ehr-booking-0001" } }, body },
  );
  const status: number = response.status;
  return error && status >= 400 ? undefined : data;
}

export const sandbox = startSandbox();
export const matcher = toConformToContract;
export const judged = judge;

type Described = keyof paths;
export const path: Described = "/v1/partner/external_bookings/{external_booking_id}";
export type SameBooking = components["schemas"]["Booking"] extends Booking ? true : never;
export const same: SameBooking = true;

export function wrong(booking: Booking): void {
  // @ts-expect-error service_id is required
  client.cancelExternalBooking("ehr-booking-0001", { external_location_id: "ehr-location-17" });
  // @ts-expect-error there is no such property
  const more: CancelExternalBookingRequest = { ...body, reason_code: 1 };
  client.cancelExternalBooking("ehr-booking-0001", more);
  // @ts-expect-error an id is a string
  client.cancelExternalBooking(17, body);
  // @ts-expect-error there is no such property
  booking.patient_name;
  // @ts-expect-error there is no such path
  client.api.DELETE("/v1/partner/bookings", { body });
  // @ts-expect-error the path has no such method
  client.api.PUT("/v1/partner/external_bookings/{external_booking_id}", { body });
}
