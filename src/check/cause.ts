/** Names the likely cause of a departure where the evidence allows it; it quotes nothing. */
import type { Booking, HTTPValidationError, ValidationError } from "../../generated/schema.js";
import { parseJsonBody } from "../judge/body.js";
import type { WireResponse } from "../wire.js";

/** @param validBody - whether the request's body was valid, so that a complaint about it is telling */
export function likelyCause(
  response: WireResponse | undefined,
  validBody: boolean,
): string | undefined {
  if (!response) return undefined;
  const parsed = parseJsonBody(response.body);
  if (!parsed.ok) {
    return /markup/.test(parsed.received)
      ? "A proxy or gateway answered in the API's place."
      : undefined;
  }
  const { value } = parsed;
  if (typeof value !== "object" || value === null) return undefined;
  const has = (name: string) => Object.hasOwn(value, name);
  if (has("data") && has("meta")) {
    return "The answer is wrapped in `meta` and `data`, as the API's quick start shows it; the endpoint's own page shows it bare.";
  }
  if (validBody && complainsOfBody(value)) {
    return "The body that was sent did not arrive: an intermediary probably dropped the body of the DELETE.";
  }
  const detail = (value as { detail?: unknown }).detail;
  if (
    response.status >= 400 &&
    !Array.isArray(detail) &&
    (has("errors") || has("message") || has("title") || typeof detail === "string")
  ) {
    return "The refusal has the shape of another framework, or of a handler of its own.";
  }
  const empty = Object.entries(value).filter(([, child]) => child === null);
  if (response.status < 300 && empty.length > 0) {
    return "The server writes an absent value as null; no documented property allows it.";
  }
  return undefined;
}

// Pydantic 1 says `value_error.missing`, Pydantic 2 `missing`; both point at the body as a whole.
function complainsOfBody(value: HTTPValidationError & object): boolean {
  const items: unknown = value.detail;
  return (
    Array.isArray(items) &&
    items.some((item: Partial<ValidationError> | null) => {
      const loc: unknown = item?.loc;
      return Array.isArray(loc) && loc.length === 1 && loc[0] === "body";
    })
  );
}

/** The answer as a booking, as far as it can be read as one. */
export function readBooking(response: WireResponse | undefined): Partial<Booking> | undefined {
  const parsed = response && parseJsonBody(response.body);
  if (!parsed?.ok || typeof parsed.value !== "object" || parsed.value === null) return undefined;
  return parsed.value;
}
