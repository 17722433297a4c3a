/** Descriptions that OpenAPI allows and that are refused, each with what is said of it. */
import {
  AT,
  type Change,
  cancel,
  media,
  move,
  named,
  PATH,
  parameter,
  parameterAt,
  pathAt,
  scheme,
  status,
  styled,
} from "./change.js";

const QUERY_STYLES = ["deepObject", "spaceDelimited", "pipeDelimited"];
const PATH_STYLES = ["label", "matrix"];
const IDENTIFIERS = ["$id", "$anchor", "$dynamicRef", "$dynamicAnchor"];

const sample =
  (schema: object): Change =>
  (d) => {
    d.components.schemas.Booking.properties.sample = schema;
  };

const answerHeaders =
  (...names: string[]): Change =>
  (d) => {
    const headers = names.map((name) => [name, { schema: { type: "string" } }]);
    cancel(d).responses["200"].headers = Object.fromEntries(headers);
  };

const chosen = (schema: object, mapping?: object) =>
  sample({ ...schema, discriminator: { propertyName: "kind", ...(mapping && { mapping }) } });

/** What is changed, how, and a part of the refusal. */
export const REFUSED: readonly (readonly [name: string, change: Change, said: string])[] = [
  [
    "another version of OpenAPI",
    (d) => (d.openapi = "3.2.0"),
    "sample.yaml:1: #/openapi: The description is one of OpenAPI 3.1; write 3.1.1.",
  ],
  [
    "another dialect",
    (d) => (d.jsonSchemaDialect = "http://json-schema.org/draft-07/schema#"),
    "#/jsonSchemaDialect: A schema is one of JSON Schema 2020-12",
  ],
  [
    "a schema of another dialect",
    sample({ $schema: "http://json-schema.org/draft-07/schema#" }),
    "/properties/sample/$schema: A schema is one of JSON Schema 2020-12; no other",
  ],
  [
    "a schema that is a part of itself",
    (d) => (d.components.schemas.Loop = { allOf: [{ $ref: "#/components/schemas/Loop" }] }),
    "#/components/schemas/Loop: The schema is a part of itself",
  ],
  ["a step up", move("/v1/auth/token", "/v1/%2E./token"), "#/paths/~1v1~1%2E.~1token: A step of"],
  ["a percent sign", move("/v1/auth/token", "/v1/50%"), "#/paths/~1v1~150%: A step of a path"],
  [
    "a parameter that is two steps",
    move("/v1/auth/token", "/{a}/{a}"),
    "#/paths/~1{a}~1{a}: A path has each of its parameters once.",
  ],
  [
    "components that are path items",
    (d) => (d.components.pathItems = {}),
    "#/components/pathItems: A path item is no component",
  ],
  [
    "components that are callbacks",
    (d) => (d.components.callbacks = {}),
    "#/components/callbacks: Calls of the server",
  ],
  [
    "a parameter named like a prototype",
    (d) =>
      cancel(d).parameters.push({ name: "__proto__", in: "query", schema: { type: "string" } }),
    "/delete/parameters/1: A parameter cannot be named __proto__.",
  ],
  [
    "a header parameter with a space",
    (d) => cancel(d).parameters.push({ name: "X A", in: "header", schema: { type: "string" } }),
    "The header parameter X A has a name that no header can have.",
  ],
  [
    "an answer's header with a space",
    answerHeaders("X A"),
    `${AT}/delete/responses/200/headers/X A: The header X A has a name that no header can have.`,
  ],
  [
    "an answer's headers in two letter cases",
    answerHeaders("X-A", "x-a"),
    "/headers/x-a: The header x-a differs from another one in letter case only.",
  ],
  ["a status that is none", status("4xx"), "/responses/4xx: There is no status 4xx; write three"],
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
  ...QUERY_STYLES.map((style): [string, Change, string] => [
    `a query of the style ${style}`,
    styled("query", { style }),
    `${parameterAt} has the style ${style}; only form is written and read here.`,
  ]),
  ...PATH_STYLES.map((style): [string, Change, string] => [
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
  ...IDENTIFIERS.map((keyword): [string, Change, string] => [
    `a schema with ${keyword}`,
    (d) => (d.components.schemas.Booking[keyword] = "sample"),
    `#/components/schemas/Booking/${keyword}: The keyword ${keyword} is not supported: every $ref is a pointer`,
  ]),
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
    "a second key",
    (d) => {
      d.components.securitySchemes.other_key = { type: "apiKey", in: "header", name: "x-other" };
      cancel(d).security[0].other_key = [];
    },
    "#/components/securitySchemes/other_key: The client knows one key, its client id; name this",
  ],
  ["an extension among paths", (d) => (d.paths["x-sample"] = {}), "#/paths/x-sample: An extension"],
  [
    "a discriminator of nothing",
    chosen({ type: "object" }),
    "/properties/sample/discriminator: A discriminator stands beside oneOf or anyOf.",
  ],
  [
    "a discriminator of branches without names",
    chosen({ oneOf: [{ type: "object" }] }),
    "/sample/discriminator: A discriminator needs branches with names; make each a $ref",
  ],
  [
    "a discriminator that maps elsewhere",
    chosen({ oneOf: [{ $ref: "#/components/schemas/Booking" }] }, { a: "AccessToken" }),
    "/sample/discriminator: The discriminator maps a to what is no branch.",
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
];

/** What is refused when it is compiled. */
export const REFUSED_LATER: typeof REFUSED = [
  [
    "a body without a schema",
    (d) => (cancel(d).requestBody.content = { "application/json": {} }),
    "sample.yaml:45: #/paths/",
  ],
  [
    "a pattern that is none",
    sample({ type: "string", pattern: "(" }),
    "#/components/schemas/Booking: It cannot be compiled: Invalid regular expression",
  ],
  [
    "a schema that JSON Schema has not",
    sample({ multipleOf: 0 }),
    "#/components/schemas/Booking/properties/sample/multipleOf: It cannot be compiled: exclusiveM",
  ],
  [
    "a schema that is held by what it refers to",
    (d) => {
      sample({ items: { $ref: "#/components/schemas/Booking/properties/sample" } })(d);
      d.components.examples.booking_full.value.sample = [];
    },
    "/Booking/properties/sample/items: Its $ref leads back to what holds it; make that schema a comp",
  ],
];

/** What is refused when it is held against the examples. */
export const REFUSED_EXAMPLES: typeof REFUSED = [
  [
    "a property that no named example has",
    sample({ type: "string" }),
    "#/components/schemas/Booking/properties/sample: No named example has this property",
  ],
  [
    "an example that does not fit",
    (d) => (d.components.examples.booking_full.value.id = "CANARY"),
    "#/components/examples/booking_full/value/id: The example does not fit its schema: type is not",
  ],
  [
    "an example with an unknown property",
    (d) => (d.components.examples.booking_full.value.sample = 1),
    "#/components/examples/booking_full/value/sample: The example has a property that its schema",
  ],
  [
    "an example that stands elsewhere",
    (d) => (d.components.examples.booking_full = { externalValue: "https://a.example" }),
    "#/components/examples/booking_full/value: An example has a value here, not elsewhere.",
  ],
  [
    "a default that does not fit",
    sample({ type: "string", default: 7 }),
    "/Booking/properties/sample/default: The default does not fit its schema: type is not met.",
  ],
  [
    "an example of a header that does not fit",
    (d) =>
      (cancel(d).responses["200"].headers = {
        "X-A": { schema: { type: "integer" }, example: "" },
      }),
    "/headers/X-A/example: The example does not fit its schema: type is not met.",
  ],
  [
    "a body without an example",
    (d) => (cancel(d).responses["200"].content["application/json"].examples = {}),
    "/content/application~1json: A body has a named example; tests and the sandbox are fed from it.",
  ],
];
