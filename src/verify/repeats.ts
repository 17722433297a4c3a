/** Recognises exchanges that differ from a judged one in nothing but values that cannot matter. */
import { isUtf8 } from "node:buffer";
import { resolveSchema, type Schema, schemaAt } from "../description/document.js";
import {
  bodyFor,
  type DescribedBody,
  type Operation,
  responseFor,
} from "../description/operations.js";
import { headerOf } from "../http/wire.js";
import type { Exchange } from "./exchange.js";
import type { Judgement } from "./judge-exchange.js";
import { compileTemplates, type Template } from "./pattern.js";
import type { TrafficFormat } from "./read/format.js";
import { makeTemplate, type Place } from "./template.js";

/** Exchanges that are learned at once, and how many must have been matched for each further one. */
const FREE_LESSONS = 24;
const MATCHES_PER_LESSON = 200;
/** Text that is looked at in one piece: small enough for the memory that is collected at low cost. */
const WINDOW_BYTES = 64 * 1024;
/** Before the first window of a piece. */
const NO_WINDOW = { text: "", from: 0 };
/** Templates that lead to one judgement, and judgements that are known; the oldest make place. */
const MAX_TEMPLATES = 24;
const MAX_JUDGEMENTS = 12;

export interface Repeats {
  /** Remembers an exchange that was not recognised, so that others like it are. */
  learn(bytes: Uint8Array, format: TrafficFormat, exchange: Exchange, judgement: Judgement): void;
  /** The index behind an exchange that begins here and is like a remembered one, or -1. */
  match(bytes: Uint8Array, from: number): number;
  /** Whether these bytes are one exchange, from end to end, that is like a remembered one. */
  isRepeat(bytes: Uint8Array): boolean;
  /** To be called before other bytes are given to `match`. */
  nextChunk(): void;
  /** The judgement of what was recognised last. */
  readonly judgement: Judgement | undefined;
}

/** Templates of exchanges that were judged alike. */
interface Known {
  readonly judgement: Judgement;
  readonly key: string;
  templates: Template[];
  pattern: RegExp;
}

export function createRepeats(): Repeats {
  // The most recently matched comes first, since neighbours are alike.
  const known: Known[] = [];
  let window = NO_WINDOW;
  let lessons = 0;
  let matches = 0;

  const find = (text: string, from: number): number => {
    for (const [index, { pattern }] of known.entries()) {
      pattern.lastIndex = from;
      if (!pattern.test(text)) continue;
      if (index > 0) known.unshift(...known.splice(index, 1));
      matches += 1;
      return pattern.lastIndex;
    }
    return -1;
  };
  const remember = (template: Template, judgement: Judgement) => {
    const key = JSON.stringify([judgement.id, judgement.findings]);
    const same = known.find((candidate) => candidate.key === key);
    if (same) {
      same.templates = [template, ...same.templates].slice(0, MAX_TEMPLATES);
      same.pattern = compileTemplates(same.templates);
      return;
    }
    const templates = [template];
    known.unshift({ judgement, key, templates, pattern: compileTemplates(templates) });
    known.length = Math.min(known.length, MAX_JUDGEMENTS);
  };

  return {
    learn: (bytes, format, exchange, judgement) => {
      // A template is dear. Where no two exchanges are alike, none would ever pay.
      if (lessons > FREE_LESSONS + matches / MATCHES_PER_LESSON) return;
      lessons += 1;
      const placeOf = placesOf(format, exchange, judgement.operation);
      const pathTemplate = judgement.operation.path;
      const template = placeOf && makeTemplate(bytes, { placeOf, pathTemplate });
      if (template) remember(template, judgement);
    },
    match: (bytes, from) => {
      if (known.length === 0) return -1;
      let end = find(window.text, from - window.from);
      // Perhaps the window begins too early and ends in the middle of the exchange.
      const behind = window.from + window.text.length;
      if (end === -1 && behind - from < WINDOW_BYTES / 2 && behind < bytes.length) {
        window = { text: textOf(bytes.subarray(from, from + WINDOW_BYTES)), from };
        end = find(window.text, 0);
      }
      return end === -1 ? -1 : window.from + end;
    },
    isRepeat: (bytes) => known.length > 0 && find(textOf(bytes), 0) === bytes.length,
    nextChunk: () => {
      window = NO_WINDOW;
    },
    get judgement() {
      return known[0]?.judgement;
    },
  };
}

/**
 * One character for each byte, so that indexes are the same; none of bytes that are no UTF-8. Without
 * what follows the last ASCII character: no exchange ends there, but a cut character may.
 */
function textOf(bytes: Uint8Array): string {
  let length = bytes.length;
  while ((bytes[length - 1] ?? 0) >= 0x80) length -= 1;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, length);
  return isUtf8(text) ? text.toString("latin1") : "";
}

type PlaceOf = (path: readonly (string | number)[]) => Place;

/** What of an exchange the judge looks at. */
function placesOf(
  format: TrafficFormat,
  exchange: Exchange,
  operation: Operation,
): PlaceOf | undefined {
  const { requestHeaders = [], responseHeaders, status } = exchange;
  const sent = bodyFor(
    operation.requestBody?.content ?? {},
    headerOf(requestHeaders, "content-type"),
  );
  const received = bodyFor(
    responseFor(operation, status)?.content ?? {},
    headerOf(responseHeaders, "content-type"),
  );
  const requestBody = bodyPlace(sent);
  const responseBody = bodyPlace(received);
  if (!requestBody || !responseBody) return undefined;
  const header = (name: string | undefined): Place => headerPlace(operation, name);
  if (format === "ndjson") {
    return ([first, second]) => {
      if (first === "url") return "url";
      if (first === "requestBody") return requestBody;
      if (first === "responseBody") return responseBody;
      if (first === "requestHeaders" || first === "responseHeaders") return header(`${second}`);
      return placeByName(first);
    };
  }
  return ([first, second, third, fourth]) => {
    const headers =
      first === "request" ? requestHeaders : first === "response" ? responseHeaders : undefined;
    if (!headers) return "free";
    if (second === "url") return "url";
    if (second === "postData") return third === "text" ? requestBody : placeByName(third);
    if (second === "content") return third === "text" ? responseBody : placeByName(third);
    if (second !== "headers") return placeByName(second);
    return fourth === "value" ? header(headers[Number(third)]?.[0]) : "fixed";
  };
}

/** An encoding makes other bytes of a body than its text shows. */
const UNIQUE = new Set(["encoding", "requestBodyEncoding", "responseBodyEncoding"]);
const FIXED = new Set(["method", "status"]);
/** Whether a body has a length tells whether it was left out of the recording. */
const SIZES = new Set(["bodySize", "size"]);

function placeByName(name: string | number | undefined): Place {
  if (UNIQUE.has(`${name}`)) return "unique";
  if (SIZES.has(`${name}`)) return "size";
  return FIXED.has(`${name}`) ? "fixed" : "free";
}

function headerPlace(operation: Operation, name = "content-type"): Place {
  const lower = name.toLowerCase();
  if (lower === "content-type") return "fixed";
  const credential = operation.security.flat().find(({ header }) => header.toLowerCase() === lower);
  return credential?.scheme ? "after_scheme" : "free";
}

/** A body that is not described is not looked at; one whose values matter allows no template. */
function bodyPlace(described: DescribedBody | undefined): Place | undefined {
  if (!described) return "free";
  return valuesMatter(schemaAt(described.schema)) ? undefined : "json";
}

/** The keywords of JSON Schema that look at kinds and names only, and those that say nothing. */
const VALUE_BLIND = new Set([
  "type",
  "properties",
  "required",
  "items",
  "anyOf",
  "oneOf",
  "allOf",
  "title",
  "description",
  "examples",
  "default",
  "deprecated",
  "readOnly",
  "writeOnly",
]);

function valuesMatter(raw: Schema, above: readonly Schema[] = []): boolean {
  const schema = resolveSchema(raw);
  if (above.includes(schema)) return false;
  if (Object.keys(schema).some((keyword) => !VALUE_BLIND.has(keyword))) return true;
  const { properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = schema;
  const below = [...Object.values(properties), ...anyOf, ...oneOf, ...allOf];
  if (items) below.push(items);
  return below.some((child) => valuesMatter(child, [...above, schema]));
}
