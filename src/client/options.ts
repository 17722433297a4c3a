/** Describes the options of `createSolvClient`: what they mean, their units and defaults. */
import type { servers } from "../../generated/description.js";
import type { Finding } from "../judge/finding.js";
import type { HeadersOption } from "./call-types.js";
import type { ClientHooks } from "./hooks.js";

type Server = (typeof servers)[number];

/** A server of the description, by its name. */
export type Environment = Lowercase<Server["name"]>;

/** Where the API is: one of the two. */
export type TargetOptions =
  | {
      /** A server of the description. */
      readonly environment: Environment;
      readonly baseUrl?: undefined;
    }
  | {
      /** Another server: https, or plain http on loopback and to `allowHttp`. A path in it is a prefix. */
      readonly baseUrl: string | URL;
      readonly environment?: undefined;
    };

/** How calls are authorised: one of the two. */
export type CredentialOptions =
  | {
      /**
       * A token with the scope `write:bookings`, or a function that is asked for one before each
       * call (one question at a time, shared by concurrent calls) and once more after a 401.
       */
      readonly accessToken: string | (() => string | Promise<string>);
      readonly clientSecret?: undefined;
      readonly grantType?: undefined;
      readonly scope?: undefined;
    }
  | {
      /**
       * The partner's secret. The client then fetches its tokens itself (`createAccessToken`), one for
       * each set of scopes that its calls need, keeps each until shortly before it expires, and fetches
       * another after a 401. Refused in a browser.
       */
      readonly clientSecret: string;
      /** Default `service_api`, as the API's reference asks. */
      readonly grantType?: string | undefined;
      /**
       * The scopes to ask for, joined by commas, whatever is called. Default: those that the
       * description has for the operation that is called, such as `write:bookings`.
       */
      readonly scope?: string | undefined;
      readonly accessToken?: undefined;
    };

/** Options that all runtimes share. */
export interface CommonOptions extends ClientHooks {
  /** The partner's client id, sent as `x-api-key`. */
  readonly clientId: string;
  /**
   * Hosts, without a port, to which plain http is allowed besides loopback, such as a service of a
   * compose file. Never those of the documented servers. Default none.
   */
  readonly allowHttp?: readonly string[] | undefined;
  /** Replaces the transport. `redirect: "manual"` is asked of it, and it must not repeat calls. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * Milliseconds for a whole call: token, connection, answer with its body, all attempts and the
   * pauses between them. Default 30 000, which is also the worst case.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * How often a call that is known not to have been applied is repeated. Default 2. With 0 a call is
   * one request, also where the answer is a 401.
   */
  readonly maxRetries?: number | undefined;
  /**
   * Also repeats calls whose outcome is unknown. The cancel may then reach the server twice; errors
   * and results say so in `earlierAttemptUnknown`. Default false.
   */
  readonly retryUnknownOutcome?: boolean | undefined;
  /** Bytes of decoded body after which an answer is given up. Default 1 MiB. */
  readonly maxBodyBytes?: number | undefined;
  /**
   * `throw` (default): an answer that breaks the description is a {@link SolvContractError}.
   * `report`: if it is still recognisably the booking it is returned, and `onFinding` is told.
   */
  readonly onContractViolation?: "throw" | "report" | undefined;
  /**
   * More headers for every call, such as a correlation id; those of a call go before them. Credentials
   * and what frames the request are refused. The token call does not carry them.
   */
  readonly headers?: HeadersOption | undefined;
  /** Told of each departure from the description, in either mode. What it throws is dropped. */
  readonly onFinding?: ((finding: Finding) => unknown) | undefined;
}

/** Options of a client on every runtime. */
export type BaseClientOptions = CommonOptions & TargetOptions & CredentialOptions;
