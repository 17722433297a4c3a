/** States what the engine has to know of Solv and cannot read in the description: pages of data. */
import type {
  AccessToken,
  AccessTokenRequest,
  Booking,
  CancelExternalBookingRequest,
  operations,
} from "../../generated/schema.js";
import type { BookingTarget } from "./booking.js";
import type { CheckCredentials } from "./credentials.js";

export const profile = {
  /** What a given id names, and what a request that takes effect does to it, in the words of reports. */
  record: { one: "booking", many: "bookings", undone: "cancelled" },
  /** Words that servers of this kind use in names of properties, beside those of the description. */
  words: ["cancelled"],
} as const;

/** An envelope around an answer that the description shows bare (ENDPOINT.md, "What surrounds it"). */
export const ENVELOPE = {
  members: ["data", "meta"],
  cause:
    "The answer is wrapped in `meta` and `data`, as the API's quick start shows it; the endpoint's own page shows it bare.",
} as const;

/** The operation that takes effect on a booking, by its operationId: the one that `--allow-cancel` allows. */
export const EFFECT = "cancelExternalBooking" satisfies keyof operations;

/** The operation that grants tokens, and the member of its answer that holds one. */
export const GRANT = {
  operation: "createAccessToken",
  token: "access_token",
} as const satisfies { operation: keyof operations; token: keyof AccessToken };

/** The members of a booking that tell which one it is, and in which state. */
export const IDENTITY = { id: "id", status: "status" } as const satisfies Readonly<
  Record<"id" | "status", keyof Booking>
>;

/** The members of bodies that hold a credential. */
export const SECRET_MEMBERS: readonly string[] = [
  ...(["client_id", "client_secret"] satisfies (keyof AccessTokenRequest)[]),
  ...(["access_token", "refresh_token"] satisfies (keyof AccessToken)[]),
];

/** The member of a token request that takes the scopes, joined by commas. */
export const SCOPES = "scope" satisfies keyof AccessTokenRequest;

/** The shell variable of a printed request that stands for the base URL; also the environment's. */
export const BASE_URL = "SOLV_BASE_URL";

/** The environment variable that lists hosts for plain http, separated by commas. */
export const ALLOW_HTTP = "SOLV_ALLOW_HTTP";

/** One value that requests are filled with: how it is given, how it is printed, and where it goes. */
export interface Slot {
  /** The option that gives it, for a credential. */
  readonly option?: keyof CheckCredentials;
  /** The shell variable that stands for it in a printed request; that of a credential is read, too. */
  readonly shell: string;
  /** The type of the security schemes whose header carries it. */
  readonly credential?: "apiKey" | "http";
  /** The path parameter that takes it. */
  readonly parameter?: string;
  /** The member of a request body that takes it. */
  readonly member?: string;
  /** The member of a given booking that holds it. */
  readonly booking?: keyof BookingTarget;
}

/** Every value that a check fills requests with. A probe that varies one writes `{ ...values, id: … }`. */
export const SLOTS = {
  key: {
    option: "clientId",
    shell: "SOLV_CLIENT_ID",
    credential: "apiKey",
    member: "client_id" satisfies keyof AccessTokenRequest,
  },
  clientSecret: {
    option: "clientSecret",
    shell: "SOLV_CLIENT_SECRET",
    member: "client_secret" satisfies keyof AccessTokenRequest,
  },
  accessToken: {
    option: "accessToken",
    shell: "SOLV_ACCESS_TOKEN",
    credential: "http",
  },
  unscopedAccessToken: {
    option: "unscopedAccessToken",
    shell: "SOLV_UNSCOPED_ACCESS_TOKEN",
  },
  expiredAccessToken: {
    option: "expiredAccessToken",
    shell: "SOLV_EXPIRED_ACCESS_TOKEN",
  },
  id: {
    shell: "EXTERNAL_BOOKING_ID",
    parameter:
      "external_booking_id" satisfies keyof operations[typeof EFFECT]["parameters"]["path"],
    booking: "external_booking_id",
  },
  location: {
    shell: "EXTERNAL_LOCATION_ID",
    member: "external_location_id" satisfies keyof CancelExternalBookingRequest,
    booking: "external_location_id",
  },
  service: {
    shell: "SERVICE_ID",
    member: "service_id" satisfies keyof CancelExternalBookingRequest,
    booking: "service_id",
  },
} as const satisfies Readonly<Record<string, Slot>>;

/** The name of a {@link Slot}. */
export type SlotName = keyof typeof SLOTS;
