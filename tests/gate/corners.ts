/** Changes of parameters, headers, bodies and statuses, in the corners of OpenAPI. */
import { CANCEL, type ChangeCase, cancel } from "./change.js";

type Loose = Parameters<ChangeCase["change"]>[0];

const parameter = (more: object) => (d: Loose) => {
  cancel(d).parameters[1] = { name: "at", in: "query", schema: { type: "string" }, ...more };
};
const header = (more: object) => (d: Loose) => {
  cancel(d).responses["200"].headers = { "X-Next": { schema: { type: "string" }, ...more } };
};
const many = { schema: { type: "array", items: { type: "string" } } };

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
];
