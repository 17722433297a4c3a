/** What a finding is: one place where an exchange and the description part ways. */

/** `error`: the description is broken. `warning`: legal, but the description does not say so. */
export type Severity = "error" | "warning";

/** What is being checked, named by what it expects. */
export type CheckName =
  | "status_code_conformance"
  | "content_type_conformance"
  | "response_headers_conformance"
  | "response_body_syntax"
  | "response_schema_conformance"
  | "undocumented_property"
  | "request_conformance"
  | "transport_conformance"
  | "authentication_enforced"
  | "negative_data_rejection"
  | "positive_data_acceptance"
  | "booking_identity"
  | "baseline"
  | "inconclusive";

/** One departure. It names kinds, keywords and pointers; it never carries a value. */
export interface Finding {
  /** Whether the description is broken, or silent. */
  readonly severity: Severity;
  /** What was being checked. */
  readonly check: CheckName;
  /** The operation that the exchange belongs to. */
  readonly operationId: string;
  /** JSON pointer (RFC 6901) into the body; `""` is the body, or the exchange, as a whole. */
  readonly pointer: string;
  /** JSON pointer of the place in the description that is departed from. */
  readonly source: string;
  /** Its line in the YAML, counted from 1. */
  readonly line: number;
  /** What is documented there. */
  readonly documented: string;
  /** What was received instead: a kind, a status, a media type. */
  readonly received: string;
  /** Documented and received, in one sentence. */
  readonly message: string;
  /** The likely cause, where the evidence allows to name one. */
  readonly cause?: string;
}

/** Characters of a text that a finding repeats. No text of a description as it should be is longer. */
const MAX_TEXT = 400;

/** Completes a finding with its sentence, which stays below 2 KB whatever was received. */
export function finding(parts: Omit<Finding, "message">): Finding {
  const pointer = shortened(parts.pointer);
  const documented = shortened(parts.documented);
  const received = shortened(parts.received);
  const place = pointer ? `${pointer}: ` : "";
  const message = `${place}documented is ${documented}, received was ${received}.`;
  return { ...parts, pointer, documented, received, message };
}

function shortened(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
