/** What no test of `src/transport/` notices, and why none should. */
import { type Survivors, TYPE_ONLY } from "./reasons.js";

export const transport: Survivors = {
  "content-coding.ts": {
    "if (!decoder)": "To call no decoder fails below, with the same kind.",
  },
  "connection.ts": {
    "!socket.getCipher()":
      "A connection is handed over while TCP is under way, and that is asked first.",
  },
  "failure-kind.ts": {
    'String(error.code ?? "")': "It is no known code either.",
  },
  "keep-alive.ts": {
    'exec(header ?? "")': "What else stands there holds no time either.",
    "sockets ?? []": TYPE_ONLY,
  },
  "node-transport.ts": {
    "kept?.agent": {
      mutators: ["OptionalChaining"],
      reason: "Without an agent of the caller's there always is one that keeps.",
    },
    "!outgoing?.writableFinished":
      "Node lets go of a request that is over; and only the type allows for there being none.",
    "outgoing?.destroy()": "What is thrown once the promise is settled is lost.",
    "? https : http).request(":
      "With agent and protocol given, both modules do the same; an interceptor tells them apart.",
    "hostname.replace(": "A URL's host has brackets at its ends only.",
    "{ once: true }": "The listener is taken off in any case.",
    'if (phase === "connecting") phase': "A connection is made once, before all else.",
    'raw[i] ?? ""': TYPE_ONLY,
  },
  "fetch-transport.ts": {
    "reader?.cancel()": TYPE_ONLY,
    "return only && more.length === 0": "It spares a copy, no more.",
    'String(code ?? "")': "It is no known code either.",
  },
};
