/** Puts a client together: options, tokens, transport, and the two ways to call. */
import type {
  AccessToken,
  AccessTokenRequest,
  Booking,
  CancelExternalBookingRequest,
  operations as OperationTypes,
  paths,
} from "../../generated/schema.js";
import { type Operation, type OperationId, operations } from "../description/operations.js";
import type { Transport } from "../http/wire.js";
import { createApi } from "./api.js";
import type { ApiClient } from "./api-types.js";
import { type CallLimits, type CallResult, runCall } from "./call.js";
import { SolvContractError, SolvError, SolvRedirectError } from "./errors.js";
import { type BaseClientOptions, checkOptions, integerOption, misconfigured } from "./options.js";
import { type CallInput, prepareCall, prepareRequest } from "./prepare.js";
import { askedToken, fetchedToken, fixedToken, type TokenSource } from "./tokens.js";

/** Options of one call. */
export interface CallOptions {
  /** Ends the call with a {@link SolvAbortedError}, wherever it stands. */
  readonly signal?: AbortSignal;
  /** Milliseconds for this call; default the client's `timeoutMs`. */
  readonly timeoutMs?: number;
}

/** A cancelled booking, and how it came about. */
export interface CancelResult {
  /** The booking, validated against the description. */
  readonly booking: Booking;
  /** HTTP status of the answer. */
  readonly status: number;
  /** The server's `x-request-id`, if it sent one. */
  readonly requestId: string | undefined;
  /** How many requests were sent. */
  readonly attempts: number;
  /** Whether an earlier attempt may have been the one that worked (`retryUnknownOutcome` only). */
  readonly earlierAttemptUnknown: boolean;
}

/** A client of the Solv partner API for external bookings. */
export interface SolvClient {
  /**
   * Cancels the booking that the outside system knows as `externalBookingId`.
   *
   * @param externalBookingId any text but the empty one, `.` and `..`; it is percent-encoded for you
   * @param body where the booking was made, and optionally why it is cancelled
   * @returns the booking, validated against the description
   * @throws SolvError which says in `outcome` whether the booking was cancelled
   */
  cancelExternalBooking(
    externalBookingId: string,
    body: CancelExternalBookingRequest,
    options?: CallOptions,
  ): Promise<Booking>;
  /**
   * The same, with the number of attempts and the server's request id.
   *
   * @throws SolvError which says in `outcome` whether the booking was cancelled
   */
  cancelExternalBookingWithResponse(
    externalBookingId: string,
    body: CancelExternalBookingRequest,
    options?: CallOptions,
  ): Promise<CancelResult>;
  /**
   * openapi-fetch's client over the same transport, with the same credentials and checks. An HTTP
   * failure comes back as `{ error, response }`; what is no such answer is thrown as above.
   */
  readonly api: ApiClient<paths>;
  /** Frees the sockets. Calls under way end first; later ones are refused. */
  close(): void;
}

const cancelId = "cancelExternalBooking" satisfies OperationId;
const tokenId = "createAccessToken" satisfies OperationId;

/**
 * @internal The entries add their transport.
 * @param share told of each call's signal before anything listens to it: many calls may have the same
 */
export function assembleClient(
  options: BaseClientOptions,
  transport: Transport,
  share?: (signal: AbortSignal | undefined) => void,
): SolvClient {
  const settings = checkOptions(options);
  const { origin, prefix, accessToken, timeoutMs } = settings;
  let closed = false;

  const call = (operation: Operation, input: CallInput, limits: CallLimits) =>
    runCall(context, prepareCall(operation, input, settings), limits);

  const tokens: TokenSource =
    settings.clientSecret !== undefined
      ? fetchedToken(async (signal) => {
          const body: AccessTokenRequest = {
            client_id: settings.clientId,
            client_secret: settings.clientSecret ?? "",
            grant_type: settings.grantType,
            scope: scopesOf(operations[cancelId]),
          };
          return (await call(operations[tokenId], { body }, { timeoutMs, signal }))
            .value as AccessToken;
        })
      : typeof accessToken === "function"
        ? askedToken(accessToken)
        : fixedToken(accessToken ?? "");
  const context = { settings, transport, tokens };

  const refuseIfClosed = () => {
    if (closed) throw misconfigured("The client is closed.");
  };

  const cancelExternalBookingWithResponse: SolvClient["cancelExternalBookingWithResponse"] = async (
    externalBookingId,
    body,
    callOptions,
  ) => {
    refuseIfClosed();
    const path: OperationTypes[typeof cancelId]["parameters"]["path"] = {
      external_booking_id: externalBookingId,
    };
    // Also null, from JavaScript.
    const { signal, timeoutMs: own } = callOptions ?? {};
    if (signal && typeof signal.addEventListener !== "function") {
      throw misconfigured("signal must be an AbortSignal.");
    }
    share?.(signal);
    const result = await call(
      operations[cancelId],
      { path, body },
      {
        timeoutMs: integerOption("timeoutMs", own ?? timeoutMs, 1),
        signal,
      },
    );
    const { status, requestId, attempts, earlierAttemptUnknown } = result;
    const booking = result.value as Booking;
    return { booking, status, requestId, attempts, earlierAttemptUnknown };
  };

  return {
    cancelExternalBookingWithResponse,
    cancelExternalBooking: async (...call) =>
      (await cancelExternalBookingWithResponse(...call)).booking,
    api: createApi(origin + prefix, async (request) => {
      refuseIfClosed();
      const prepared = await prepareRequest(request, settings);
      const limits = { timeoutMs, signal: request.signal };
      return toResponse(runCall(context, prepared, limits), prepared.operation);
    }),
    close: () => {
      closed = true;
      transport.close();
    },
  };
}

/**
 * A failure that is a proper HTTP answer to this very call is handed on as one. Everything else stays
 * an error: also an answer of the token call, and one that an earlier attempt makes doubtful.
 */
async function toResponse(running: Promise<CallResult>, { id }: Operation): Promise<Response> {
  const { status, headers, body } = await running.then(
    ({ response }) => response,
    (error: unknown) => {
      const proper =
        error instanceof SolvError &&
        error.operationId === id &&
        !error.earlierAttemptUnknown &&
        !(error instanceof SolvContractError || error instanceof SolvRedirectError) &&
        error.revealResponse();
      if (!proper) throw error;
      return proper;
    },
  );
  // The content coding is already undone, so what described it must not be repeated.
  const kept = headers.filter(([name]) => !/^content-(encoding|length)$/i.test(name));
  return new Response(body as BodyInit, { status, headers: kept.map(([...pair]) => pair) });
}

function scopesOf(operation: Operation): string {
  return (operation.security[0] ?? []).flatMap(({ scopes }) => scopes).join(",");
}
