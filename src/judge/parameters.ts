/** Judges the parameters of a request, and the headers of an answer, by what is described of each. */
import type { ValidationFault } from "../../generated/validators.js";
import {
  type DescribedParameter,
  type DescribedResponse,
  type Operation,
  pathParameters,
} from "../description/operations.js";
import { readParameter, textsOf } from "../description/parameters.js";
import { type HeaderList, headerOf } from "../http/wire.js";
import { type Collector, documentedBy } from "./collector.js";
import type { CheckName } from "./finding.js";
import type { JudgedContent } from "./judged.js";

/** Faults that are told of one parameter. */
const MAX_FAULTS = 10;

/** Judges path, query and header parameters. Of what is not given none is judged, and no cookie. */
export function judgeParameters(
  collected: Collector,
  operation: Operation,
  { path, query, headers }: JudgedContent,
): void {
  const segments = path === undefined ? undefined : pathParameters(operation, path);
  const header = (name: string) => (headers ? headerOf(headers, name) : undefined);
  const sources = { path: segments ?? {}, query: query ?? "", header };
  const isGiven = {
    path: segments !== undefined,
    query: query !== undefined,
    header: headers !== null,
  };
  for (const parameter of operation.parameters) {
    if (!isGiven[parameter.in as keyof typeof isGiven]) continue;
    const texts = textsOf(parameter, sources);
    judgeTexts(collected, parameter, { texts, check: "request_conformance" });
  }
}

/** Judges the headers that are described of an answer. */
export function judgeHeaders(
  collected: Collector,
  described: DescribedResponse,
  headers: HeaderList | null,
): void {
  if (!headers) return;
  for (const parameter of described.headers) {
    const value = headerOf(headers, parameter.name.toLowerCase());
    const texts = value === undefined ? [] : [value];
    judgeTexts(collected, parameter, { texts, check: "response_headers_conformance" });
  }
}

/** What is wrong with one parameter, before it is worded. */
export type ParameterFault =
  | { readonly kind: "missing" | "empty" | "repeated" | "encoding" }
  | { readonly kind: "schema"; readonly fault: ValidationFault };

/** @param texts - what the parameter has on the wire; none where it is absent */
export function parameterFaults(
  parameter: DescribedParameter,
  texts: readonly string[],
): ParameterFault[] {
  const { in: place, required, items, validate } = parameter;
  if (texts.length === 0) return required ? [{ kind: "missing" }] : [];
  // Without it the path would be another.
  if (place === "path" && texts[0] === "") return [{ kind: "empty" }];
  if (!items && texts.length > 1) return [{ kind: "repeated" }];
  const read = readParameter(parameter, texts);
  if (!read) return [{ kind: "encoding" }];
  if (validate(read.value)) return [];
  return (validate.errors ?? [])
    .slice(0, MAX_FAULTS)
    .map((fault) => ({ kind: "schema", fault }) as const);
}

function judgeTexts(
  { lookup, report }: Collector,
  parameter: DescribedParameter,
  { texts, check }: { readonly texts: readonly string[]; readonly check: CheckName },
): void {
  const { name, in: place, line } = parameter;
  const whole = `the ${place === "header" ? place : "parameter"} ${name}`;
  for (const each of parameterFaults(parameter, texts)) {
    if (each.kind === "schema") {
      const { schemaPath: source, pointer, found: received } = each.fault;
      const at = { source, line: lookup?.lineOf(source) ?? line };
      const what = pointer === "" ? whole : `an item of ${whole}`;
      report(check, at, { documented: `${documentedBy(each.fault)} for ${what}`, received });
      continue;
    }
    const [received, how = ""] = {
      missing: ["none"],
      empty: ["an empty one"],
      repeated: [`${texts.length} of them`],
      encoding: ["another encoding", ", percent-encoded"],
    }[each.kind];
    report(check, parameter, { documented: whole + how, received: received ?? "" });
  }
}
