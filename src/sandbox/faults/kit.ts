/** The few moves that most faults are made of. */
import type { Booking, CancelExternalBookingRequest } from "../../../generated/schema.js";
import { examplesAt, type Schema, schemaAt, wholeSchema } from "../../description/document.js";
import { type Operation, operations, successStatuses } from "../../description/operations.js";
import { contentPointer } from "../../description/pointer.js";
import type { Fault } from "../fault.js";
import type { Reply } from "../model.js";
import { bodyOf } from "../reply.js";
import { VALIDATION_STATUS } from "../validation.js";

/** A JSON object whose properties are about to be bent. */
export type Bendable = Readonly<Record<string, unknown>>;

/** Whether a reply is one of the documented successes. */
export function isSuccess({ status }: Reply): boolean {
  return SUCCESSES.has(status);
}

const SUCCESSES = new Set(Object.values<Operation>(operations).flatMap(successStatuses));

/** Changes the JSON of a success. */
export function onSuccess(change: (json: Bendable) => unknown): NonNullable<Fault["alter"]> {
  return (reply) => (isSuccess(reply) ? { ...reply, json: change(reply.json as Bendable) } : reply);
}

/** Changes the JSON of an answer that names what does not validate. */
export function onInvalid(change: (json: Bendable) => unknown): NonNullable<Fault["alter"]> {
  return (reply) => (isInvalid(reply) ? { ...reply, json: change(reply.json as Bendable) } : reply);
}

export function isInvalid({ status }: Reply): boolean {
  return status === VALIDATION_STATUS;
}

/** Changes the bytes of a success. */
export function onBytes(change: (bytes: Buffer) => Uint8Array): NonNullable<Fault["alter"]> {
  return (reply) =>
    isSuccess(reply) ? { ...reply, bytes: change(Buffer.from(bodyOf(reply))) } : reply;
}

/** Sets a header, or takes it away. */
export function withHeader(reply: Reply, name: string, value?: string): Reply {
  const others = reply.headers.filter(([key]) => key.toLowerCase() !== name);
  return { ...reply, headers: value === undefined ? others : [...others, [name, value]] };
}

/** An answer that has nothing to do with the API. */
export function page(status: number, text: string, ...headers: [string, string][]): Reply {
  return {
    status,
    headers: [["content-type", "text/html; charset=utf-8"], ...headers],
    bytes: Buffer.from(`<!doctype html><title>Sample</title><p>${text}</p>`),
  };
}

/** The name of a property as a part of a fault's name. */
export function kebab(name: string): string {
  return name.replaceAll("_", "-");
}

function schemaOf(content: Operation["responses"][string]["content"] = {}): Schema {
  return wholeSchema(schemaAt(Object.values(content)[0]?.schema ?? ""));
}

/** Whether some value of a member is not what a body's schema allows of it. */
function refuses(content: Operation["responses"][string]["content"] = {}, source = "") {
  const [entry] = Object.entries(content);
  const [example] = entry ? examplesAt(contentPointer(source, entry[0])).values() : [];
  return (name: string, value: unknown) =>
    entry !== undefined && !entry[1].validate({ ...(example as Bendable), [name]: value });
}

const { requestBody, responses }: Operation = operations.cancelExternalBooking;
const status = successStatuses(operations.cancelExternalBooking)[0] ?? 0;

/** The schema of the answer to a cancel. */
export const answerSchema: Schema = schemaOf(responses[status]?.content);

/** The schema of the body of a cancel. */
export const requestSchema: Schema = schemaOf(requestBody?.content);

/** Whether an answer to a cancel departs once a member of it has this value. */
export const isRefusedInAnswer = refuses(responses[status]?.content, responses[status]?.source);

/** Whether a body of a cancel is invalid once a member of it has this value. */
export const isRefusedInRequest = refuses(requestBody?.content, requestBody?.source);

/** Property names that a fault has to know by meaning, not by shape. */
export const ID = "id" satisfies keyof Booking;
export const STATUS = "status" satisfies keyof Booking;
export const REASON = "cancellation_reason" satisfies keyof CancelExternalBookingRequest;
export const LOCATION = "external_location_id" satisfies keyof CancelExternalBookingRequest;
export const SERVICE = "service_id" satisfies keyof CancelExternalBookingRequest;
