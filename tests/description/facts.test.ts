/** The description says what the API's public documentation says, no less and no more; the facts are typed here by hand. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";

const WORDS = /^(description|summary|title|examples?|tags|x-.*)$/;

const root = resolve(__dirname, "../..");
const description = JSON.parse(readFileSync(join(root, "generated/openapi.json"), "utf8"));
const facts = withoutWords(description) as typeof description;

/** What is left of a node when everything that is written for people is taken away. */
function withoutWords(node: unknown, isNameMap = false): unknown {
  if (Array.isArray(node)) return node.map((item) => withoutWords(item));
  if (typeof node !== "object" || node === null) return node;
  const kept = Object.entries(node).filter(([name]) => isNameMap || !WORDS.test(name));
  return Object.fromEntries(
    // Below `properties` stand names of the API, not members of OpenAPI.
    kept.map(([name, value]) => [name, withoutWords(value, name === "properties")]),
  );
}

const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });
const json = (schema: string) => ({
  content: { "application/json": { schema: ref("schemas", schema) } },
});
const answers = (schema: string) => ({ "200": json(schema), "422": json("HTTPValidationError") });
/** An object of the properties in `rows`: name and type of each, `R` in front when it is required. */
const object = (...rows: string[]) => {
  const named = rows.map((row) => row.replace(/^R /, "").split(": "));
  const required = rows.flatMap((row) => /^R (.+):/.exec(row)?.[1] ?? []).sort();
  return {
    type: "object",
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(named.map(([name, type]) => [name, { type }])),
  };
};
const schema = (name: string) => {
  const found = facts.components.schemas[name];
  // The order in which `required` lists its names means nothing.
  return found.required ? { ...found, required: [...found.required].sort() } : found;
};

test("the servers, and nothing but the two calls", () => {
  expect(facts.servers.map(({ url }: { url: string }) => url)).toEqual([
    "https://partner-api.solvhealth.com",
    "https://partner-api-staging.solvhealth.com",
  ]);
  expect(facts.security).toEqual([{ client_id: [], access_token: [] }]);
  expect(facts.components.securitySchemes).toEqual({
    client_id: { type: "apiKey", in: "header", name: "x-api-key" },
    access_token: { type: "http", scheme: "bearer" },
  });
  expect(facts.paths).toEqual({
    "/v1/partner/external_bookings/{external_booking_id}": { delete: expect.any(Object) },
    "/v1/auth/token": { post: expect.any(Object) },
  });
});

test("the cancel", () => {
  expect(facts.paths["/v1/partner/external_bookings/{external_booking_id}"].delete).toEqual({
    operationId: "cancelExternalBooking",
    security: [{ client_id: [], access_token: ["write:bookings"] }],
    parameters: [ref("parameters", "external_booking_id")],
    requestBody: { required: true, ...json("CancelExternalBookingRequest") },
    responses: answers("Booking"),
  });
  expect(facts.components.parameters).toEqual({
    external_booking_id: {
      name: "external_booking_id",
      in: "path",
      required: true,
      schema: { type: "string" },
    },
  });
  expect(schema("CancelExternalBookingRequest")).toEqual(
    object("cancellation_reason: string", "R external_location_id: string", "R service_id: string"),
  );
  expect(schema("Booking")).toEqual(
    object(
      "address_city: string",
      "address_state: string",
      "address_street: string",
      "address_street_secondary: string",
      "address_zip: string",
      "R appointment_date: string",
      "R birth_date: string",
      "birth_sex: string",
      "custom_booking_management_url: string",
      "R email: string",
      "emr_booking_id: string",
      "R first_name: string",
      "gender: string",
      "R id: integer",
      "R is_walk_in: boolean",
      "R last_name: string",
      "R location_id: integer",
      "R paperwork_status: string",
      "R phone: string",
      "R reason: string",
      "R status: string",
    ),
  );
});

test("what does not validate", () => {
  expect(schema("HTTPValidationError")).toEqual({
    type: "object",
    properties: { detail: { type: "array", items: ref("schemas", "ValidationError") } },
  });
  const { loc, ...rest } = facts.components.schemas.ValidationError.properties;
  expect(loc).toEqual({
    type: "array",
    items: { anyOf: [{ type: "string" }, { type: "integer" }] },
  });
  expect({ ...schema("ValidationError"), properties: rest }).toEqual({
    ...object("R loc: array", "R msg: string", "R type: string"),
    properties: { msg: { type: "string" }, type: { type: "string" } },
  });
  // FastAPI's own titles, which generated code elsewhere is named by.
  const { msg, type } = description.components.schemas.ValidationError.properties;
  expect([msg.title, type.title]).toEqual(["Message", "Error Type"]);
});

test("the token", () => {
  expect(facts.paths["/v1/auth/token"].post).toEqual({
    operationId: "createAccessToken",
    security: [{ client_id: [] }],
    requestBody: { required: true, ...json("AccessTokenRequest") },
    responses: answers("AccessToken"),
  });
  const request = object(
    "R client_id: string",
    "R client_secret: string",
    "R grant_type: string",
    "R scope: string",
  );
  expect(schema("AccessTokenRequest")).toEqual({
    ...request,
    properties: {
      ...request.properties,
      grant_type: { type: "string", default: "service_api" },
    },
  });
  const token = object(
    "R access_token: string",
    "R token_type: string",
    "R grant_type: string",
    "expires_in: integer",
    "expiration_timestamp: string",
    "refresh_token: string",
  );
  expect(schema("AccessToken")).toEqual({
    ...token,
    properties: {
      ...token.properties,
      expiration_timestamp: { type: "string", format: "date-time" },
    },
  });
});

test("no other schema", () => {
  expect(Object.keys(facts.components.schemas).sort()).toEqual([
    "AccessToken",
    "AccessTokenRequest",
    "Booking",
    "CancelExternalBookingRequest",
    "HTTPValidationError",
    "ValidationError",
  ]);
});
