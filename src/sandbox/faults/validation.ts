/** Faults in the answer that names what does not validate. */
import type { HTTPValidationError, ValidationError } from "../../../generated/schema.js";
import type { Effect, Fault } from "../fault.js";
import type { Call, Reply } from "../model.js";
import { invalid, jsonOf } from "../validation.js";
import {
  type Bendable,
  isObject,
  page,
  set,
  to,
  withBytes,
  withHeader,
  without,
  withStatus,
} from "./changes.js";
import { breaks, crashes, isInvalid, legal, onInvalid, onUnknown, when } from "./kit.js";

type Item = Bendable & ValidationError;
type Loc = ValidationError["loc"];

const onDetail = (change: (detail: readonly Item[]) => unknown): Effect =>
  onInvalid(({ detail = [] }: HTTPValidationError) => ({ detail: change(detail as Item[]) }));
const onItems = (change: (item: Item) => unknown) => onDetail((items) => items.map(change));
const onLoc = (change: (loc: Loc) => unknown) =>
  onItems((item) => ({ ...item, loc: change(item.loc) }));

const first = ([item]: readonly Item[]) => item;
const upToFirst = (items: readonly Item[]) => items.slice(0, 1);
const messages = (items: readonly Item[]) => items.map(({ msg }) => msg);
const bare = ({ detail }: HTTPValidationError) => detail;

const details: readonly Fault[] = [
  breaks("detail-string", "The detail is a string.", onDetail(to("The request is invalid."))),
  breaks("detail-object", "The detail is an object.", onDetail(first)),
  breaks("detail-null", "The detail is null.", onDetail(to(null))),
  breaks("detail-of-strings", "The detail is an array of strings.", onDetail(messages)),
  breaks("detail-bare", "The detail is the whole body.", onInvalid(bare)),
  breaks("invalid-null", "The body is the JSON value null.", onInvalid(to(null))),
];

const dotted = (loc: Loc) => loc.join(".");
const nested = (loc: Loc) => [loc];
const followedBy = (step: number) => (loc: Loc) => [...loc, step];

const items: readonly Fault[] = [
  ...["loc", "msg", "type"].map((name) =>
    breaks(`item-without-${name}`, `Items lack their ${name}.`, onItems(without(name))),
  ),
  breaks("loc-string", "The loc of items is a dotted string.", onLoc(dotted)),
  breaks("loc-null", "The loc of items is null.", onLoc(to(null))),
  breaks("loc-nested", "The loc of items holds an array.", onLoc(nested)),
  breaks("loc-fraction", "The loc of items holds a fraction.", onLoc(followedBy(0.5))),
  breaks("msg-null", "The msg of items is null.", onItems(set({ msg: null }))),
  breaks("type-number", "The type of items is a number.", onItems(set({ type: 422 }))),
];

const none = () => Buffer.alloc(0);
const asPage = ({ status }: Reply) => page(status, "Invalid.");

const refusals: readonly Fault[] = [
  breaks(
    "invalid-empty",
    "The refusal of an invalid request has no body.",
    when(isInvalid, withBytes(none)),
  ),
  breaks(
    "invalid-html",
    "The refusal of an invalid request is an HTML page.",
    when(isInvalid, asPage),
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

const bodyMissing = invalid([{ kind: "no_body", loc: ["body"], expected: "required" }]);

/** Faults of the documented refusal. */
export const validationFaults: readonly Fault[] = [
  ...details,
  ...items,
  ...refusals,
  breaks(
    "crashes-on-malformed-json",
    "A body that is not JSON is answered with 500.",
    crashes(hasNoJson),
  ),
  breaks(
    "crashes-on-no-body",
    "A request without a body is answered with 500.",
    crashes(hasNoBody),
  ),
  breaks(
    "crashes-on-non-object",
    "A JSON body that is not an object is answered with 500.",
    crashes(hasNoObject),
  ),
  breaks(
    "unknown-as-422",
    "A valid request for an unknown booking is refused as if its body were missing.",
    onUnknown(to(bodyMissing)),
  ),
  legal("no-detail", "The detail, which is not required, is left out.", onInvalid(to({}))),
  legal("empty-detail", "The detail is an empty array.", onDetail(to([]))),
  legal("first-item-only", "Only the first thing that is wrong is named.", onDetail(upToFirst)),
  legal(
    "extra-members",
    "Items carry input, ctx and url, as newer FastAPI services send them; input echoes a value.",
    onItems(set({ input: "sample-echoed-input", ctx: {}, url: "https://docs.example/sample" })),
  ),
  legal(
    "position-in-loc",
    "The loc of items ends in a number, as for a place in a text.",
    onLoc(followedBy(0)),
  ),
];
