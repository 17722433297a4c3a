/** What no test of `src/sandbox/` notices, and why none should. */
import { ABSENT, type Survivors, TYPE_ONLY } from "./reasons.js";

export const sandbox: Survivors = {
  "authentication.ts": {
    'word = "", token = ""': "There always is a word, and no such token was issued.",
  },
  "listener.ts": {
    KEEP_ALIVE_MS: "Node's own default, which could change.",
    "noDelay: true": "How soon pieces of an answer leave is a matter of speed.",
  },
  "request.ts": {
    "size <= MAX_BODY_BYTES":
      "What is kept of too large a body is dropped at its end: only memory would tell.",
    'rawHeaders[i] ?? ""': TYPE_ONLY,
    'split("?")[0] ?? ""': TYPE_ONLY,
  },
  "seed.ts": {
    "in: place": "The first parameter of the cancel is the one in its path.",
    "parameter ? [": "The cancel has a parameter: without one it could name no booking.",
    "requestBody?.source": TYPE_ONLY,
  },
  "server.ts": {
    'incoming.url ?? ""': TYPE_ONLY,
    'method = "", url: target = ""': TYPE_ONLY,
    "{ port: 0 }": "Without a port, too, a free one is taken.",
    "named === undefined ? undefined": "No booking has the id undefined.",
  },
  "stages.ts": {
    'parameters[name] ?? ""': TYPE_ONLY,
    "There is nothing of this id.": "A sentence for people, of a server that is none.",
    "id === undefined ? undefined": "No booking has the id undefined.",
    "} catch {": "Nothing is returned either way.",
  },
  "faults/acceptance.ts": {
    "requestSchema.required ?? []": TYPE_ONLY,
    "} catch {": "Nothing is returned either way.",
    "loc.length === 2": "No property of the request is nested.",
    'kind !== "type" ||': "All properties of the request are strings.",
    'expected !== "string" ||': "All properties of the request are strings.",
    "body?.[": TYPE_ONLY,
    "id === undefined ? undefined": "What is decoded of undefined is no booking's id either.",
    "operation?.path": TYPE_ONLY,
    "steps[index]?.": TYPE_ONLY,
  },
  "faults/answer.ts": {
    "answerSchema.required ?? []": TYPE_ONLY,
  },
  "faults/authentication.ts": {
    "cancel: ({ booking }) => booking": "The answer of the cancel is replaced as a whole.",
  },
  "faults/identity.ts": {
    "} catch {": 'No booking has the id "" or none at all.',
    'return "";': "No booking has such an id.",
    "bookings[0]?.booking": TYPE_ONLY,
  },
  "faults/kit.ts": {
    '[0]?.schema ?? ""': TYPE_ONLY,
  },
  "faults/wire-kit.ts": {
    "STATUS_CODES[reply.status] ??": TYPE_ONLY,
  },
  "faults/wire.ts": {
    "if (before.length > 0)": "Without a beginning there is nothing to write, and no need to wait.",
    "if (socket.destroyed)": "What is written to an ended socket goes nowhere.",
  },
  "faults/legal.ts": {
    "answerSchema.required?.": TYPE_ONLY,
  },
  "faults/rejection.ts": {
    '.split(";")[0] ?? ""': TYPE_ONLY,
    'kind: "other"': "Of this problem only what is expected is told.",
    'typeof reason === "string"': "A reason that is no text is refused anyway.",
    'reasonOf(call) ?? ""': "Any text of ASCII does.",
    'replaceAll("+"': "Neither id is anybody's.",
  },
  "faults/status.ts": {
    "times === undefined": ABSENT,
  },
  "faults/validation.ts": {
    "detail?.": TYPE_ONLY,
    'kind: "no_body"': "Of this problem only what is expected is told.",
  },
  "validation.ts": {
    "validate.errors ?? []": TYPE_ONLY,
  },
};
