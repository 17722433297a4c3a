/** Requests whose parameters are not what the description asks for, and those with every optional one. */
import { schemaAt, wholeSchema } from "../../description/document.js";
import type { DescribedParameter, Operation } from "../../description/operations.js";
import { writeParameter } from "../../description/parameters.js";
import { queryOf, valueFor, written } from "../parameters.js";
import { plainDraft, type RequestDraft } from "../request.js";
import { isAllowed } from "../unused-ids.js";
import { NOBODYS } from "./ids.js";
import { isRemark, wrongValues } from "./limits.js";
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
    const wrong = wrongValuesFor(parameter).map(([caseName, value]) => {
      const probeCase = invalid(
        `${caseName}/${name}`,
        `${name} with a value that is not allowed is refused.`,
        (draft) => withParameter(draft, parameter, value),
      );
      return isRemark(caseName) ? lenient(probeCase) : probeCase;
    });
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
  return [lenient(probeCase)];
}

function lenient(probeCase: ProbeCase): ProbeCase {
  const expectation = { kind: "invalid", level: "parameter", lenient: true } as const;
  return { ...probeCase, expectation, mayBeCarriedOut: true };
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
    expectation: { kind: "invalid", level: "parameter", lenient: false },
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
function wrongValuesFor(parameter: DescribedParameter): [caseName: string, value: unknown][] {
  const { items, schema, kinds } = parameter;
  const whole = schemaAt(schema);
  const inList = (value: unknown) => (items ? [value] : value);
  const of = items ?? kinds;
  const isText = of.length === 0 || of.includes("string");
  const ofItems = items ? wrongValues(wholeSchema(whole).items ?? {}) : [];
  const wrong = [
    ...(isText ? [] : [{ keyword: "type", value: inList("text") }]),
    ...ofItems.map(({ keyword, value }) => ({ keyword, value: [value] })),
    ...wrongValues(whole),
  ].map(({ keyword, value }): [string, unknown] => [keyword, value]);
  const refused = wrong.filter(([, value]) => {
    const texts = writeParameter(parameter, value);
    // An empty list of pairs is an absent parameter.
    return texts.length > 0 && !isAllowed(parameter, value);
  });
  // The first for each keyword.
  return [...new Map(refused.toReversed())].toReversed();
}
