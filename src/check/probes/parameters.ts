/** Requests whose parameters are not what the description asks for, and those with every optional one. */
import { type Schema, schemaAt, wholeSchema } from "../../description/document.js";
import type { DescribedParameter, Operation } from "../../description/operations.js";
import { writeParameter } from "../../description/parameters.js";
import { queryOf, valueFor, written } from "../parameters.js";
import { plainDraft, type RequestDraft } from "../request.js";
import { candidatesOf } from "../schema-values.js";
import { isAllowed } from "../unused-ids.js";
import { NOBODYS } from "./ids.js";
import type { ProbeCase } from "./probe-case.js";

/** Requests with a parameter that is missing, of another kind, or outside of its limits. */
export function invalidParameters(operation: Operation): ProbeCase[] {
  return operation.parameters.flatMap((parameter) => {
    const { name, in: place, required } = parameter;
    if (place === "path") return invalidInPath(parameter);
    if (place !== "query" && place !== "header") return [];
    const missing = invalid(
      `missing/${name}`,
      `A request without the ${place} parameter ${name} is refused.`,
      (draft) => withParameter(draft, parameter, undefined),
    );
    const wrong = wrongValues(parameter).map(([caseName, value]) =>
      invalid(
        `${caseName}/${name}`,
        `${name} with a value that is not allowed is refused.`,
        (draft) => withParameter(draft, parameter, value),
      ),
    );
    return required ? [missing, ...wrong] : wrong;
  });
}

/**
 * A segment that no value of the kind can be. A limit of numbers is not tried: what stands just outside of
 * it may exist all the same. Routers refuse such a path in ways of their own, so acceptance is no error.
 */
function invalidInPath(parameter: DescribedParameter): ProbeCase[] {
  const { name } = parameter;
  const step = `{${name}}`;
  if (isAllowed(parameter, `${NOBODYS}-${name}`)) return [];
  const probeCase = invalid(
    `path/${name}`,
    `A path whose ${name} is not of the described kind is refused.`,
    (draft, operation) => {
      const at = operation.path.split("/").indexOf(step);
      const path = draft.path.split("/").map((own, index) => (index === at ? NOBODYS : own));
      return { path: path.join("/") };
    },
  );
  return [
    {
      ...probeCase,
      expectation: { kind: "invalid", level: "schema", lenient: true },
      mayBeCarriedOut: true,
    },
  ];
}

/** The plain request with a value for every parameter that may be left out; none where there is no such. */
export function optionalParameters({ parameters }: Operation): ProbeCase[] {
  const optional = parameters.filter(
    ({ required, in: place }) => !required && (place === "query" || place === "header"),
  );
  if (optional.length === 0) return [];
  return [
    {
      case: "valid/parameters",
      expects: "A request with every optional parameter is accepted.",
      expectation: { kind: "valid" },
      make: (operation, values) => {
        let draft = plainDraft(operation, values);
        for (const parameter of optional) {
          draft = { ...draft, ...withParameter(draft, parameter, valueFor(parameter)) };
        }
        return draft;
      },
    },
  ];
}

type Change = (draft: RequestDraft, operation: Operation) => Partial<RequestDraft>;

function invalid(caseName: string, expects: string, change: Change): ProbeCase {
  return {
    case: `parameter/${caseName}`,
    expects,
    expectation: { kind: "invalid", level: "schema", lenient: false },
    make: (operation, values) => {
      const draft = plainDraft(operation, values);
      return { ...draft, ...change(draft, operation) };
    },
  };
}

/** The parameter of a draft with another value; `undefined` takes it away. */
function withParameter(
  { query, headers }: RequestDraft,
  parameter: DescribedParameter,
  value: unknown,
): Partial<RequestDraft> {
  const { name, in: place } = parameter;
  const own = value === undefined ? [] : written(parameter, value);
  if (place === "header") {
    const others = headers.filter(([each]) => each.toLowerCase() !== name.toLowerCase());
    return { headers: [...others, ...own] };
  }
  const begin = `${encodeURIComponent(name)}=`;
  const others = query
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "" && !pair.startsWith(begin));
  const pairs = [...others, ...queryOf(own).slice(1).split("&")].filter((pair) => pair !== "");
  return { query: pairs.length > 0 ? `?${pairs.join("&")}` : "" };
}

/** Values that break what is described, each by the keyword that it breaks. */
function wrongValues(parameter: DescribedParameter): [caseName: string, value: unknown][] {
  const { items, schema, kinds } = parameter;
  const whole = wholeSchema(schemaAt(schema));
  const own = items ? wholeSchema(whole.items ?? {}) : whole;
  const inList = (value: unknown) => (items ? [value] : value);
  const of = items ?? kinds;
  const isText = of.length === 0 || of.includes("string");
  const wrong: [string, unknown][] = [
    ...(isText ? [] : [["type", inList("text")] as [string, unknown]]),
    ...outside(own).map(([keyword, value]): [string, unknown] => [keyword, inList(value)]),
    ...outsideOfList(whole),
  ];
  return wrong.filter(([, value]) => {
    const texts = writeParameter(parameter, value);
    // An empty list of pairs is an absent parameter.
    return texts.length > 0 && !isAllowed(parameter, value);
  });
}

function outside(schema: Schema): [keyword: string, value: unknown][] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength } = schema;
  const wrong: [string, unknown][] = [];
  if (schema.enum) wrong.push(["enum", NOBODYS]);
  if (minimum !== undefined) wrong.push(["minimum", minimum - 1]);
  if (maximum !== undefined) wrong.push(["maximum", maximum + 1]);
  if (exclusiveMinimum !== undefined) wrong.push(["minimum", exclusiveMinimum]);
  if (exclusiveMaximum !== undefined) wrong.push(["maximum", exclusiveMaximum]);
  if (minLength) wrong.push(["minLength", "a".repeat(minLength - 1)]);
  if (maxLength !== undefined) wrong.push(["maxLength", "a".repeat(maxLength + 1)]);
  if (schema.pattern !== undefined) wrong.push(["pattern", `${NOBODYS} !`]);
  return wrong;
}

function outsideOfList(schema: Schema): [keyword: string, value: unknown][] {
  const { minItems = 0, maxItems, items = {} } = schema;
  const [item] = candidatesOf(items);
  const list = (length: number) => Array.from({ length }, () => item);
  const wrong: [string, unknown][] = minItems > 1 ? [["minItems", list(minItems - 1)]] : [];
  return maxItems === undefined ? wrong : [...wrong, ["maxItems", list(maxItems + 1)]];
}
