/** Builds replies: what the description documents, and refusals in the shape that FastAPI gives them. */
import { type Operation, successStatuses } from "../description.js";
import { examplesAt } from "../document.js";
import type { Reply } from "./model.js";

const JSON_TYPE = ["content-type", "application/json"] as const;

/** A refusal that the description does not document: `{ "detail": "…" }`. */
export function refusal(status: number, detail: string, ...headers: [string, string][]): Reply {
  return { status, headers: [JSON_TYPE, ...headers], json: { detail } };
}

/** The documented success, with a body of our own making. */
export function success(operation: Operation, json: unknown): Reply {
  const { status, mediaType } = documentedSuccess(operation);
  if (mediaType === undefined) return { status, headers: [] };
  return { status, headers: [["content-type", mediaType]], json };
}

/** The named examples of the documented success, in the description's order. */
export function successExamples(operation: Operation): readonly unknown[] {
  const { source, mediaType } = documentedSuccess(operation);
  if (mediaType === undefined) return [];
  return [...examplesAt(`${source}/content/${mediaType.replaceAll("/", "~1")}`).values()];
}

/** The bytes of a reply's body. */
export function bodyOf({ bytes, json }: Reply): Uint8Array {
  if (bytes) return bytes;
  // Of `undefined`, `stringify` makes `undefined`, whatever its type says.
  return new TextEncoder().encode(JSON.stringify(json) ?? "");
}

function documentedSuccess(operation: Operation) {
  const [status = 0] = successStatuses(operation);
  const described = operation.responses[status];
  if (!described) throw new Error(`${operation.id} documents no success.`);
  return { status, source: described.source, mediaType: Object.keys(described.content)[0] };
}
