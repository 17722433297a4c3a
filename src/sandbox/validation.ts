/** Finds what does not validate in a call, and answers it in the documented shape. */
import type { operations } from "../../generated/operations.js";
import type { HTTPValidationError, ValidationError } from "../../generated/schema.js";
import type { ValidationFault } from "../../generated/validators.js";
import { bodyFor } from "../description/operations.js";
import { textsOf } from "../description/parameters.js";
import { stepsOf } from "../description/pointer.js";
import { headerOf } from "../http/wire.js";
import { parseJsonBody } from "../judge/body.js";
import { parameterFaults } from "../judge/parameters.js";
import type { Call, Problem, ProblemKind, Reply } from "./model.js";

type Listed = keyof (typeof operations)["cancelExternalBooking"]["responses"];
/** A range, or `default`, documents it as well. */
type Documented = Listed | (Extract<Listed, "4XX" | "default"> extends never ? never : "422");
/** The documented status of an answer that names what does not validate. */
export const VALIDATION_STATUS = Number("422" satisfies Documented);

/** What does not validate: parameters first, then the body. */
export function problemsOf(call: Call): readonly Problem[] {
  return [...parameterProblems(call), ...bodyProblems(call)];
}

/** The documented answer to these problems, one item each. */
export function invalid(problems: readonly Problem[]): Reply {
  const json: HTTPValidationError = { detail: problems.map(itemFor) };
  return { status: VALIDATION_STATUS, headers: [["content-type", "application/json"]], json };
}

/** The JSON value of a call's body; `undefined` when there is none. */
export function jsonOf({ body }: Pick<Call, "body">): unknown {
  const parsed = parseJsonBody(body);
  return parsed.ok ? parsed.value : undefined;
}

function parameterProblems({ operation, parameters, headers, target }: Call): Problem[] {
  const sources = {
    path: parameters,
    query: target.split("?").slice(1).join("?"),
    header: (name: string) => headerOf(headers, name),
  };
  return operation.parameters.flatMap((parameter): Problem[] => {
    const { name, in: place } = parameter;
    if (place === "cookie") return [];
    return parameterFaults(parameter, textsOf(parameter, sources)).flatMap((each) => {
      const loc = [place, name];
      if (each.kind === "missing") return [{ kind: "parameter", loc, expected: "required" }];
      // A path that cannot be decoded names nothing that is there.
      if (each.kind === "encoding" && place === "path") return [];
      if (each.kind !== "schema") return [{ kind: "parameter", loc, expected: each.kind }];
      const { keyword, params, pointer } = each.fault;
      // Of a list, FastAPI names the item by its number.
      const item = [...loc, ...stepsOf(pointer).map(Number)];
      const expected = keyword === "type" ? String(params.type) : keyword;
      return [{ kind: "parameter", loc: item, expected }];
    });
  });
}

function bodyProblems({ operation: { requestBody }, headers, body }: Call): Problem[] {
  if (!requestBody) return [];
  const whole = (kind: ProblemKind, expected: string): Problem[] => [
    { kind, loc: ["body"], expected },
  ];
  if (body.length === 0) return requestBody.required ? whole("no_body", "required") : [];
  const described = bodyFor(requestBody.content, headerOf(headers, "content-type"));
  if (!described) return whole("media_type", "object");
  const parsed = parseJsonBody(body);
  if (!parsed.ok) return whole("syntax", "json");
  const { validate } = described;
  if (validate(parsed.value)) return [];
  // One item for each place: of a union, the union itself, which comes after its branches.
  const problems = (validate.errors ?? []).map((fault) => problemFor(fault, parsed.value));
  return [...new Map(problems.map((problem) => [JSON.stringify(problem.loc), problem])).values()];
}

function problemFor(fault: ValidationFault, value: unknown): Problem {
  const { keyword, params, instancePath } = fault;
  const { loc, node } = locate(instancePath, value);
  if (keyword === "required") {
    return { kind: "missing", loc: [...loc, String(params.missingProperty)], expected: keyword };
  }
  if (keyword !== "type") return { kind: "other", loc, expected: keyword };
  const expected = String(params.type);
  return { kind: node === null ? "null" : "type", loc, expected };
}

// FastAPI names a position in an array by its number.
function locate(pointer: string, value: unknown) {
  const loc: ValidationError["loc"] = ["body"];
  let node = value;
  for (const key of stepsOf(pointer)) {
    loc.push(Array.isArray(node) ? Number(key) : key);
    node = (node as Readonly<Record<string, unknown>>)[key];
  }
  return { loc, node };
}

// Pydantic's families of error types; the words are ours.
const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "str",
  integer: "integer",
  number: "float",
  boolean: "bool",
  object: "dict",
  array: "list",
};

function itemFor({ kind, loc, expected }: Problem): ValidationError {
  if (expected === "required") return { loc, msg: "field required", type: "value_error.missing" };
  if (kind === "syntax")
    return { loc, msg: "the body is not JSON", type: "value_error.jsondecode" };
  if (kind === "null") return { loc, msg: "null is not allowed", type: "type_error.none" };
  const word = TYPE_WORDS[expected];
  if (expected === "repeated") return { loc, msg: "one is expected", type: "value_error.list" };
  if (expected === "encoding") {
    return { loc, msg: "percent-encoded UTF-8 is expected", type: "value_error.encoding" };
  }
  if (word) return { loc, msg: `the type ${expected} is expected`, type: `type_error.${word}` };
  return { loc, msg: `${expected} is not met`, type: `value_error.${expected}` };
}
