/** Says what is described of a cancel, and which of its members a fault has to know by their meaning. */
import type { Booking, CancelExternalBookingRequest } from "../../../generated/schema.js";
import { examplesAt, type Schema, schemaAt, wholeSchema } from "../../description/document.js";
import { type Operation, operations, successStatuses } from "../../description/operations.js";
import { contentPointer } from "../../description/pointer.js";

function schemaOf(content: Operation["responses"][string]["content"] = {}): Schema {
  return wholeSchema(schemaAt(Object.values(content)[0]?.schema ?? ""));
}

/** Whether some value of a member is not what a body's schema allows of it. */
function refuses(content: Operation["responses"][string]["content"] = {}, source = "") {
  const [entry] = Object.entries(content);
  const [example] = entry ? examplesAt(contentPointer(source, entry[0])).values() : [];
  return (name: string, value: unknown) =>
    entry !== undefined && !entry[1].validate({ ...(example as object), [name]: value });
}

const { requestBody, responses }: Operation = operations.cancelExternalBooking;
const answer = responses[successStatuses(operations.cancelExternalBooking)[0] ?? 0];

/** The schema of the answer to a cancel. */
export const answerSchema: Schema = schemaOf(answer?.content);

/** The schema of the body of a cancel. */
export const requestSchema: Schema = schemaOf(requestBody?.content);

/** Whether an answer to a cancel departs once a member of it has this value. */
export const isRefusedInAnswer = refuses(answer?.content, answer?.source);

/** Whether a body of a cancel is invalid once a member of it has this value. */
export const isRefusedInRequest = refuses(requestBody?.content, requestBody?.source);

export const ID = "id" satisfies keyof Booking;
export const STATUS = "status" satisfies keyof Booking;
export const REASON = "cancellation_reason" satisfies keyof CancelExternalBookingRequest;
export const LOCATION = "external_location_id" satisfies keyof CancelExternalBookingRequest;
export const SERVICE = "service_id" satisfies keyof CancelExternalBookingRequest;
