/** Reads an answer for what the judge does not look at: which booking it shows. */
import type { WireResponse } from "../http/wire.js";
import { parseJsonBody } from "../judge/body.js";

/** The members of the answer's JSON object; `undefined` when there is none. */
export function readObject(
  response: WireResponse | undefined,
): Readonly<Record<string, unknown>> | undefined {
  const value = readJson(response);
  return typeof value === "object" && value !== null
    ? (value as Record<string, unknown>)
    : undefined;
}

/** The answer's JSON value; `undefined` when there is none. */
export function readJson(response: WireResponse | undefined): unknown {
  if (!response) return undefined;
  const known = read.get(response);
  if (known) return known.value;
  const parsed = parseJsonBody(response.body);
  const value = parsed.ok ? parsed.value : undefined;
  read.set(response, { value });
  return value;
}

/** Of each answer several things are asked, and to parse one may take long. */
const read = new WeakMap<WireResponse, { readonly value: unknown }>();
