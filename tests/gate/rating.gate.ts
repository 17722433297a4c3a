/** Every kind of change gets its rating, and is said in words of the description, with its line in the new one. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { parse, stringify } from "yaml";
import { printable } from "../../scripts/rate/annotations.js";
import { rateChange, sideOf } from "../../scripts/rate/rating.js";
import { escapeStep } from "../../src/description/pointer.js";
import { CASES } from "./cases.js";
import { booking, CANCEL, type ChangeCase, cancel, request } from "./change.js";

const source = readFileSync(resolve(__dirname, "../../openapi/external-bookings.yaml"), "utf8");

/** What is said of a change; the rating of each is held here alone. */
const ROWS: readonly (readonly [says: string, change: ChangeCase["change"]])[] = [
  [
    "major: cancelExternalBooking, request, required now: `cancellation_reason`: what is sent may be refused.",
    (d) => request(d).required.push("cancellation_reason"),
  ],
  [
    "major: cancelExternalBooking, request, `cancellation_reason` is readOnly now: whoever sends it is not understood.",
    (d) => (request(d).properties.cancellation_reason.readOnly = true),
  ],
  [
    'minor: cancelExternalBooking, request, `service_id`: `type` is ["integer","string"] now, "string" before.',
    (d) => (request(d).properties.service_id.type = ["string", "integer"]),
  ],
  [
    "major: cancelExternalBooking, answer 200, `gender` was removed: readers miss it.",
    (d) => delete booking(d).properties.gender,
  ],
  [
    'major: cancelExternalBooking, parameter `external_booking_id`: `pattern` is "^a" now, absent before: what is sent may be refused.',
    (d) => (d.components.parameters.external_booking_id.schema.pattern = "^a"),
  ],
  [
    "minor: cancelExternalBooking, credentials: header x-api-key suffices now, it was bearer (write:bookings) with header x-api-key.",
    (d) => (cancel(d).security = [{ client_id: [] }]),
  ],
  [
    "major: createAccessToken (POST /v1/auth/token) was removed: whoever calls it is not answered.",
    (d) => delete d.paths["/v1/auth/token"],
  ],
  [
    "patch: schema Booking, property email: `description` changed.",
    (d) => (booking(d).properties.email.description = "Where to write to."),
  ],
  [
    "patch: cancelExternalBooking, response 200: `description` changed.",
    (d) => (cancel(d).responses["200"].description = "It is cancelled."),
  ],
  [
    "patch: the description is written otherwise; nothing changes on the wire.",
    (d) => booking(d).required.reverse(),
  ],
];

const described = parse(source);
const unchanged = sideOf(source);

test.each(ROWS)("%s", (says, change) => {
  const document = structuredClone(described);
  change(document);
  const revision = stringify(document, { aliasDuplicateObjects: false });
  const lines = printable(rateChange(unchanged, sideOf(revision)), [], {
    file: "a.yaml",
    onGitHub: false,
  });
  expect(lines.map((line) => line.replace(/^ +(\w+) +a\.yaml:\d+:/, "$1:"))).toEqual([says]);
});

test("a parameter is known by its name where words are compared, not by its place in the list", () => {
  const query = (name: string, description: string) => ({ name, in: "query", description });
  const listed = (...parameters: object[]) => {
    const document = structuredClone(described);
    cancel(document).parameters = parameters;
    return sideOf(stringify(document, { aliasDuplicateObjects: false }));
  };
  const limit = query("limit", "How many.");
  const base = listed(limit, query("sort", "In which order."));
  const revision = listed(query("sort", "Sorted by what."), limit);
  const list = `#/paths/${escapeStep(CANCEL)}/delete/parameters`;
  expect(rateChange(base, revision).changes).toEqual([
    {
      impact: "patch",
      direction: "sent",
      message: "cancelExternalBooking, parameter sort in query: `description` changed.",
      base: base.lines[`${list}/1/description`],
      revision: revision.lines[`${list}/0/description`],
    },
  ]);
});

test.each<[word: string, change: ChangeCase["change"]]>([
  ["Where to write to.", (d) => (booking(d).properties.email.description = "Where to write to.")],
  ["pattern: ^a", (d) => (d.components.parameters.external_booking_id.schema.pattern = "^a")],
  ["service_id:", (d) => (request(d).properties.service_id.readOnly = true)],
])("a change is said at its line: %s", (word, change) => {
  const document = structuredClone(described);
  change(document);
  const revision = stringify(document, { aliasDuplicateObjects: false });
  const [first] = rateChange(unchanged, sideOf(revision)).changes;
  expect(revision.split("\n")[(first?.revision ?? 0) - 1]).toContain(word);
});

test.each(CASES.map((changed) => [changed.name, changed] as const))(
  "%s",
  (_name, { before, change, impact }) => {
    const document = structuredClone(described);
    // Its lines are another matter.
    const side = () => ({ document: structuredClone(document), lines: { "#": 1 } });
    before?.(document);
    const base = side();
    change(document);
    expect(rateChange(base, side()).impact).toBe(impact);
  },
);
