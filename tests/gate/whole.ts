/** Changes of the whole: credentials, discriminators, circles, names that look like words, what is only moved. */
import { booking, type ChangeCase, cancel, request } from "./change.js";

type Loose = Parameters<ChangeCase["change"]>[0];

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

export const WHOLE: readonly ChangeCase[] = [
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
