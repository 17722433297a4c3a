/** The one sentence of a failure on the wire: kind and phase, never anything that was sent or read. */
import type { WireFailureKind, WirePhase } from "./wire.js";

const EXPLANATIONS: Readonly<Record<WireFailureKind, string>> = {
  refused: "the connection was refused",
  unresolved: "the host name could not be resolved",
  tls: "the TLS connection failed or is not trusted",
  reset: "the connection was reset",
  truncated: "the answer ended before it was complete",
  malformed: "the answer is not valid HTTP",
  encoding: "the answer's content coding could not be undone",
  too_large: "the answer is larger than the limit",
  unreadable: "the answer of the given fetch cannot be read",
  connect_timeout: "no connection was made in time",
  timeout: "the time limit was reached",
  aborted: "the caller aborted it",
  other: "the network failed",
};

export function explain(kind: WireFailureKind, phase: WirePhase): string {
  return `The call failed while ${phase}: ${EXPLANATIONS[kind]}.`;
}
