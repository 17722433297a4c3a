/** Faults in the answer that names what does not validate. */
import type { HTTPValidationError, ValidationError } from "../../../generated/schema.js";
import type { Effect, Fault } from "../fault.js";
import type { Call } from "../model.js";
import { invalid, jsonOf } from "../validation.js";
import {
  breaks,
  CRASHED,
  has,
  isInvalid,
  isObject,
  legal,
  onInvalid,
  page,
  refuses,
  set,
  when,
  withBytes,
  withHeader,
  without,
  withStatus,
} from "./kit.js";

const onDetail = (change: (detail: readonly ValidationError[]) => unknown): Effect =>
  onInvalid(({ detail = [] }: HTTPValidationError) => ({ detail: change(detail) }));
const onItems = (change: (item: ValidationError) => unknown) =>
  onDetail((items) => items.map(change));
const onLoc = (change: (loc: ValidationError["loc"]) => unknown) =>
  onItems((item) => ({ ...item, loc: change(item.loc) }));

const details: readonly Fault[] = [
  breaks(
    "detail-string",
    "The detail is a string.",
    onDetail(() => "The request is invalid."),
  ),
  breaks(
    "detail-object",
    "The detail is an object.",
    onDetail(([item]) => item),
  ),
  breaks(
    "detail-null",
    "The detail is null.",
    onDetail(() => null),
  ),
  breaks(
    "detail-of-strings",
    "The detail is an array of strings.",
    onDetail((items) => items.map(({ msg }) => msg)),
  ),
  breaks(
    "detail-bare",
    "The detail is the whole body.",
    onInvalid(({ detail }) => detail),
  ),
  breaks(
    "invalid-null",
    "The body is the JSON value null.",
    onInvalid(() => null),
  ),
];

const items: readonly Fault[] = [
  ...["loc", "msg", "type"].map((name) =>
    breaks(
      `item-without-${name}`,
      `Items lack their ${name}.`,
      onItems((item) => without(name)({ ...item })),
    ),
  ),
  breaks(
    "loc-string",
    "The loc of items is a dotted string.",
    onLoc((loc) => loc.join(".")),
  ),
  breaks(
    "loc-null",
    "The loc of items is null.",
    onLoc(() => null),
  ),
  breaks(
    "loc-nested",
    "The loc of items holds an array.",
    onLoc((loc) => [loc]),
  ),
  breaks(
    "loc-fraction",
    "The loc of items holds a fraction.",
    onLoc((loc) => [...loc, 0.5]),
  ),
  breaks("msg-null", "The msg of items is null.", onItems(set({ msg: null }))),
  breaks("type-number", "The type of items is a number.", onItems(set({ type: 422 }))),
];

const refusals: readonly Fault[] = [
  breaks(
    "invalid-empty",
    "The refusal of an invalid request has no body.",
    when(
      isInvalid,
      withBytes(() => Buffer.alloc(0)),
    ),
  ),
  breaks(
    "invalid-html",
    "The refusal of an invalid request is an HTML page.",
    when(isInvalid, ({ status }) => page(status, "Invalid.")),
  ),
  breaks(
    "invalid-problem",
    "The refusal of an invalid request is declared as application/problem+json.",
    when(isInvalid, withHeader("content-type", "application/problem+json")),
  ),
  breaks(
    "invalid-as-200",
    "Invalid requests are refused, but with the status 200.",
    when(isInvalid, withStatus(200)),
  ),
  ...[400, 404].map((status) =>
    breaks(
      `invalid-as-${status}`,
      `Invalid requests are refused with ${status}, not as documented.`,
      when(isInvalid, withStatus(status)),
    ),
  ),
  breaks(
    "invalid-as-500",
    "Invalid requests are refused with 500.",
    when(isInvalid, withStatus(500)),
  ),
];

const hasNoJson = (call: Call) => call.body.length > 0 && jsonOf(call) === undefined;
const hasNoBody = ({ body }: Call) => body.length === 0;
const hasNoObject = (call: Call) => jsonOf(call) !== undefined && !isObject(jsonOf(call));

/** Faults of the documented refusal. */
export const validationFaults: readonly Fault[] = [
  ...details,
  ...items,
  ...refusals,
  breaks(
    "crashes-on-malformed-json",
    "A body that is not JSON is answered with 500.",
    refuses(hasNoJson, CRASHED),
  ),
  breaks(
    "crashes-on-no-body",
    "A request without a body is answered with 500.",
    refuses(hasNoBody, CRASHED),
  ),
  breaks(
    "crashes-on-non-object",
    "A JSON body that is not an object is answered with 500.",
    refuses(hasNoObject, CRASHED),
  ),
  breaks(
    "unknown-as-422",
    "A valid request for an unknown booking is refused as if its body were missing.",
    when(has(404), () => invalid([{ kind: "no_body", loc: ["body"], expected: "required" }])),
  ),
  legal(
    "no-detail",
    "The detail, which is not required, is left out.",
    onInvalid(() => ({})),
  ),
  legal(
    "empty-detail",
    "The detail is an empty array.",
    onDetail(() => []),
  ),
  legal(
    "first-item-only",
    "Only the first thing that is wrong is named.",
    onDetail((all) => all.slice(0, 1)),
  ),
  legal(
    "extra-members",
    "Items carry input, ctx and url, as newer FastAPI services send them; input echoes a value.",
    onItems(set({ input: "sample-echoed-input", ctx: {}, url: "https://docs.example/sample" })),
  ),
  legal(
    "position-in-loc",
    "The loc of items ends in a number, as for a place in a text.",
    onLoc((loc) => [...loc, 0]),
  ),
];
