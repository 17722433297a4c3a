/** The sentence of each failure, word for word: it reaches the person who reads the error. */
import { expect, test } from "@jest/globals";
import { explain } from "../../src/http/explain.js";
import type { WireFailureKind, WirePhase } from "../../src/http/wire.js";

test.each<[WireFailureKind, WirePhase, string]>([
  ["refused", "connecting", "The call failed while connecting: the connection was refused."],
  [
    "unresolved",
    "connecting",
    "The call failed while connecting: the host name could not be resolved.",
  ],
  [
    "tls",
    "connecting",
    "The call failed while connecting: the TLS connection failed or is not trusted.",
  ],
  [
    "connect_timeout",
    "connecting",
    "The call failed while connecting: no connection was made in time.",
  ],
  ["reset", "sending", "The call failed while sending: the connection was reset."],
  [
    "truncated",
    "reading",
    "The call failed while reading: the answer ended before it was complete.",
  ],
  ["malformed", "waiting", "The call failed while waiting: the answer is not valid HTTP."],
  [
    "encoding",
    "reading",
    "The call failed while reading: the answer's content coding could not be undone.",
  ],
  ["too_large", "reading", "The call failed while reading: the answer is larger than the limit."],
  ["timeout", "waiting", "The call failed while waiting: the time limit was reached."],
  ["aborted", "waiting", "The call failed while waiting: the caller aborted it."],
  ["other", "sending", "The call failed while sending: the network failed."],
])("%s while %s", (kind, phase, sentence) => expect(explain(kind, phase)).toBe(sentence));
