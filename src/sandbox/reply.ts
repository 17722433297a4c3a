/** Builds replies: what the description documents, and refusals in the shape that FastAPI gives them. */

import { examplesAt, schemaAt, valuesShownAt, wholeSchema } from "../description/document.js";
import {
  bodyFor,
  type DescribedBody,
  type DescribedParameter,
  type Operation,
  responseFor,
  successStatuses,
} from "../description/operations.js";
import { readParameter, writeParameter } from "../description/parameters.js";
import { contentPointer } from "../description/pointer.js";
import { encodeUtf8 } from "../http/utf8.js";
import { BODILESS, headerOf } from "../http/wire.js";
import { documentLookup } from "../judge/lookup.js";
import type { Reply } from "./model.js";

const JSON_TYPE = ["content-type", "application/json"] as const;

/** Says of an answer that it is the description's example, whatever was asked. */
export const EXAMPLE_HEADER = ["x-sandbox-answer", "example"] as const;

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

/** The documented success with its first example, which says that it is one; without a body there is nothing to say. */
export function exampleReply(operation: Operation): Reply {
  const reply = success(operation, successExamples(operation)[0]);
  return reply.json === undefined
    ? reply
    : { ...reply, headers: [...reply.headers, EXAMPLE_HEADER] };
}

/** The body of the documented success; `undefined` where it has none. */
export function successBody(operation: Operation): DescribedBody | undefined {
  const { status, mediaType } = documentedSuccess(operation);
  return responseFor(operation, status)?.content[mediaType ?? ""];
}

/** Whether the documented success is a value of this kind: it fits, and no member of it is unlisted. */
export function isSuccessBody(operation: Operation, value: unknown): boolean {
  const described = successBody(operation);
  if (!described?.validate(value)) return false;
  return documentLookup.undocumented(described.schema, value).pointers.length === 0;
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
    .map((header) => [header.name, headerSample(header)] as const);
  const own = bodyFor(content, headerOf(reply.headers, "content-type"));
  const [mediaType] = Object.keys(content);
  if (mediaType === undefined || own?.validate(reply.json)) {
    return { ...reply, headers: [...reply.headers, ...missing] };
  }
  const others = reply.headers.filter(([name]) => name.toLowerCase() !== "content-type");
  return {
    status: reply.status,
    headers: [["content-type", nameOf(mediaType)], ...others, ...missing, EXAMPLE_HEADER],
    json: examplesOf(source, mediaType)[0],
  };
}

/** The bytes of a reply's body. */
export function bodyOf({ status, bytes, json }: Reply): Uint8Array {
  if (bytes) return bytes;
  if (BODILESS.includes(status)) return new Uint8Array();
  // Of `undefined`, `stringify` makes `undefined`, whatever its type says.
  return encodeUtf8(JSON.stringify(json) ?? "");
}

function documentedSuccess(operation: Operation) {
  const [status = 0] = successStatuses(operation);
  const described = responseFor(operation, status);
  if (!described) throw new Error(`${operation.id} documents no success.`);
  const [mediaType] = BODILESS.includes(status) ? [] : Object.keys(described.content);
  return { status, source: described.source, mediaType };
}

function examplesOf(source: string, mediaType: string): readonly unknown[] {
  return [...examplesAt(contentPointer(source, mediaType)).values()];
}

/** What is sent of a media type that may be a range. */
function nameOf(mediaType: string): string {
  return mediaType.includes("*") ? "application/json" : mediaType;
}

/** A documented value of a header, or one that often fits. */
function headerSample(header: DescribedParameter): string {
  const {
    examples = [],
    enum: listed = [],
    default: byDefault,
  } = wholeSchema(schemaAt(header.schema));
  const shown = [...valuesShownAt(header.source), ...examples, ...listed, byDefault];
  const samples = [...shown, 7, "sample", true, "2030-01-01", "2030-01-01T00:00:00Z"];
  const texts = samples
    .filter((value) => value !== undefined)
    .map((value) => writeParameter(header, value)[0] ?? "");
  const isValid = (text: string) => header.validate(readParameter(header, [text])?.value);
  return texts.find(isValid) ?? texts[0] ?? "";
}
