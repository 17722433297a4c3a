/** What OpenAPI allows and the tool chain would get wrong is refused with its place, and what it gets right is not. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import type { OpenApiDocument } from "../../scripts/generate/document.js";
import { refuseUnsupported } from "../../scripts/generate/supported.js";

const DESCRIPTION = join(__dirname, "../../openapi/external-bookings.yaml");
const PATH = "/v1/partner/external_bookings/{external_booking_id}";
const AT = "#/paths/~1v1~1partner~1external_bookings~1{external_booking_id}";

/** The parsed description, loose enough to be changed anywhere. */
// biome-ignore lint/suspicious/noExplicitAny: a change reaches into every corner of a document.
type Loose = any;
type Change = (document: Loose) => void;
const cancel = (document: Loose) => document.paths[PATH].delete;

/** What is said of the description after a change. */
async function refusal(change: Change): Promise<string> {
  const document = parse(await readFile(DESCRIPTION, "utf8"));
  change(document);
  const lines = { "#": 1, "#/paths": 40, [`${AT}/delete`]: 45 };
  const given: OpenApiDocument = document;
  try {
    refuseUnsupported({ document: given, file: "sample.yaml", digest: "", lines });
    return "";
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : "";
  }
}

const move = (from: string, to: string): Change => {
  return ({ paths }) => {
    paths[to] = paths[from];
    delete paths[from];
  };
};
const answer =
  (content: object): Change =>
  (d) =>
    Object.assign(cancel(d).responses, { 404: { description: "Sample.", content } });
const media = (mediaType: string) => answer({ [mediaType]: { schema: {} } });
const parameter =
  (place: string, schema: object | undefined, required = true): Change =>
  (d) =>
    cancel(d).parameters.push({ name: "sample", in: place, required, schema });
const id =
  (schema: object): Change =>
  (d) => {
    d.components.parameters.external_booking_id.schema = schema;
  };
const scheme =
  (change: object): Change =>
  (d) =>
    Object.assign(d.components.securitySchemes.access_token, change);
const named =
  (name: string): Change =>
  (d) => {
    d.components.schemas[name] = { type: "object" };
  };

const parameterAt = `sample.yaml:45: ${AT}/delete/parameters/1: The query parameter sample`;
const pathAt = `sample.yaml:45: ${AT}/delete/parameters/1: The path parameter sample`;
const styled =
  (place: string, change: object): Change =>
  (d) =>
    cancel(d).parameters.push({ name: "sample", in: place, schema: { type: "string" }, ...change });
const status =
  (name: string): Change =>
  (d) => {
    cancel(d).responses[name] = cancel(d).responses["200"];
  };

test.each<[string, Change, string]>([
  [
    "a version in words",
    (d) => (d.info.version = "next"),
    "sample.yaml:1: #/info/version: The ver",
  ],
  [
    "a server with variables",
    (d) => (d.servers[1].url = "https://{a}.example"),
    "#/servers/1/url: ",
  ],
  [
    "a relative server",
    (d) => (d.servers[0].url = "/api"),
    "sample.yaml:1: #/servers/0/url: A ser",
  ],
  [
    "servers of a path",
    (d) => (d.paths[PATH].servers = [{ url: "https://a.example" }]),
    `sample.yaml:40: ${AT}/servers: Every operation has the same servers`,
  ],
  [
    "servers of an operation",
    (d) => (cancel(d).servers = [{ url: "https://a.example" }]),
    `sample.yaml:45: ${AT}/delete/servers: Every operation has the same servers`,
  ],
  [
    "a part of a step",
    move("/v1/auth/token", "/v1/{id}.json"),
    "#/paths/~1v1~1{id}.json: A step of",
  ],
  ["two parameters in a step", move("/v1/auth/token", "/{a}-{b}"), "#/paths/~1{a}-{b}: A step of"],
  [
    "a path in another script",
    move("/v1/auth/token", "/büro"),
    "sample.yaml:40: #/paths/~1büro: A ",
  ],
  ["a quote in a path", move("/v1/auth/token", '/"a"'), '#/paths/~1"a": A step of a path'],
  [
    "a path item elsewhere",
    (d) => (d.paths["/v2"] = { $ref: "#/components/pathItems/Sample" }),
    "sample.yaml:40: #/paths/~1v2: A $ref to a path item is not followed",
  ],
  [
    "a path parameter that is no step",
    parameter("path", { type: "integer" }),
    `${pathAt} is no step of the path`,
  ],
  [
    "a list of lists",
    parameter("query", { type: "array", items: { type: "array" } }, false),
    `${parameterAt} is a list of lists or objects`,
  ],
  [
    "a list or one value",
    parameter("query", { type: ["array", "string"] }, false),
    `${parameterAt} is a list or a single value`,
  ],
  ["an object", parameter("query", { type: "object" }, false), `${parameterAt} is an object`],
  ["nothing but null", parameter("query", { type: "null" }), `${parameterAt} allows no text`],
  ...["deepObject", "spaceDelimited", "pipeDelimited"].map((style): [string, Change, string] => [
    `a query of the style ${style}`,
    styled("query", { style }),
    `${parameterAt} has the style ${style}; only form is written and read here.`,
  ]),
  ...["label", "matrix"].map((style): [string, Change, string] => [
    `a path of the style ${style}`,
    (d) => (d.components.parameters.external_booking_id.style = style),
    `The path parameter external_booking_id has the style ${style}; only simple`,
  ]),
  ["a reserved query", styled("query", { allowReserved: true }), `${parameterAt} is allowReserved`],
  [
    "an empty query",
    styled("query", { allowEmptyValue: true }),
    `${parameterAt} is allowEmptyValue; give it a value.`,
  ],
  [
    "a parameter of a media type",
    styled("query", { content: { "application/json": {} } }),
    `${parameterAt} is described by a media type`,
  ],
  ["a parameter without a schema", parameter("query", undefined), `${parameterAt} needs a schema`],
  [
    "a required cookie",
    parameter("cookie", { type: "string" }),
    "The cookie sample cannot be required",
  ],
  [
    "a header of the connection",
    (d) =>
      cancel(d).parameters.push({
        name: "Content-Length",
        in: "header",
        schema: { type: "string" },
      }),
    "The header parameter Content-Length cannot be given: the connection writes it.",
  ],
  [
    "a header in two letter cases",
    (d) =>
      cancel(d).parameters.push(
        { name: "X-Sample", in: "header", schema: { type: "string" } },
        { name: "x-sample", in: "header", schema: { type: "string" } },
      ),
    "The header parameter x-sample differs from another one in letter case only.",
  ],
  [
    "an answer's header that is an object",
    (d) => (cancel(d).responses["200"].headers = { "X-Sample": { schema: { type: "object" } } }),
    `${AT}/delete/responses/200/headers/X-Sample: The header X-Sample is an object`,
  ],
  ["a 204 with a body", status("204"), `${AT}/delete/responses/204/content: A 204 has no body`],
  ["a status that is not final", status("1XX"), "/responses/1XX: A call ends with a final status"],
  [
    "a GET with a body",
    (d) => (d.paths[PATH].get = cancel(d)),
    `${AT}/get/requestBody: A GET is sent without a body`,
  ],
  [
    "a HEAD with an answer's body",
    (d) => (d.paths[PATH].head = { responses: { "200": cancel(d).responses["200"] } }),
    "An answer to HEAD has no body",
  ],
  ["a TRACE", (d) => (d.paths[PATH].trace = cancel(d)), `${AT}/trace: No client sends a TRACE`],
  ["a callback", (d) => (cancel(d).callbacks = {}), `${AT}/delete/callbacks: Calls of the server`],
  ["a webhook", (d) => (d.webhooks = {}), "sample.yaml:1: #/webhooks: Calls of the server to"],
  ...["$id", "$anchor", "$dynamicRef", "$dynamicAnchor"].map(
    (keyword): [string, Change, string] => [
      `a schema with ${keyword}`,
      (d) => (d.components.schemas.Booking[keyword] = "sample"),
      `#/components/schemas/Booking/${keyword}: The keyword ${keyword} is not supported: every $ref is a pointer`,
    ],
  ),
  ["a page", media("text/html"), `${AT}/delete/responses/404/content/text~1html: Only JSON`],
  [
    "a media type in capitals",
    media("Application/JSON"),
    "Only JSON can be judged: Application/JSON is none",
  ],
  [
    "a media type with a charset",
    media("application/json; charset=utf-8"),
    "Only JSON can be judged: application/json; charset=utf-8 is",
  ],
  [
    "a form",
    (d) => {
      cancel(d).requestBody.content = { "application/x-www-form-urlencoded": {} };
    },
    `${AT}/delete/requestBody/content/application~1x-www-form-urlencoded: `,
  ],
  [
    "a range of requests",
    (d) => (cancel(d).requestBody.content = { "application/*": {} }),
    "Only JSON can be judged: application/* is none",
  ],
  [
    "an OAuth flow",
    scheme({ type: "oauth2" }),
    "#/components/securitySchemes/access_token: The cli",
  ],
  [
    "a password",
    scheme({ scheme: "basic" }),
    "#/components/securitySchemes/access_token: The clien",
  ],
  [
    "a key in a query",
    (d) => (d.components.securitySchemes.client_id.in = "query"),
    "#/components/securitySchemes/client_id: The client sends",
  ],
  [
    "a schema named like a keyword",
    named("class"),
    "#/components/schemas/class: A schema has a na",
  ],
  [
    "a schema named Record",
    named("Record"),
    "#/components/schemas/Record: A schema has a name in P",
  ],
  [
    "a property that everything has",
    (d) => (d.components.schemas.Booking.properties.constructor = { type: "string" }),
    "sample.yaml:1: #/components/schemas/Booking/properties/constructor: A property cannot be named",
  ],
])("%s is refused, with its place", async (_, change, said) => {
  const refused = await refusal(change);
  expect(refused).toContain(said);
  expect(refused).toMatch(/^DescriptionError: sample\.yaml:\d+: #\/.+: [A-Z].*[.]$/);
});

test.each<[string, Change]>([
  ["nothing new", () => {}],
  ["a version before the next", (d) => (d.info.version = "1.1.0-beta.1")],
  ["a schema with a dash", named("sample-one")],
  ["a problem document", media("application/problem+json")],
  ["any media type of an answer", media("*/*")],
  ["a required text or nothing", parameter("query", { type: ["string", "null"] })],
  ["an optional list", parameter("query", { type: "array" }, false)],
  ["an optional cookie", parameter("cookie", { type: "string" }, false)],
  [
    "a credential that is a parameter too",
    (d) => {
      cancel(d).parameters.push({ name: "Authorization", in: "header", required: true });
    },
  ],
  ["an id with a format", id({ type: "string", format: "uuid" })],
  ["an id with a limit", id({ type: "string", maxLength: 64 })],
  ["an id that is a number", id({ type: "integer" })],
  ["an id of a list", id({ enum: ["a", "b"] })],
  ["a required list", parameter("query", { type: "array", items: { type: "integer" } })],
  ["a required anything", parameter("header", {})],
  ["an operation without answers", (d) => delete cancel(d).responses],
  ["a 204 without a body", (d) => (cancel(d).responses["204"] = { description: "Sample." })],
  [
    "a second key in another alternative",
    (d) => {
      d.components.securitySchemes.other_key = { type: "apiKey", in: "header", name: "x-other" };
      cancel(d).security.push({ other_key: [] });
    },
  ],
  ["a scheme in capitals", scheme({ scheme: "BEARER" })],
  ["a path without steps", move("/v1/auth/token", "/")],
  [
    "a value that is named like that",
    (d) => {
      d.components.examples.cancel_minimal.value.properties = { constructor: 1 };
    },
  ],
])("%s is not refused", async (_, change) => {
  expect(await refusal(change)).toBe("");
});

test("everything that is wrong is said at once, and once", async () => {
  const refused = await refusal((d) => {
    d.info.version = "next";
    d.components.securitySchemes.client_id.in = "cookie";
  });
  expect(refused.split("\n")).toHaveLength(2);
});
