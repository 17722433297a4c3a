/** Builds replies: what the description documents, and refusals in the shape that FastAPI gives them. */

import { examplesAt, nodeAt, type Schema, wholeSchema } from "../description/document.js";
import {
  bodyFor,
  type Operation,
  responseFor,
  successStatuses,
} from "../description/operations.js";
import { contentPointer } from "../description/pointer.js";
import { encodeUtf8 } from "../http/utf8.js";
import { headerOf } from "../http/wire.js";
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
  return { status, headers: [["content-type", nameOf(mediaType)]], json };
}

/** The named examples of the documented success, in the description's order. */
export function successExamples(operation: Operation): readonly unknown[] {
  const { source, mediaType } = documentedSuccess(operation);
  return mediaType === undefined ? [] : examplesOf(source, mediaType);
}

/** A reply with what is documented of its status: required headers, and another body if its own does not fit. */
export function asDocumented(operation: Operation, reply: Reply): Reply {
  const described = responseFor(operation, reply.status);
  if (!described) return reply;
  const { source, content, headers } = described;
  const missing = headers
    .filter(({ name, required }) => required && !headerOf(reply.headers, name.toLowerCase()))
    .map(({ name }) => [name, headerSample(`${source}/headers/${name}`)] as const);
  const own = bodyFor(content, headerOf(reply.headers, "content-type"));
  const [mediaType] = Object.keys(content);
  if (mediaType === undefined || own?.validate(reply.json)) {
    return { ...reply, headers: [...reply.headers, ...missing] };
  }
  const others = reply.headers.filter(([name]) => name.toLowerCase() !== "content-type");
  return {
    status: reply.status,
    headers: [["content-type", nameOf(mediaType)], ...others, ...missing],
    json: examplesOf(source, mediaType)[0],
  };
}

/** The bytes of a reply's body. */
export function bodyOf({ bytes, json }: Reply): Uint8Array {
  if (bytes) return bytes;
  // Of `undefined`, `stringify` makes `undefined`, whatever its type says.
  return encodeUtf8(JSON.stringify(json) ?? "");
}

function documentedSuccess(operation: Operation) {
  const [status = 0] = successStatuses(operation);
  const described = responseFor(operation, status);
  if (!described) throw new Error(`${operation.id} documents no success.`);
  return { status, source: described.source, mediaType: Object.keys(described.content)[0] };
}

function examplesOf(source: string, mediaType: string): readonly unknown[] {
  return [...examplesAt(contentPointer(source, mediaType)).values()];
}

/** What is sent of a media type that may be a range. */
function nameOf(mediaType: string): string {
  return mediaType.includes("*") ? "application/json" : mediaType;
}

/** A documented value of a header, or a number, which is also a text. */
function headerSample(pointer: string): string {
  const { example, schema = {} } = nodeAt(pointer) as { example?: unknown; schema?: Schema };
  const [named = example] = examplesAt(pointer).values();
  const { examples = [], enum: listed = [] } = wholeSchema(schema);
  return String(named ?? examples[0] ?? listed[0] ?? 7);
}
