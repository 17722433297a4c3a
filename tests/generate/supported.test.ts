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
const scheme =
  (change: object): Change =>
  (d) =>
    Object.assign(d.components.securitySchemes.access_token, change);
const named =
  (name: string): Change =>
  (d) => {
    d.components.schemas[name] = { type: "object" };
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
    "a path parameter of numbers",
    parameter("path", { type: "integer" }),
    "The path parameter sample",
  ],
  [
    "a required cookie",
    parameter("cookie", { type: "string" }),
    "The cookie sample cannot be required",
  ],
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
