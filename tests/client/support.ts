/** What the client's tests share: invented fixtures from the description, and a look into errors. */
import { inspect } from "node:util";
import type { CancelExternalBookingRequest } from "../../generated/schema.js";
import { type OperationId, operations, responseFor } from "../../src/description.js";
import { examplesAt } from "../../src/document.js";
import { SolvError } from "../../src/index.node.js";

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
