/** Makes requests that carry the right values in another form than the described one. */
import type { Operation } from "../../description/operations.js";
import { SECRET_MEMBERS } from "../../solv/profile.js";
import { plainDraft, type RequestDraft, requestBodyOf } from "../request.js";
import { kindsOf } from "../schema-values.js";
import type { ProbeCase } from "./probe-case.js";

type Values = Readonly<Record<string, unknown>>;

const BOUNDARY = "solv-contract-boundary";

/**
 * The right values as a form, in the query, wrapped, or under names in another case. Frameworks read some
 * of these without being asked to, so a server may carry them out.
 */
export function otherForms(operation: Operation): ProbeCase[] {
  const described = requestBodyOf(operation);
  if (!described || !operation.requestBody) return [];
  const { schema } = described;
  const invalid =
    (level: "syntax" | "schema") =>
    (
      caseName: string,
      expects: string,
      change: (values: Values, draft: RequestDraft) => Partial<RequestDraft>,
    ): ProbeCase => ({
      case: `body/${caseName}`,
      expects,
      expectation: { kind: "invalid", level, lenient: true, isOtherType: level === "syntax" },
      mayBeCarriedOut: true,
      make: (op, values) => {
        const draft = plainDraft(op, values);
        if (typeof draft.body !== "object") return undefined;
        return { ...draft, ...change(draft.body, draft) };
      },
    });
  const form = invalid("syntax");
  const shape = invalid("schema");
  const declared = ({ headers }: RequestDraft, type?: string): RequestDraft["headers"] => [
    ...headers.filter(([name]) => name.toLowerCase() !== "content-type"),
    ...(type ? [["Content-Type", type] as const] : []),
  ];
  const required = schema.required ?? [];
  // A secret in a URL would be in logs.
  const hasSecrets = required.some((name) => SECRET_MEMBERS.includes(name));
  const texts = required.filter((name) => {
    const property = schema.properties?.[name];
    return property && kindsOf(property).join() === "string";
  });
  const renamed = (rename: (name: string) => string) => {
    if (required.every((name) => rename(name) === name)) return undefined;
    return (values: Values) => ({
      body: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [rename(name), value]),
      ),
    });
  };
  const names = {
    upper: renamed((name) => name.toUpperCase()),
    camel: renamed((name) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())),
  };
  return [
    form("form", "The values as a form are refused.", (values, draft) => ({
      headers: declared(draft, "application/x-www-form-urlencoded"),
      body: pairs(values),
    })),
    form("multipart", "The values as a form of several parts are refused.", (values, draft) => ({
      headers: declared(draft, `multipart/form-data; boundary=${BOUNDARY}`),
      body: parts(values),
    })),
    form("untyped", "A body that is not declared as anything is refused.", (_, draft) => ({
      headers: declared(draft),
    })),
    ...(hasSecrets
      ? []
      : [
          form("query", "The values in the query are refused.", (values, draft) => ({
            headers: declared(draft),
            body: undefined,
            query: `${draft.query ? `${draft.query}&` : "?"}${pairs(values)}`,
          })),
        ]),
    form("wrapped/list", "A list around the object is refused.", (values) => ({
      body: JSON.stringify([values]),
    })),
    form("wrapped/data", "An object around the object is refused.", (values) => ({
      body: { data: values },
    })),
    ...texts.map((name) =>
      shape(
        `list/${name}`,
        `A list around ${name} is refused: it is documented as string.`,
        (values) => ({ body: { ...values, [name]: [values[name]] } }),
      ),
    ),
    ...Object.entries(names).flatMap(([name, rename]) =>
      rename
        ? [shape(`names/${name}`, `Names of properties in ${name} case are refused.`, rename)]
        : [],
    ),
  ];
}

function pairs(values: Values): string {
  return Object.entries(values)
    .map((pair) => pair.map((text) => encodeURIComponent(String(text))).join("="))
    .join("&");
}

/** RFC 7578 §4. */
function parts(values: Values): string {
  const fields = Object.entries(values).map(
    ([name, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${fields.join("")}--${BOUNDARY}--\r\n`;
}
