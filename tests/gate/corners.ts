/** Changes in the corners of OpenAPI: how values are written, credentials, circles, discriminators, what is only moved. */
import { booking, CANCEL, type ChangeCase, cancel, request } from "./change.js";

type Loose = Parameters<ChangeCase["change"]>[0];

const parameter = (more: object) => (d: Loose) => {
  cancel(d).parameters[1] = { name: "at", in: "query", schema: { type: "string" }, ...more };
};
const header = (more: object) => (d: Loose) => {
  cancel(d).responses["200"].headers = { "X-Next": { schema: { type: "string" }, ...more } };
};
const many = { schema: { type: "array", items: { type: "string" } } };
const shape = (more: object = {}) => ({
  type: "object",
  required: ["kind"],
  properties: { kind: { type: "string" }, ...more },
});
/** An answer of two shapes, chosen by a discriminator. */
const shapes = (schemas: object, discriminator: object | undefined) => (d: Loose) => {
  Object.assign(d.components.schemas, schemas);
  const oneOf = Object.keys(schemas).map((name) => ({ $ref: `#/components/schemas/${name}` }));
  booking(d).properties.more = { oneOf, ...(discriminator ? { discriminator } : {}) };
};
const kind = { propertyName: "kind" };
const two = { Cat: shape(), Dog: shape({ loud: { type: "boolean" } }) };
const circle = (d: Loose) => {
  d.components.schemas.Part = {
    type: "object",
    properties: {
      name: { type: "string" },
      parts: { type: "array", items: { $ref: "#/components/schemas/Part" } },
    },
  };
  booking(d).properties.part = { $ref: "#/components/schemas/Part" };
};

export const CORNERS: readonly ChangeCase[] = [
  // Parameters and headers.
  {
    name: "a parameter may be left out",
    impact: "minor",
    before: parameter({ required: true }),
    change: parameter({}),
  },
  {
    name: "a parameter moves into a header",
    impact: "major",
    before: parameter({}),
    change: parameter({ in: "header" }),
  },
  {
    name: "a parameter gets a default",
    impact: "minor",
    before: parameter({}),
    change: parameter({ schema: { type: "string", default: "a" } }),
  },
  {
    name: "a parameter gets another default",
    impact: "major",
    before: parameter({ schema: { type: "string", default: "a" } }),
    change: parameter({ schema: { type: "string", default: "b" } }),
  },
  {
    name: "a default of a parameter that is required is another",
    impact: "patch",
    before: parameter({ required: true, schema: { type: "string", default: "a" } }),
    change: parameter({ required: true, schema: { type: "string", default: "b" } }),
  },
  {
    name: "a parameter is deprecated",
    impact: "minor",
    before: parameter({}),
    change: parameter({ deprecated: true }),
  },
  {
    name: "a parameter's list is split by spaces",
    impact: "major",
    before: parameter(many),
    change: parameter({ ...many, style: "spaceDelimited" }),
  },
  {
    name: "a single value is exploded or not",
    impact: "patch",
    before: parameter({}),
    change: parameter({ explode: false }),
  },
  {
    name: "a parameter keeps reserved characters",
    impact: "major",
    before: parameter({}),
    change: parameter({ allowReserved: true }),
  },
  {
    name: "a parameter takes one more value",
    impact: "minor",
    before: parameter({ schema: { enum: ["a"] } }),
    change: parameter({ schema: { enum: ["a", "b"] } }),
  },
  {
    name: "a parameter takes one value less",
    impact: "major",
    before: parameter({ schema: { enum: ["a", "b"] } }),
    change: parameter({ schema: { enum: ["a"] } }),
  },
  {
    name: "a parameter is written as JSON",
    impact: "major",
    before: parameter({}),
    change: (d) => {
      const { schema, ...rest } = cancel(d).parameters[1];
      cancel(d).parameters[1] = { ...rest, content: { "application/json": { schema } } };
    },
  },
  {
    name: "a header parameter in other letters",
    impact: "patch",
    before: parameter({ in: "header", name: "X-At" }),
    change: parameter({ in: "header", name: "x-at" }),
  },
  {
    name: "the path parameter gets a pattern",
    impact: "major",
    change: (d) => (d.components.parameters.external_booking_id.schema.pattern = "^a"),
  },
  {
    name: "an answer header in other letters",
    impact: "patch",
    before: header({}),
    change: (d) =>
      (cancel(d).responses["200"].headers = { "x-next": { schema: { type: "string" } } }),
  },
  {
    name: "an answer header moves to the components",
    impact: "patch",
    before: header({}),
    change: (d) => {
      d.components.headers = { next: cancel(d).responses["200"].headers["X-Next"] };
      cancel(d).responses["200"].headers["X-Next"] = { $ref: "#/components/headers/next" };
    },
  },
  {
    name: "an answer header has other values",
    impact: "major",
    before: header({ schema: { enum: ["a"] } }),
    change: header({ schema: { enum: ["a", "b"] } }),
  },
  // Bodies and statuses.
  {
    name: "the request body is required",
    impact: "major",
    before: (d) => (cancel(d).requestBody.required = false),
    change: (d) => (cancel(d).requestBody.required = true),
  },
  {
    name: "there is no request body any more",
    impact: "major",
    change: (d) => delete cancel(d).requestBody,
  },
  {
    name: "there is a request body that may be left out",
    impact: "minor",
    before: (d) => delete cancel(d).requestBody,
    change: (d) =>
      (cancel(d).requestBody = { content: { "application/json": { schema: { type: "object" } } } }),
  },
  {
    name: "there is a request body",
    impact: "major",
    before: (d) => delete cancel(d).requestBody,
    change: (d) =>
      (cancel(d).requestBody = {
        required: true,
        content: { "application/json": { schema: { type: "object" } } },
      }),
  },
  {
    name: "a request media type is added",
    impact: "minor",
    change: (d) => (cancel(d).requestBody.content["text/plain"] = { schema: { type: "string" } }),
  },
  {
    name: "an answer's media type is removed",
    impact: "major",
    before: (d) =>
      (cancel(d).responses["422"].content["text/plain"] = { schema: { type: "string" } }),
    change: (d) => delete cancel(d).responses["422"].content["text/plain"],
  },
  {
    name: "a default answer is added",
    impact: "minor",
    change: (d) => (cancel(d).responses.default = { description: "Anything else." }),
  },
  {
    name: "a default answer is removed",
    impact: "major",
    before: (d) => (cancel(d).responses.default = { description: "Anything else." }),
    change: (d) => delete cancel(d).responses.default,
  },
  {
    name: "a status becomes a range",
    impact: "major",
    change: (d) => {
      cancel(d).responses["4XX"] = cancel(d).responses["422"];
      delete cancel(d).responses["422"];
    },
  },
  {
    name: "the answer is put in an envelope",
    impact: "major",
    change: (d) => {
      const media = cancel(d).responses["200"].content["application/json"];
      media.schema = { type: "object", required: ["data"], properties: { data: media.schema } };
    },
  },
  {
    name: "an operation is not deprecated, in so many words",
    impact: "patch",
    change: (d) => (cancel(d).deprecated = false),
  },
  {
    name: "a parameter says what is not the case",
    impact: "patch",
    before: parameter({}),
    change: parameter({ deprecated: false, allowReserved: false, required: false }),
  },
  {
    name: "an operation is deprecated",
    impact: "minor",
    change: (d) => (cancel(d).deprecated = true),
  },
  {
    name: "an operation moves to another method, with its name",
    impact: "major",
    change: (d) => {
      d.paths[CANCEL] = { put: cancel(d) };
    },
  },
  // Credentials.
  {
    name: "the key is another header",
    impact: "major",
    change: (d) => (d.components.securitySchemes.client_id.name = "x-client-id"),
  },
  {
    name: "the key is in the query",
    impact: "major",
    change: (d) => (d.components.securitySchemes.client_id.in = "query"),
  },
  {
    name: "a credential is called otherwise",
    impact: "patch",
    change: (d) => {
      d.components.securitySchemes.key = d.components.securitySchemes.client_id;
      delete d.components.securitySchemes.client_id;
      d.security = [{ key: [], access_token: [] }];
      cancel(d).security = [{ key: [], access_token: ["write:bookings"] }];
      d.paths["/v1/auth/token"].post.security = [{ key: [] }];
    },
  },
  {
    name: "basic instead of bearer",
    impact: "major",
    change: (d) => (d.components.securitySchemes.access_token.scheme = "basic"),
  },
  { name: "no credential is asked for", impact: "minor", change: (d) => (cancel(d).security = []) },
  {
    name: "credentials are asked for where none were",
    impact: "major",
    before: (d) => (cancel(d).security = []),
    change: (d) => (cancel(d).security = [{ client_id: [] }]),
  },
  {
    name: "no credentials is one alternative",
    impact: "minor",
    change: (d) => cancel(d).security.push({}),
  },
  {
    name: "one alternative of two is gone",
    impact: "major",
    before: (d) => cancel(d).security.push({ client_id: [] }),
    change: (d) => cancel(d).security.pop(),
  },
  {
    name: "alternatives in another order",
    impact: "patch",
    before: (d) => cancel(d).security.push({ client_id: [] }),
    change: (d) => cancel(d).security.reverse(),
  },
  {
    name: "the bearer token has a format",
    impact: "patch",
    change: (d) => (d.components.securitySchemes.access_token.bearerFormat = "JWT"),
  },
  // Discriminators and circles.
  {
    name: "a discriminator of the same branches",
    impact: "minor",
    before: shapes(two, undefined),
    change: shapes(two, kind),
  },
  {
    name: "another discriminator",
    impact: "major",
    before: shapes(two, kind),
    change: shapes(two, { propertyName: "sort" }),
  },
  {
    name: "a value stands for another branch",
    impact: "major",
    before: shapes(two, { ...kind, mapping: { a: "Cat", b: "Dog" } }),
    change: shapes(two, { ...kind, mapping: { a: "Dog", b: "Cat" } }),
  },
  {
    name: "a branch is called by another value",
    impact: "major",
    before: shapes(two, kind),
    change: shapes(two, { ...kind, mapping: { cat: "Cat", Dog: "Dog" } }),
  },
  {
    name: "a branch says in so many words what it is called",
    impact: "patch",
    before: shapes(two, kind),
    change: shapes(two, { ...kind, mapping: { Cat: "#/components/schemas/Cat", Dog: "Dog" } }),
  },
  {
    name: "a branch has one more property",
    impact: "minor",
    before: shapes(two, kind),
    change: shapes({ ...two, Cat: shape({ lives: { type: "integer" } }) }, kind),
  },
  {
    name: "a branch that is answered is added",
    impact: "major",
    before: shapes(two, kind),
    change: shapes({ ...two, Fox: shape() }, kind),
  },
  {
    name: "a circle closes elsewhere",
    impact: "major",
    before: circle,
    change: (d) => (d.components.schemas.Part.properties.parts.items = { type: "string" }),
  },
  {
    name: "a member of a circle is of another type",
    impact: "major",
    before: circle,
    change: (d) => (d.components.schemas.Part.properties.name.type = "integer"),
  },
  {
    name: "a circle gets one more member",
    impact: "minor",
    before: circle,
    change: (d) => (d.components.schemas.Part.properties.size = { type: "integer" }),
  },
  // Names that look like words, and words that look like members.
  {
    name: "a property is called title",
    impact: "minor",
    change: (d) => (booking(d).properties.title = { type: "string" }),
  },
  {
    name: "a property that is called tags is of another type",
    impact: "major",
    before: (d) => (booking(d).properties.tags = { type: "string" }),
    change: (d) => (booking(d).properties.tags.type = "integer"),
  },
  {
    name: "a property that is called tags is described otherwise",
    impact: "patch",
    before: (d) => (booking(d).properties.tags = { type: "string" }),
    change: (d) => (booking(d).properties.tags.description = "Words."),
  },
  {
    name: "a property that is called x-ray is removed",
    impact: "major",
    before: (d) => (booking(d).properties["x-ray"] = { type: "string" }),
    change: (d) => delete booking(d).properties["x-ray"],
  },
  {
    name: "a schema has another title",
    impact: "patch",
    change: (d) => (booking(d).title = "An appointment"),
  },
  {
    name: "a member that is written anew",
    impact: "patch",
    change: (d) =>
      (request(d).properties.service_id = {
        $ref: "#/components/schemas/Booking/properties/status",
      }),
  },
  {
    name: "a schema is written in place",
    impact: "patch",
    change: (d) =>
      (cancel(d).responses["200"].content["application/json"].schema = structuredClone(booking(d))),
  },
  {
    name: "OpenAPI 3.0 says null in another way",
    impact: "patch",
    before: (d) => {
      d.openapi = "3.0.3";
      booking(d).properties.phone.nullable = true;
    },
    change: (d) => {
      d.openapi = "3.1.1";
      booking(d).properties.phone = { ...booking(d).properties.phone, type: ["string", "null"] };
      delete booking(d).properties.phone.nullable;
    },
  },
  { name: "another OpenAPI", impact: "patch", change: (d) => (d.openapi = "3.1.0") },
  {
    name: "links to what may be asked next",
    impact: "minor",
    change: (d) =>
      (cancel(d).responses["200"].links = { token: { operationId: "createAccessToken" } }),
  },
  {
    name: "a server's address is another",
    impact: "major",
    change: (d) => (d.servers[1].url = "https://staging.example"),
  },
  {
    name: "the terms of service",
    impact: "patch",
    change: (d) => (d.info.termsOfService = "https://terms.example"),
  },
];
