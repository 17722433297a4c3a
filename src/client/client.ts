/** Puts a client together: options, tokens, transport, and the two ways to call. */
import type {
  AccessToken,
  AccessTokenRequest,
  Booking,
  CancelExternalBookingRequest,
  operations as OperationTypes,
  paths,
} from "../../generated/schema.js";
import {
  type Operation,
  type OperationId,
  operations,
  responseFor,
} from "../description/operations.js";
import type { Transport } from "../http/wire.js";
import { type ApiAnswer, createApi } from "./api.js";
import type { ApiClient } from "./api-types.js";
import { type CallLimits, type CallResult, type PreparedRequest, runCall } from "./call.js";
import type {
  CallArguments,
  CallableId,
  CallOptions,
  CallOutput,
  CancelOptionsOf,
} from "./call-types.js";
import { SolvContractError, SolvError, SolvRedirectError } from "./errors.js";
import { misconfigured } from "./mistakes.js";
import type { BaseClientOptions } from "./options.js";
import { type CallParts, prepareCall, prepareRequest } from "./prepare.js";
import { operationBy, readCallOptions, readInput } from "./read-call.js";
import { checkOptions, checkSignal, integerOption } from "./settings.js";
import { fetchedToken, givenToken, type TokenSource } from "./tokens.js";

declare global {
  // Also for programs that are compiled without `esnext.disposable`; the declarations merge.
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol;
  }
}

type Cancel = OperationTypes["cancelExternalBooking"];

/** The path parameters of `cancelExternalBooking`, as `client.api` takes them. */
export type CancelExternalBookingPath = Cancel["parameters"]["path"];

/** The options of a cancel: also its query and header parameters, as soon as the description has any. */
export type CancelOptions = CancelOptionsOf<Cancel>;

/** The arguments of a cancel; options may be left out as long as nothing in them is required. */
export type CancelArguments =
  Record<string, never> extends CancelOptions
    ? [
        externalBookingId: CancelExternalBookingPath[keyof CancelExternalBookingPath],
        body: CancelExternalBookingRequest,
        options?: CancelOptions,
      ]
    : [
        externalBookingId: CancelExternalBookingPath[keyof CancelExternalBookingPath],
        body: CancelExternalBookingRequest,
        options: CancelOptions,
      ];

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
   * @param call the id, any text but the empty one, `.` and `..`, which is percent-encoded for you; the body,
   * where the booking was made and optionally why it is cancelled; and options
   * @returns the booking, validated against the description
   * @throws SolvError which says in `outcome` whether the booking was cancelled
   */
  cancelExternalBooking(...call: CancelArguments): Promise<Booking>;
  /**
   * The same, with the number of attempts and the server's request id.
   *
   * @throws SolvError which says in `outcome` whether the booking was cancelled
   */
  cancelExternalBookingWithResponse(...call: CancelArguments): Promise<CancelResult>;
  /**
   * Calls any operation of the description by its operationId. Parameters and body are judged before
   * anything is sent, the answer before it is returned.
   *
   * @param call `{ path, query, headers, body }` as the operation describes them, and options
   * @returns the body of the documented success; `undefined` where it has none
   * @throws SolvError as `cancelExternalBooking` does
   */
  call<Id extends CallableId>(operationId: Id, ...call: CallArguments<Id>): Promise<CallOutput<Id>>;
  /**
   * openapi-fetch's client over the same transport, with the same credentials and checks. An HTTP
   * failure comes back as `{ error, response }`; what is no such answer is thrown as above.
   */
  readonly api: ApiClient<paths>;
  /**
   * Frees the sockets. Calls under way end first; later ones are refused.
   *
   * @returns resolves when the calls under way have ended, however they did
   */
  close(): Promise<void>;
  /** {@link close}, for `await using`; only where the runtime has the symbol. */
  [Symbol.asyncDispose](): Promise<void>;
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
  const underWay = new Set<Promise<unknown>>();
  const run = (request: PreparedRequest, limits: CallLimits) => {
    const running = runCall(context, request, limits);
    const ended: Promise<unknown> = running.then(
      () => underWay.delete(ended),
      () => underWay.delete(ended),
    );
    underWay.add(ended);
    return running;
  };
  const tokens: TokenSource =
    settings.clientSecret !== undefined
      ? fetchedToken(async (signal, scope) => {
          // Its names are the description's; what the values have to be is judged before they are sent.
          const body = {
            client_id: settings.clientId,
            client_secret: settings.clientSecret,
            grant_type: settings.grantType,
            scope,
          } satisfies { [Name in keyof AccessTokenRequest]?: unknown };
          const request = prepareCall(operations[tokenId], { body }, { ...settings, added: [] });
          return (await run(request, { timeoutMs, signal })).value as AccessToken;
        })
      : givenToken(accessToken);
  const context = { settings, transport, tokens };

  /** What a call is bounded by, once it is known that it may begin. */
  const limitsOf = (given: AbortSignal | null | undefined, own?: number): CallLimits => {
    if (closed) throw misconfigured("The client is closed.");
    const signal = checkSignal(given);
    share?.(signal);
    return { timeoutMs: integerOption("timeoutMs", own ?? timeoutMs, 1), signal };
  };

  const call = (operation: Operation, input: CallParts, options: CallOptions) => {
    const limits = limitsOf(options.signal, options.timeoutMs);
    return run(prepareCall(operation, { ...input, more: options.headers }, settings), limits);
  };

  const cancel = operations[cancelId];
  const [idName = ""] = cancel.parameters.flatMap((each) => (each.in === "path" ? each.name : []));
  const queried = cancel.parameters.some((each) => each.in === "query") ? { query: "" } : {};
  const cancelExternalBookingWithResponse: SolvClient["cancelExternalBookingWithResponse"] = async (
    ...[externalBookingId, body, given]
  ) => {
    const options: CallOptions & { readonly query?: unknown } = readCallOptions(given, queried);
    const input = { path: { [idName]: externalBookingId }, query: options.query, body };
    const { value, status, requestId, attempts, earlierAttemptUnknown } = await call(
      cancel,
      input,
      options,
    );
    return { booking: value as Booking, status, requestId, attempts, earlierAttemptUnknown };
  };
  const close = () => {
    closed = true;
    transport.close();
    return Promise.all(underWay).then(() => undefined);
  };

  return {
    cancelExternalBookingWithResponse,
    cancelExternalBooking: async (...call) =>
      (await cancelExternalBookingWithResponse(...call)).booking,
    call: async <Id extends CallableId>(
      operationId: Id,
      ...[input, options]: CallArguments<Id>
    ) => {
      const operation = operationBy(operationId);
      const parts = readInput(operation, input);
      const result = await call(operation, parts, readCallOptions(options));
      return result.value as CallOutput<Id>;
    },
    api: createApi(origin + prefix, async (request, given) => {
      const limits = limitsOf(given ?? request.signal);
      const prepared = await prepareRequest(request, settings);
      return toAnswer(run(prepared, limits), prepared.operation);
    }),
    close,
    // Where there is no such symbol, nobody can ask for it.
    ...(Symbol.asyncDispose && { [Symbol.asyncDispose]: close }),
  } as SolvClient;
}

/**
 * A failure that is a proper HTTP answer to this very call is handed on as one. Everything else stays
 * an error: also an answer of the token call, and one that an earlier attempt makes doubtful.
 */
async function toAnswer(running: Promise<CallResult>, operation: Operation): Promise<ApiAnswer> {
  try {
    return await running;
  } catch (error) {
    const isRedirect = error instanceof SolvRedirectError;
    const proper =
      error instanceof SolvError &&
      error.operationId === operation.id &&
      !error.earlierAttemptUnknown &&
      !(error instanceof SolvContractError) &&
      !(isRedirect && !responseFor(operation, error.status ?? 0)) &&
      error.revealResponse();
    if (!proper) throw error;
    return { response: proper, attempts: error.attempts };
  }
}
