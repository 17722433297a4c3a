/** Requests whose body is not what the description asks for. */

import { resolveSchema, type Schema } from "../../description/document.js";
import type { Operation } from "../../description/operations.js";
import {
  exampleBody,
  NO_VALUES,
  plainDraft,
  type RequestDraft,
  requestBodyOf,
} from "../request.js";
import { kindsOf, SAMPLES } from "../schema-values.js";
import { isRemark } from "./limits.js";
import { type Departure, departuresWithin, limitsOf } from "./nested.js";
import type { ProbeCase } from "./probe-case.js";

/** The cases without the documented media type. */
const OTHER_TYPES: ReadonlySet<string> = new Set(["none", "media_type"]);

/** Requests whose body is not what the description asks for. */
export function invalidBodies(operation: Operation): ProbeCase[] {
  const described = requestBodyOf(operation);
  if (!described || !operation.requestBody) return [];
  const { mediaType, schema, validate, plain } = described;
  const required = new Set(schema.required);
  const invalid =
    (level: "syntax" | "schema", lenient = false) =>
    (
      caseName: string,
      expects: string,
      change: (draft: RequestDraft) => Partial<RequestDraft>,
    ): ProbeCase => ({
      case: `body/${caseName}`,
      expects,
      expectation: { kind: "invalid", level, lenient, isOtherType: OTHER_TYPES.has(caseName) },
      ...(lenient && { mayBeCarriedOut: true }),
      make: (op, values) => {
        const draft = plainDraft(op, values);
        return { ...draft, ...change(draft) };
      },
    });
  const syntax = invalid("syntax");
  const lenientSyntax = invalid("syntax", true);
  const shape = invalid("schema");
  const lenientShape = invalid("schema", true);
  const withoutType = ({ headers }: RequestDraft) =>
    headers.filter(([name]) => name.toLowerCase() !== "content-type");

  const cases: ProbeCase[] = [
    ...(operation.requestBody.required
      ? [
          syntax("none", "A request without its body is refused.", (draft) => ({
            body: undefined,
            headers: withoutType(draft),
          })),
          syntax("empty", `A body declared as ${mediaType} without a byte is refused.`, () => ({
            body: "",
          })),
        ]
      : []),
    syntax("malformed", `A body that is not ${mediaType} is refused.`, (draft) => ({
      body: JSON.stringify(draft.body).slice(0, -1),
    })),
    syntax("not_an_object/array", "An array in the object's place is refused.", () => ({
      body: "[]",
    })),
    syntax("not_an_object/string", "A string in the object's place is refused.", () => ({
      body: '"text"',
    })),
    // Many frameworks read JSON whatever it is declared as.
    lenientSyntax("media_type", "A body declared as another media type is refused.", (draft) => ({
      headers: [...withoutType(draft), ["Content-Type", "text/plain"]],
    })),
  ];
  cases.push(
    syntax("trailing_text", "A body with text after its JSON is refused.", (draft) => ({
      body: `${JSON.stringify(draft.body)} text`,
    })),
  );
  if (required.size > 0) {
    cases.push(
      shape("empty_object", "An object without any property is refused.", () => ({
        body: {},
      })),
    );
  }
  const { properties = {} } = schema;
  const whole = exampleBody(described, NO_VALUES, Object.keys(properties));
  for (const [name, property] of Object.entries(properties)) {
    const change = (value: unknown) => (draft: RequestDraft) => ({
      body: { ...(draft.body as object), [name]: value },
    });
    if (required.has(name)) {
      // Validators that read the description fill a documented default in.
      const missing = resolveSchema(property).default === undefined ? shape : lenientShape;
      cases.push(
        missing(`missing/${name}`, `A body without ${name} is refused.`, change(undefined)),
      );
    }
    const allowed = kindsOf(property);
    for (const [kind, value] of Object.entries(SAMPLES)) {
      if (allowed.length === 0 || allowed.includes(kind)) continue;
      if (kind === "integer" && allowed.includes("number")) continue;
      // Coercing a scalar, and taking null for "not given", are habits of frameworks; they harm nobody.
      const lenient = kind === "null" ? !required.has(name) : !["array", "object"].includes(kind);
      const expects = `${name} as ${kind} is refused: it is documented as ${allowed.join(" or ")}.`;
      const mistyped = lenient ? lenientShape : shape;
      cases.push(mistyped(`type/${name}/${kind}`, expects, change(value)));
    }
    const within = [
      ...limitsOf(property, whole[name], name),
      ...departuresWithin(property, whole[name], name),
    ];
    const isWrong = (value: unknown) => !validate({ ...whole, [name]: value });
    for (const { case: of, expects, value, keyword } of firsts(within, isWrong)) {
      const broken = isRemark(keyword ?? "") ? lenientShape : shape;
      cases.push(broken(of, expects, change(value)));
    }
  }
  const ofAll = [...limitsOf(schema, plain, ""), ...departuresOfList(schema, plain)];
  for (const { case: of, expects, value } of firsts(ofAll, (wrong) => !validate(wrong))) {
    cases.push(shape(of.replace(/\/$/, ""), expects, () => ({ body: JSON.stringify(value) })));
  }
  return cases;
}

/** Of a body that is an object, its members are varied one by one. */
function departuresOfList(schema: Schema, plain: unknown): Departure[] {
  return Array.isArray(plain) ? departuresWithin(schema, plain, "") : [];
}

/** The departures that the description does not allow after all, the first for each name. */
function firsts(
  departures: readonly Departure[],
  isWrong: (value: unknown) => boolean,
): Departure[] {
  const named = departures
    .filter(({ value }) => isWrong(value))
    .map((one) => [one.case, one] as const);
  return [...new Map(named.toReversed()).values()].toReversed();
}
