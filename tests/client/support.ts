/** What the client's tests share: invented fixtures from the description, and a look into errors. */
import { inspect } from "node:util";
import type { CancelExternalBookingRequest } from "../../generated/schema.js";
import { examplesAt } from "../../src/description/document.js";
import { type OperationId, operations, responseFor } from "../../src/description/operations.js";
import {
  type CallOptions,
  type CommonOptions,
  createSolvClient,
  SolvError,
} from "../../src/index.node.js";
import { type SandboxOptions, startSandbox } from "../../src/sandbox.js";

export const cancel = operations.cancelExternalBooking;

/** The examples of an operation's answer, by name. */
export function answerExamples(id: OperationId, status: number): [string, object][] {
  const { source } = responseFor(operations[id], status) ?? { source: "" };
  return [...examplesAt(`${source}/content/application~1json`)] as [string, object][];
}

/** The examples of an operation's request body, by name. */
export function requestExamples(id: OperationId): [string, object][] {
  const { source } = operations[id].requestBody ?? { source: "" };
  return [...examplesAt(`${source}/content/application~1json`)] as [string, object][];
}

export function example(examples: [string, object][], name: string): object {
  const value = new Map(examples).get(name);
  if (!value) throw new Error(`There is no example ${name}.`);
  return value;
}

export const bookingId = "ehr-booking-0001";

export const minimalBody = example(
  requestExamples("cancelExternalBooking"),
  "minimal",
) as CancelExternalBookingRequest;

export const booking = example(answerExamples("cancelExternalBooking", 200), "full");

/** The error that a call ends in; fails the test when it succeeds or throws something else. */
export async function errorOf(call: Promise<unknown>): Promise<SolvError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SolvError) return error;
  throw new Error(`Expected a SolvError, got ${inspect(error)}`);
}

/** Every way in which an error is likely to reach a log. */
export function renderings(error: unknown): string {
  const texts: string[] = [];
  for (let at = error; at !== undefined && at !== null; at = (at as { cause?: unknown }).cause) {
    const { message, stack } = at as Error;
    texts.push(message, String(stack), String(at), JSON.stringify(at));
    texts.push(inspect(at, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }));
  }
  return texts.join("\n");
}

/** A client of a sandbox, and the sandbox's first booking; both end with the test. */
export async function startClient(
  sandboxOptions: SandboxOptions = {},
  clientOptions: Partial<CommonOptions> & { credential?: "token" | "secret" } = {},
) {
  const { credential = "token", ...options } = clientOptions;
  const sandbox = await startSandbox({ paceMs: 50, ...sandboxOptions });
  const { clientId, accessToken, clientSecret } = sandbox.credentials;
  const client = createSolvClient({
    baseUrl: sandbox.baseUrl,
    clientId,
    timeoutMs: 20_000,
    ...(credential === "token" ? { accessToken } : { clientSecret }),
    ...options,
  });
  open.push(client, sandbox);
  const [first] = sandbox.bookings;
  if (!first) throw new Error("The sandbox has no booking.");
  const { external_booking_id: id, external_location_id, service_id } = first;
  const body = { external_location_id, service_id };
  return {
    sandbox,
    client,
    id,
    body,
    cancel: (options?: CallOptions) => client.cancelExternalBookingWithResponse(id, body, options),
    /** Methods of the requests that arrived, in their order. */
    sent: () => sandbox.requests.map(({ method }) => method),
    cancelled: () => sandbox.state()[0]?.cancelled,
  };
}

const open: { close(): unknown }[] = [];

/** Has something closed at the end of the test. */
export function closeLater(...things: { close(): unknown }[]): void {
  open.push(...things);
}

/** Ends what was started; for `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const each of open.splice(0)) await each.close();
}
