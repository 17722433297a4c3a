/** Faults in the answer that names what does not validate. */
import type { HTTPValidationError, ValidationError } from "../../../generated/schema.js";
import type { Fault } from "../fault.js";
import { refusal } from "../reply.js";
import { invalid, jsonOf } from "../validation.js";
import { type Bendable, isInvalid, onInvalid, page, withHeader } from "./kit.js";

type Item = Bendable & ValidationError;

const whole = (
  name: string,
  sentence: string,
  change: (json: HTTPValidationError) => unknown,
  kind: Fault["kind"] = "breaks",
): Fault => ({ name, kind, sentence, alter: onInvalid(change) });

const items = (
  name: string,
  sentence: string,
  change: (item: Item) => unknown,
  kind: Fault["kind"] = "breaks",
): Fault =>
  whole(name, sentence, ({ detail }) => ({ detail: (detail as Item[]).map(change) }), kind);

const status = (name: string, sentence: string, code: number): Fault => ({
  name,
  kind: "breaks",
  sentence,
  alter: (reply) => (isInvalid(reply) ? { ...reply, status: code } : reply),
});

/** Faults of the documented refusal. */
export const validationFaults: readonly Fault[] = [
  whole("detail-string", "The detail is a string.", () => ({ detail: "The request is invalid." })),
  whole("detail-object", "The detail is an object.", ({ detail }) => ({ detail: detail?.[0] })),
  whole("detail-null", "The detail is null.", () => ({ detail: null })),
  whole("detail-of-strings", "The detail is an array of strings.", ({ detail }) => ({
    detail: detail?.map(({ msg }) => msg),
  })),
  whole("detail-bare", "The detail is the whole body.", ({ detail }) => detail),
  whole("invalid-null", "The body is the JSON value null.", () => null),
  items("item-without-loc", "Items lack their loc.", ({ loc: _, ...rest }) => rest),
  items("item-without-msg", "Items lack their msg.", ({ msg: _, ...rest }) => rest),
  items("item-without-type", "Items lack their type.", ({ type: _, ...rest }) => rest),
  items("loc-string", "The loc of items is a dotted string.", (item) => ({
    ...item,
    loc: item.loc.join("."),
  })),
  items("loc-null", "The loc of items is null.", (item) => ({ ...item, loc: null })),
  items("loc-nested", "The loc of items holds an array.", (item) => ({ ...item, loc: [item.loc] })),
  items("loc-fraction", "The loc of items holds a fraction.", (item) => ({
    ...item,
    loc: [...item.loc, 0.5],
  })),
  items("msg-null", "The msg of items is null.", (item) => ({ ...item, msg: null })),
  items("type-number", "The type of items is a number.", (item) => ({ ...item, type: 422 })),
  {
    name: "invalid-empty",
    kind: "breaks",
    sentence: "The refusal of an invalid request has no body.",
    alter: (reply) => (isInvalid(reply) ? { ...reply, bytes: Buffer.alloc(0) } : reply),
  },
  {
    name: "invalid-html",
    kind: "breaks",
    sentence: "The refusal of an invalid request is an HTML page.",
    alter: (reply) => (isInvalid(reply) ? page(reply.status, "Invalid.") : reply),
  },
  {
    name: "invalid-problem",
    kind: "breaks",
    sentence: "The refusal of an invalid request is declared as application/problem+json.",
    alter: (reply) =>
      isInvalid(reply) ? withHeader(reply, "content-type", "application/problem+json") : reply,
  },
  status("invalid-as-200", "Invalid requests are refused, but with the status 200.", 200),
  status("invalid-as-400", "Invalid requests are refused with 400, not as documented.", 400),
  status("invalid-as-404", "Invalid requests are refused with 404, not as documented.", 404),
  status("invalid-as-500", "Invalid requests are refused with 500.", 500),
  {
    name: "crashes-on-malformed-json",
    kind: "breaks",
    sentence: "A body that is not JSON is answered with 500.",
    intercept: (call) =>
      call.body.length > 0 && jsonOf(call) === undefined ? refusal(500, "Crashed.") : undefined,
  },
  {
    name: "crashes-on-no-body",
    kind: "breaks",
    sentence: "A request without a body is answered with 500.",
    intercept: ({ body }) => (body.length === 0 ? refusal(500, "Crashed.") : undefined),
  },
  {
    name: "crashes-on-non-object",
    kind: "breaks",
    sentence: "A JSON body that is not an object is answered with 500.",
    intercept: (call) => {
      const value = jsonOf(call);
      const object = typeof value === "object" && value !== null && !Array.isArray(value);
      return value === undefined || object ? undefined : refusal(500, "Crashed.");
    },
  },
  {
    name: "unknown-as-422",
    kind: "breaks",
    sentence: "A valid request for an unknown booking is refused as if its body were missing.",
    alter: (reply) =>
      reply.status === 404
        ? invalid([{ kind: "no_body", loc: ["body"], expected: "required" }])
        : reply,
  },
  whole("no-detail", "The detail, which is not required, is left out.", () => ({}), "legal"),
  whole("empty-detail", "The detail is an empty array.", () => ({ detail: [] }), "legal"),
  whole(
    "first-item-only",
    "Only the first thing that is wrong is named.",
    ({ detail }) => ({
      detail: detail?.slice(0, 1),
    }),
    "legal",
  ),
  items(
    "extra-members",
    "Items carry input, ctx and url, as newer FastAPI services send them; input echoes a value.",
    (item) => ({
      ...item,
      input: "sample-echoed-input",
      ctx: {},
      url: "https://docs.example/sample",
    }),
    "legal",
  ),
  items(
    "position-in-loc",
    "The loc of items ends in a number, as for a place in a text.",
    (item) => ({ ...item, loc: [...item.loc, 0] }),
    "legal",
  ),
];
