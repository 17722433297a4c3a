/** Changes of limits, by direction: less room to send breaks the sender, more room to answer the reader. */
import { booking, type ChangeCase, cancel, request } from "./change.js";

type Limit = readonly [keyword: string, value: unknown, more: unknown];

/** A keyword, a value of it, and one that leaves more room. */
const LIMITS: readonly Limit[] = [
  ["maxLength", 20, 40],
  ["minLength", 4, 2],
  ["pattern", "^a", undefined],
  ["format", "email", undefined],
  ["enum", ["a", "b"], ["b", "a", "c"]],
  ["const", "a", undefined],
  ["type", "string", ["string", "null"]],
];

function limitCases([keyword, value, more]: Limit): ChangeCase[] {
  const places = [
    ["request", (d: unknown) => request(d).properties.service_id],
    ["answer", (d: unknown) => booking(d).properties.status],
  ] as const;
  return places.flatMap(([direction, place]): ChangeCase[] => {
    const step = (name: string, impact: ChangeCase["impact"], from: unknown, to: unknown) => ({
      name: `${keyword} in the ${direction}: ${name}`,
      impact,
      before: (d: unknown) => set(place(d), keyword, from),
      change: (d: unknown) => set(place(d), keyword, to),
    });
    const less = direction === "request" ? "major" : "minor";
    const wider = direction === "request" ? "minor" : "major";
    return [
      step("more room", wider, value, more),
      step("less room", less, more, value),
      ...(keyword === "type" ? [] : [step("none any more", wider, value, undefined)]),
    ];
  });
}

function set(node: Record<string, unknown>, keyword: string, value: unknown): void {
  if (value === undefined) delete node[keyword];
  else node[keyword] = value;
}

const header = (required: boolean, type = "string") => ({
  description: "Where to ask next.",
  required,
  schema: { type },
});
const withHeader = (required: boolean, type?: string) => (d: Parameters<typeof cancel>[0]) =>
  (cancel(d).responses["200"].headers = { "X-Next": header(required, type) });
const query = (more: object) => (d: Parameters<typeof cancel>[0]) =>
  cancel(d).parameters.push({
    name: "region",
    in: "query",
    description: "Where.",
    schema: { type: "string" },
    ...more,
  });

export const LIMITED: readonly ChangeCase[] = [
  ...LIMITS.flatMap(limitCases),
  {
    name: "enum is written in another order",
    impact: "patch",
    before: (d) => (booking(d).properties.status.enum = ["a", "b"]),
    change: (d) => (booking(d).properties.status.enum = ["b", "a"]),
  },
  {
    name: "a list of types is written in another order",
    impact: "patch",
    before: (d) => (booking(d).properties.status.type = ["string", "null"]),
    change: (d) => (booking(d).properties.status.type = ["null", "string"]),
  },
  {
    name: "an answer may be of another type in anyOf",
    impact: "major",
    change: (d) => {
      const { loc } = d.components.schemas.ValidationError.properties;
      loc.items.anyOf.push({ type: "boolean" });
    },
  },
  {
    name: "an answer's array is of fewer types",
    impact: "minor",
    change: (d) => d.components.schemas.ValidationError.properties.loc.items.anyOf.pop(),
  },
  { name: "an answer header is added", impact: "minor", change: withHeader(false) },
  {
    name: "an answer header becomes optional",
    impact: "major",
    before: withHeader(true),
    change: withHeader(false),
  },
  {
    name: "an answer header becomes required",
    impact: "minor",
    before: withHeader(false),
    change: withHeader(true),
  },
  {
    name: "an answer header is removed",
    impact: "major",
    before: withHeader(false),
    change: (d) => delete cancel(d).responses["200"].headers,
  },
  {
    name: "an answer header changes its type",
    impact: "major",
    before: withHeader(true),
    change: withHeader(true, "integer"),
  },
  {
    name: "a query parameter becomes required",
    impact: "major",
    before: query({}),
    change: (d) => (cancel(d).parameters[1].required = true),
  },
  {
    name: "a query parameter gets a limit",
    impact: "major",
    before: query({}),
    change: (d) => (cancel(d).parameters[1].schema.maxLength = 3),
  },
  {
    name: "a query parameter is removed",
    impact: "major",
    before: query({}),
    change: (d) => cancel(d).parameters.pop(),
  },
  {
    name: "a query parameter is written otherwise in the URL",
    impact: "major",
    before: query({ schema: { type: "array", items: { type: "string" } } }),
    change: (d) => (cancel(d).parameters[1].explode = false),
  },
  {
    name: "a query parameter says what is the default anyway",
    impact: "patch",
    before: query({ schema: { type: "array", items: { type: "string" } } }),
    change: (d) => Object.assign(cancel(d).parameters[1], { style: "form", explode: true }),
  },
  {
    name: "parameters are written in another order",
    impact: "patch",
    before: query({}),
    change: (d) => cancel(d).parameters.reverse(),
  },
  {
    name: "an answer's media type is added",
    impact: "minor",
    change: (d) => {
      const { content } = cancel(d).responses["422"];
      content["application/problem+json"] = content["application/json"];
    },
  },
  {
    name: "an answer's body is described no more",
    impact: "major",
    change: (d) => delete cancel(d).responses["422"].content,
  },
  {
    name: "an answer's schema is described no more",
    impact: "major",
    change: (d) => delete cancel(d).responses["200"].content["application/json"].schema,
  },
  {
    name: "a request says that its objects are open",
    impact: "patch",
    change: (d) => (request(d).additionalProperties = true),
  },
];
