/** A sandbox as those who start one see it. */
import type { Booking, CancelExternalBookingRequest } from "../../generated/schema.js";
import type { SandboxCredentials } from "./model.js";

/** How a sandbox is started. */
export interface SandboxOptions {
  /** Loopback port; 0, the default, takes a free one. */
  readonly port?: number;
  /**
   * Where it listens. Default `127.0.0.1`; `0.0.0.0` in a container, where whoever reaches the port may
   * use the sandbox.
   */
  readonly host?: string;
  /** PEM texts of a key and a certificate; with them the sandbox speaks HTTPS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** How many bookings to start with; at least, and by default, one of each kind of id. */
  readonly bookings?: number;
  /** Faults by name (`faults` lists them); all of them take hold of every call they apply to. */
  readonly faults?: readonly string[];
  /** From 0 to 1: instead, a call meets one of the faults with this probability. */
  readonly faultRate?: number;
  /** Seed of the choices that `faultRate` makes; default 1. */
  readonly seed?: number;
  /** Each fault takes hold of so many calls only; by default as the fault says. */
  readonly faultTimes?: number;
  /** Milliseconds that a slow fault waits between two steps; default 1000. */
  readonly paceMs?: number;
}

/** A booking that a sandbox starts with. */
export interface SandboxBooking
  extends Pick<CancelExternalBookingRequest, "external_location_id" | "service_id"> {
  readonly external_booking_id: string;
  /** Values that the answer carries once the booking is cancelled. */
  readonly expect: Partial<Booking>;
}

/** What became of a booking. */
export interface SandboxBookingState {
  readonly external_booking_id: string;
  /** By how many requests it was cancelled: 0 not at all, 2 twice. */
  readonly cancelled: number;
  /** How many requests named it in their path, whatever came of them. */
  readonly requests: number;
}

/** A request that reached the sandbox. */
export interface SandboxRequest {
  readonly method: string;
  /** The request target as it was sent. */
  readonly target: string;
  /** The status that was decided on; a transport fault may have kept it from arriving. */
  readonly status: number;
  /** Names of the faults that were in force for it. */
  readonly faults: readonly string[];
}

/** A running sandbox. */
export interface Sandbox {
  /** Scheme, host and port, such as `http://127.0.0.1:41234`. */
  readonly baseUrl: string;
  readonly credentials: SandboxCredentials;
  readonly bookings: readonly SandboxBooking[];
  /** Every request so far, in the order in which they were decided. */
  readonly requests: readonly SandboxRequest[];
  /** Targets of requests that followed a redirect to another origin; a good client leaves it empty. */
  readonly elsewhere: readonly string[];
  /** What became of each booking, in the order of `bookings`. */
  state(): readonly SandboxBookingState[];
  /** Ends every connection, those under way too, and frees the port. */
  close(): Promise<void>;
}
