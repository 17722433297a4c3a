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
  const parsed = response && parseJsonBody(response.body);
  return parsed?.ok ? parsed.value : undefined;
}
