/** The words of the sandbox: a call, a reply, the world behind them, and the stages in between. */
import type {
  Booking,
  CancelExternalBookingRequest,
  ValidationError,
} from "../../generated/schema.js";
import type { Operation } from "../description/operations.js";
import type { HeaderList } from "../http/wire.js";

/**
 * A request that has arrived whole and has found its operation.
 *
 * @internal
 */
export interface Call {
  readonly method: string;
  /** The request target as it was sent. */
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  readonly operation: Operation;
  /** The path's parameters, still percent-encoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * An answer before it is written.
 *
 * @internal
 */
export interface Reply {
  readonly status: number;
  readonly headers: HeaderList;
  /** What is sent as JSON; `undefined` for no body. */
  readonly json?: unknown;
  /** Sent instead of `json`, byte by byte as it is. */
  readonly bytes?: Uint8Array;
}

/**
 * A booking as the sandbox keeps it.
 *
 * @internal
 */
export interface StoredBooking
  extends Pick<CancelExternalBookingRequest, "external_location_id" | "service_id"> {
  readonly external_booking_id: string;
  booking: Booking;
  /** By how many requests it was cancelled; 2 is a double cancel. */
  cancelled: number;
  /** How many requests named it in their path, whatever came of them. */
  requests: number;
}

/** Credentials that the sandbox knows. All are invented. */
export interface SandboxCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Valid for every scope of the description, for as long as the sandbox lives. */
  readonly accessToken: string;
  /** Valid, but for no scope at all. */
  readonly unscopedAccessToken: string;
  /** Had every scope, and has expired. */
  readonly expiredAccessToken: string;
}

export interface Token {
  readonly scopes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What can be wrong with one credential. */
export type AuthTrouble =
  | "no_key"
  | "wrong_key"
  | "no_token"
  | "wrong_scheme"
  | "unknown_token"
  | "expired_token"
  | "missing_scope";

/** The kind of thing that does not validate. */
export type ProblemKind =
  | "parameter"
  | "no_body"
  | "media_type"
  | "syntax"
  | "missing"
  | "null"
  | "type"
  | "other";

/** One thing that does not validate, and where. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly loc: ValidationError["loc"];
  /** The keyword that is not met, or the type that is expected. */
  readonly expected: string;
}

/**
 * Everything that the sandbox remembers between calls.
 *
 * @internal
 */
export interface State {
  readonly credentials: SandboxCredentials;
  readonly tokens: Map<string, Token>;
  readonly bookings: readonly StoredBooking[];
  readonly byId: ReadonlyMap<string, StoredBooking>;
  /** Another origin, to which redirects lead. */
  readonly elsewhere: string;
}

/**
 * Where a method and a path lead.
 *
 * @internal
 */
export type Route =
  | {
      readonly operation: Operation;
      readonly parameters: Readonly<Record<string, string>>;
    }
  | { readonly allow: readonly string[] }
  | undefined;

/**
 * The decisions that make an answer, in their order. A fault replaces one or several.
 *
 * @internal
 */
export interface Decisions {
  route(method: string, path: string): Route;
  /** The answer to a method that is not among the allowed ones. */
  notAllowed(allow: readonly string[]): Reply;
  /** Whether the body is looked at before the credentials are. */
  readonly validatesFirst: boolean;
  troubles(call: Call): readonly AuthTrouble[];
  problems(call: Call): readonly Problem[];
  /** The decoded id of the booking that is named; `undefined` when it cannot be decoded. */
  idOf(call: Call): string | undefined;
  find(id: string): StoredBooking | undefined;
  readonly bookings: readonly StoredBooking[];
  /** Whether the body names the location and the service at which the booking was made. */
  samePlace(booking: StoredBooking, body: unknown): boolean;
  /** Cancels, and says what is answered. */
  cancel(booking: StoredBooking): Booking;
  /** Makes a token for the scopes asked for, and says what is answered. */
  issueToken(body: unknown): Reply;
}
