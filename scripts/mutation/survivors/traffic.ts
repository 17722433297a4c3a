/** What no test of `src/traffic/` notices, and why none should. */
import { type Survivors, TYPE_ONLY } from "./reasons.js";

const LARGE = "Tried with large files, which a mutation run leaves out.";

export const traffic: Survivors = {
  "base-url.ts": {
    "target.slice(length)": "Of the target only the query is looked at.",
  },
  "exchange.ts": {
    'typeof status !== "number"': {
      mutators: ["ConditionalExpression"],
      reason: "Only the type needs it: an integer is a number.",
    },
    "const [, origin, target]": "Of what matched nothing, only the third is looked at.",
    'encoding === "base64" ?': {
      mutators: ["StringLiteral"],
      reason: "Node takes no encoding for UTF-8 as well.",
    },
  },
  "format.ts": {
    "splitter?.end()": TYPE_ONLY,
  },
  "har-entries.ts": {
    "if (entry)": LARGE,
    "const keys: string[]": "Each key is set before the depth at which it is looked at.",
    "let text: number[]": "A key begins with a text of its own.",
    "const keep =": "A longer text is kept for nothing: it is set anew before it is looked at.",
    "while (i < chunk.length)": "A step further is no byte, and the end is the end all the same.",
    "if (keep &&":
      "What is kept beyond is looked at by nobody, and a key of 17 bytes is none of ours either.",
    "if (depth === ENTRIES_DEPTH) return i": "To return earlier costs time and changes nothing.",
  },
  "har.ts": {
    "content?.text === undefined": TYPE_ONLY,
  },
  "judge-exchange.ts": {
    "operation.security[0] ?? []": TYPE_ONLY,
    "found.length > 0 ?": "Without findings there is nothing to name the cause of.",
    "validated: status": "Of the documented statuses none is 400, or 500 and above.",
    "...(recorded ?? [])": "What is no header is looked at by nobody.",
    '`${scheme} recorded` : "recorded"': "Of a key it is looked at only that there is one.",
    "operation.requestBody?.content": TYPE_ONLY,
  },
  "lines.ts": {
    "if (!line)": LARGE,
  },
  "record-har.ts": {
    '"authorization", "proxy-authorization"':
      "The description names it as well; it has to stay secret should that change.",
    "response?.headers ?? []": "What is no header is none of those that are looked for.",
  },
  "sources.ts": {
    "while (size < 2)": "One more piece ahead changes nothing.",
    "if (first.length > 0)": "An empty piece changes nothing.",
    createGunzip: "The size of the pieces is a matter of speed.",
    "objectMode: false": "How much is read ahead is a matter of memory.",
  },
  "splitter.ts": {
    "this.#size > MAX_ITEM_BYTES":
      "Of what is too long only the size is looked at: this saves memory.",
  },
  "tally.ts": {
    'cause = ""': "Any text does that is the same each time.",
    '.join("\\n")': "No two findings differ in nothing but where one of their parts ends.",
    "pointer === found.pointer ?": "The same finding is made anew.",
    "const rank =": "The description names its operations in the order of their ids.",
    "a.id < b.id": "No two results have one id.",
  },
  "verify.ts": {
    "exchange.requestHeaders ?? []": "What is no header exercises nothing.",
  },
};
