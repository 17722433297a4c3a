/** Fills the parameters of a request: its path with what it acts on, the others with documented values. */
import { type Schema, schemaAt, valuesShownAt } from "../description/document.js";
import type { DescribedParameter, Operation } from "../description/operations.js";
import { writeParameter } from "../description/parameters.js";
import { SLOTS } from "../solv/profile.js";
import { NOBODYS } from "./probes/ids.js";
import { candidatesOf } from "./schema-values.js";
import { isAllowed, unusedId } from "./unused-ids.js";

/** Stands in a printed request for what is not shown. */
const shellName = (name: string) => `__${name.toUpperCase().replace(/[^A-Z]/g, "_")}__`;

/** A value that the description allows for a parameter: a documented one, or an invented one. */
export function valueFor(parameter: DescribedParameter): unknown {
  const { kinds } = parameter;
  const described: Schema = schemaAt(parameter.schema);
  const schema = kinds.length > 0 ? { ...described, type: kinds } : described;
  return [...valuesShownAt(parameter.source), ...candidatesOf(schema)].find(
    // An empty list in a query is no parameter at all.
    (value) => isAllowed(parameter, value) && written(parameter, value)[0],
  );
}

/** A parameter's name and value as they are written: a pair for each item of a list in a query. */
export function written(parameter: DescribedParameter, value: unknown): [string, string][] {
  return writeParameter(parameter, value).map((text) => [parameter.name, text]);
}

/** The required parameters of a query or the headers, written; what has no allowed value is left out. */
export function requiredParameters(
  { parameters }: Operation,
  place: "query" | "header",
): [string, string][] {
  return parameters
    .filter(({ required, in: where }) => required && where === place)
    .flatMap((parameter) => {
      const value = valueFor(parameter);
      return value === undefined ? [] : written(parameter, value);
    });
}

/** The pairs of a query as it is written; their values are percent-encoded already. */
export function queryOf(pairs: readonly (readonly [name: string, text: string])[]): string {
  const texts = pairs.map(([name, text]) => `${encodeURIComponent(name)}=${text}`);
  return texts.length > 0 ? `?${texts.join("&")}` : "";
}

/**
 * An operation's path with its parameters filled. A given booking's id stands as it is; where an
 * invented one is not of the parameter's kind, another one that cannot exist, or a documented value.
 */
export function pathFor(operation: Operation, id: string, isPrinted: boolean): string {
  return operation.path.replace(/\{([^}]*)\}/g, (_, name: string) => {
    const parameter = operation.parameters.find((each) => each.in === "path" && each.name === name);
    if (isPrinted) return name === SLOTS.id.parameter ? id : shellName(name);
    if (!parameter || !id.startsWith(NOBODYS)) return encodeURIComponent(id);
    const [text = ""] = writeParameter(
      parameter,
      unusedId(parameter, id) ?? valueFor(parameter) ?? id,
    );
    return text;
  });
}
