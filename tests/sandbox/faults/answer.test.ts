/** What each fault of a success breaks in the answer, and that the booking is cancelled all the same. */
import { expect, test } from "@jest/globals";
import { schemaAt } from "../../../src/description/document.js";
import { answerFaults } from "../../../src/sandbox/faults/answer.js";
import { cancel, cancelled, start } from "../helpers.js";
import { errorsIn } from "../judged.js";

const { properties = {}, required = [] } = schemaAt("#/components/schemas/Booking");
const kebab = (name: string) => name.replaceAll("_", "-");

const schema = (pointer: string) => ({ check: "response_schema_conformance", pointer });
const syntax = (received: string) => ({ check: "response_body_syntax", received });
const mediaType = (received: string) => ({ check: "content_type_conformance", received });
const status = (received: string) => ({ check: "status_code_conformance", received });

/** A text becomes an object, whatever else the text of itself. */
const mistyped = (name: string) => (properties[name]?.type === "string" ? "object" : "string");

/** The finding that each fault must raise. */
const findings: Readonly<Record<string, object>> = {
  ...Object.fromEntries(required.map((name) => [`without-${kebab(name)}`, schema(`/${name}`)])),
  ...Object.fromEntries(
    Object.keys(properties)
      .flatMap((name): [string, object][] => [
        [`null-${kebab(name)}`, { ...schema(`/${name}`), received: "null" }],
        [`mistyped-${kebab(name)}`, { ...schema(`/${name}`), received: mistyped(name) }],
      ])
      // What may be null is no fault with null.
      .filter(([name]) => answerFaults.some((fault) => fault.name === name)),
  ),
  enveloped: schema("/last_name"),
  "array-answer": { ...schema(""), received: "array" },
  "empty-object": schema("/last_name"),
  "null-answer": { ...schema(""), received: "null" },
  "double-encoded": { ...schema(""), received: "string" },
  "fractional-id": { ...schema("/id"), received: "number" },
  "camel-case": schema("/last_name"),
  "error-as-success": schema("/last_name"),
  "empty-body": syntax("an empty body"),
  "plain-text": syntax("text that is not JSON"),
  "html-as-json": syntax("markup instead of JSON"),
  "truncated-json": syntax("text that is not JSON"),
  "trailing-bytes": syntax("text that is not JSON"),
  "nan-id": syntax("text that is not JSON"),
  "byte-order-mark": syntax("a byte order mark before the JSON"),
  "invalid-utf8": syntax("bytes that are not UTF-8"),
  "utf-16": syntax("text that is not JSON"),
  "nul-bytes": syntax("text that is not JSON"),
  "media-type-missing": mediaType("no media type"),
  "media-type-html": mediaType("text/html"),
  "media-type-text": mediaType("text/plain"),
  "media-type-problem": mediaType("application/problem+json"),
  "media-type-vendor": mediaType("another media type"),
  "status-201": status("201"),
  "status-202": status("202"),
  "status-203": status("203"),
  "status-206": status("206"),
};

test("every fault of a success has its finding", () => {
  expect(answerFaults.map(({ name }) => name).sort()).toEqual(Object.keys(findings).sort());
  expect(Object.keys(findings)).toEqual(expect.arrayContaining(Object.keys(bodies)));
  expect(answerFaults.every(({ kind }) => kind === "breaks")).toBe(true);
});

/** The properties of the full example, in its order. */
const CAMEL = [
  "addressCity",
  "addressState",
  "addressStreet",
  "addressStreetSecondary",
  "addressZip",
  "appointmentDate",
  "birthDate",
  "birthSex",
  "customBookingManagementUrl",
  "email",
  "emrBookingId",
  "firstName",
  "gender",
  "id",
  "isWalkIn",
  "lastName",
  "locationId",
  "paperworkStatus",
  "phone",
  "reason",
  "status",
];

type Json = Readonly<Record<string, unknown>>;

/** What each fault of the whole body makes of it. */
const bodies: Readonly<Record<string, (text: string, json: Json) => string | Uint8Array>> = {
  "mistyped-email": (_, json) => JSON.stringify({ ...json, email: { sample: true } }),
  "mistyped-id": (_, json) => JSON.stringify({ ...json, id: String(json.id) }),
  "mistyped-is-walk-in": (_, json) =>
    JSON.stringify({ ...json, is_walk_in: String(json.is_walk_in) }),
  "without-email": (_, { email: _email, ...rest }) => JSON.stringify(rest),
  "null-email": (_, json) => JSON.stringify({ ...json, email: null }),
  enveloped: (text) => `{"meta":{},"data":${text}}`,
  "array-answer": (text) => `[${text}]`,
  "empty-object": () => "{}",
  "null-answer": () => "null",
  "double-encoded": (text) => JSON.stringify(text),
  "fractional-id": (_, json) => JSON.stringify({ ...json, id: 1001.5 }),
  "camel-case": (_, json) =>
    JSON.stringify(
      Object.fromEntries(
        Object.entries(json).map(([name, value]) => [
          // What is described beside the names that are written out is told by rule.
          CAMEL.find((one) => one.toLowerCase() === name.replaceAll("_", "")) ??
            name.replace(/_(.)/g, (_match, letter: string) => letter.toUpperCase()),
          value,
        ]),
      ),
    ),
  "error-as-success": () => '{"detail":"Something went wrong."}',
  "empty-body": () => "",
  "plain-text": () => "OK",
  "html-as-json": () => "<p>OK</p>",
  "truncated-json": (text) => text.slice(0, text.length / 2),
  "trailing-bytes": (text) => `${text}}`,
  "nan-id": (text, { id }) => text.replace(`"id":${id}`, '"id":NaN'),
  "byte-order-mark": (text) => `\ufeff${text}`,
  "invalid-utf8": (text) => Buffer.from(text.replace(':"', ':"\xff'), "latin1"),
  "utf-16": (text) => Buffer.from(text, "utf16le"),
  "nul-bytes": (text) => text.replace(':"', ':"\0\0'),
};

test.each(Object.keys(findings))("%s cancels, and breaks the answer as it says", async (name) => {
  const trial = await start({ faults: [name] });
  const answer = await cancel(trial);
  expect(errorsIn(answer)).toContainEqual(expect.objectContaining(findings[name] ?? {}));
  expect(cancelled(trial)).toBe(1);
  const body = bodies[name];
  if (!body) return;
  const plain = new TextDecoder().decode((await cancel(await start())).body);
  expect(Buffer.from(answer.body)).toEqual(Buffer.from(body(plain, JSON.parse(plain)) as string));
});
