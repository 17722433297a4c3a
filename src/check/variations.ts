/** Every way in which a request of an operation is varied, derived from the description. */
import type { DescribedCredential, Operation } from "../description.js";
import { resolveSchema } from "../document.js";
import {
  type Draft,
  exampleBody,
  fillPath,
  plainDraft,
  requestBodyOf,
  SAMPLES,
  typesOf,
  type Values,
} from "./draft.js";

/** What an answer to a varied request has to look like. */
export type Expectation =
  /** The plain valid request itself, to which the others are compared. */
  | { readonly kind: "control" }
  /** Unusual, but valid: answered like the control. */
  | { readonly kind: "valid" }
  /** A legal id that needs encoding: no success for an id that cannot exist, and no crash. */
  | { readonly kind: "identifier"; readonly mayExceedLimits: boolean }
  /** Invalid: answered with the documented refusal. `lenient`: acceptance is only worth a warning. */
  | { readonly kind: "invalid"; readonly level: "syntax" | "schema"; readonly lenient: boolean }
  /** A credential is missing or wrong: neither a success nor a crash. */
  | { readonly kind: "unauthenticated"; readonly credential: string; readonly scope: boolean }
  /** Names something else than the booking: no success. */
  | { readonly kind: "mismatch" }
  /** A method that the description does not have: no success. */
  | { readonly kind: "method" };

/** One way to vary a request. */
export interface Variation {
  /** Stable, the last part of the probe's id. */
  readonly situation: string;
  /** One sentence: what the expected answer proves. */
  readonly proves: string;
  readonly expectation: Expectation;
  /** The values that must be given for it to be possible. */
  readonly needs?: keyof Values;
  /** `undefined` where these values allow no such request. */
  make(operation: Operation, values: Values): Draft | undefined;
  /** What is unusual about a valid request, so that one request can carry several. */
  readonly change?: Change;
}

/** A change of a draft. Two that both set the body exclude each other. */
export interface Change {
  readonly setsBody: boolean;
  apply(draft: Draft, values: Values): Partial<Draft>;
}

/** One request that is unusual in all the given ways. */
export function combine(
  operation: Operation,
  values: Values,
  changes: readonly (Change | undefined)[],
): Draft {
  let draft = plainDraft(operation, values);
  for (const change of changes) draft = Object.assign(draft, change?.apply(draft, values));
  return draft;
}

const LONG_TEXT = "a".repeat(5_000);
const LONG_ID = "a".repeat(300);
// Beyond what many servers take as a request line, so a refusal for that reason is no fault.
const VERY_LONG_ID = "a".repeat(2_000);
const WRONG_CREDENTIAL = "solv-contract-wrong-credential";

/** The plain valid request. */
export const control: Variation = {
  situation: "control",
  proves: "A plain valid request for something that cannot exist is refused without a crash.",
  expectation: { kind: "control" },
  make: plainDraft,
};

/** Requests with a missing or wrong credential. */
export function authentication(operation: Operation): Variation[] {
  return (operation.security[0] ?? []).flatMap((credential) => credentialVariations(credential));
}

function credentialVariations({ name, type, header, scopes }: DescribedCredential): Variation[] {
  const refuse = (
    situation: string,
    proves: string,
    value: ((values: Values) => string) | undefined,
    needs?: keyof Values,
  ): Variation => ({
    situation: `auth/${name}/${situation}`,
    proves,
    expectation: {
      kind: "unauthenticated",
      credential: name,
      scope: needs === "unscopedAccessToken",
    },
    ...(needs ? { needs } : {}),
    make: (operation, values) => {
      const draft = plainDraft(operation, values);
      const others = draft.headers.filter(([key]) => key !== header);
      return { ...draft, headers: value ? [...others, [header, value(values)]] : others };
    },
  });
  const variations = [refuse("missing", `A request without ${header} is refused.`, undefined)];
  if (type !== "http") {
    return [
      ...variations,
      refuse("wrong", `A wrong ${header} is refused.`, () => WRONG_CREDENTIAL),
    ];
  }
  variations.push(
    refuse("garbage", "A token that nobody issued is refused.", () => `Bearer ${WRONG_CREDENTIAL}`),
    // "sample:sample" in Base64 (RFC 7617): well-formed, and nobody's password.
    refuse(
      "scheme_ignored",
      "A good token behind the word of another scheme is refused.",
      ({ accessToken }) => `Token ${accessToken}`,
    ),
    refuse(
      "other_scheme",
      "Another authentication scheme is refused.",
      () => "Basic c2FtcGxlOnNhbXBsZQ==",
    ),
    refuse(
      "expired",
      "An expired token is refused.",
      ({ expiredAccessToken }) => `Bearer ${expiredAccessToken}`,
      "expiredAccessToken",
    ),
  );
  if (scopes.length > 0) {
    variations.push(
      refuse(
        "unscoped",
        `A token without ${scopes.join(" and ")} is refused.`,
        ({ unscopedAccessToken }) => `Bearer ${unscopedAccessToken}`,
        "unscopedAccessToken",
      ),
    );
  }
  return variations;
}

/** Requests whose body is not what the description asks for. */
export function invalidBodies(operation: Operation): Variation[] {
  const described = requestBodyOf(operation);
  if (!described || !operation.requestBody) return [];
  const { mediaType, schema } = described;
  const required = new Set(schema.required);
  const invalid = (
    situation: string,
    proves: string,
    level: "syntax" | "schema",
    change: (draft: Draft) => Partial<Draft>,
    lenient = false,
  ): Variation => ({
    situation: `body/${situation}`,
    proves,
    expectation: { kind: "invalid", level, lenient },
    make: (op, values) => {
      const draft = plainDraft(op, values);
      return { ...draft, ...change(draft) };
    },
  });
  const withoutType = ({ headers }: Draft) =>
    headers.filter(([name]) => name.toLowerCase() !== "content-type");

  const variations = [
    ...(operation.requestBody.required
      ? [
          invalid("none", "A request without its body is refused.", "syntax", (draft) => ({
            body: undefined,
            headers: withoutType(draft),
          })),
        ]
      : []),
    invalid("malformed", `A body that is not ${mediaType} is refused.`, "syntax", (draft) => ({
      body: JSON.stringify(draft.body).slice(0, -1),
    })),
    invalid("not_an_object/array", "An array in the object's place is refused.", "syntax", () => ({
      body: "[]",
    })),
    invalid("not_an_object/string", "A string in the object's place is refused.", "syntax", () => ({
      body: '"text"',
    })),
    invalid(
      "media_type",
      "A body declared as another media type is refused.",
      "syntax",
      (draft) => ({
        headers: [...withoutType(draft), ["Content-Type", "text/plain"]],
      }),
    ),
  ];
  variations.push(
    invalid("trailing_text", "A body with text after its JSON is refused.", "syntax", (draft) => ({
      body: `${JSON.stringify(draft.body)} text`,
    })),
  );
  if (required.size > 0) {
    variations.push(
      invalid("empty_object", "An object without any property is refused.", "schema", () => ({
        body: {},
      })),
    );
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const change = (value: unknown) => (draft: Draft) => ({
      body: { ...(draft.body as object), [name]: value },
    });
    if (required.has(name)) {
      variations.push(
        invalid(
          `missing/${name}`,
          `A body without ${name} is refused.`,
          "schema",
          change(undefined),
        ),
      );
    }
    const allowed = typesOf(resolveSchema(property));
    for (const [kind, value] of Object.entries(SAMPLES)) {
      if (allowed.length === 0 || allowed.includes(kind)) continue;
      if (kind === "integer" && allowed.includes("number")) continue;
      // Coercing a scalar, and taking null for "not given", are habits of frameworks; they harm nobody.
      const lenient = kind === "null" ? !required.has(name) : !["array", "object"].includes(kind);
      variations.push(
        invalid(
          `type/${name}/${kind}`,
          `${name} as ${kind} is refused: it is documented as ${allowed.join(" or ")}.`,
          "schema",
          change(value),
          lenient,
        ),
      );
    }
  }
  return variations;
}

/** Requests that look unusual and are valid all the same. */
export function unusualRequests(operation: Operation): Variation[] {
  const described = requestBodyOf(operation);
  const valid = (
    situation: string,
    proves: string,
    apply: Change["apply"],
    setsBody = false,
  ): Variation => {
    const change = { apply, setsBody };
    return {
      situation: `valid/${situation}`,
      proves,
      expectation: { kind: "valid" },
      change,
      make: (op, values) => combine(op, values, [change]),
    };
  };
  const headers = (draft: Draft, change: (name: string, value: string) => [string, string]) => ({
    headers: draft.headers.map(([name, value]) => change(name, value)),
  });

  const variations: Variation[] = [
    valid("header_case", "Header names in capitals are understood (RFC 9110 §5.1).", (draft) =>
      headers(draft, (name, value) => [name.toUpperCase(), value]),
    ),
    valid(
      "header_lower_case",
      "Header names in lower case are understood (RFC 9110 §5.1).",
      (draft) => headers(draft, (name, value) => [name.toLowerCase(), value]),
    ),
    valid("unknown_header", "An unknown header is tolerated.", ({ headers: given }) => ({
      headers: [...given, ["X-Solv-Contract", "probe"]],
    })),
    valid("unknown_query", "An unknown query parameter is tolerated.", () => ({
      query: "?solv_contract=probe",
    })),
  ];
  if (operation.security[0]?.some(({ type }) => type === "http")) {
    variations.push(
      valid("scheme_case", "The scheme in lower case is understood (RFC 9110 §11.1).", (draft) =>
        headers(draft, (name, value) => [name, value.replace(/^Bearer /, "bearer ")]),
      ),
    );
  }
  if (!described) return variations;
  const { mediaType, schema } = described;
  const properties = Object.keys(schema.properties ?? {});
  variations.push(
    valid("charset", "A charset parameter on the media type is tolerated.", (draft) =>
      headers(draft, (name, value) =>
        name.toLowerCase() === "content-type"
          ? [name, `${mediaType}; charset=utf-8`]
          : [name, value],
      ),
    ),
    valid("media_type_case", "A media type in capitals is understood (RFC 9110 §8.3.1).", (draft) =>
      headers(draft, (name, value) =>
        name.toLowerCase() === "content-type"
          ? [name, value.replace(mediaType, mediaType.toUpperCase())]
          : [name, value],
      ),
    ),
    valid("unknown_property", "An unknown property is tolerated.", ({ body }) => ({
      body: { ...(body as object), solv_contract: "probe" },
    })),
  );
  // Bodies come before wrappings that add to them, so that a combination loses neither.
  variations.unshift(
    valid(
      "full",
      "A body with every documented property is accepted.",
      (_, values) => ({ body: exampleBody(schema, values, properties) }),
      true,
    ),
  );
  const optional = properties.filter((name) => !schema.required?.includes(name));
  for (const name of optional) {
    if (!typesOf(resolveSchema(schema.properties?.[name] ?? {})).includes("string")) continue;
    const text = (situation: string, proves: string, value: string) =>
      valid(
        `${situation}/${name}`,
        proves,
        ({ body }) => ({ body: { ...(body as object), [name]: value } }),
        true,
      );
    variations.unshift(
      text("empty", `${name} may be empty.`, ""),
      text("long", `${name} may be long: no limit is documented.`, LONG_TEXT),
      text("multiline", `${name} may have several lines.`, "First line\nSecond line\r\n\tThird"),
      text(
        "punctuation",
        `${name} may hold quotes and brackets.`,
        `It's "fine" <for> us & them; 100% -- {really}\\`,
      ),
      text("non_ascii", `${name} may be in any script.`, "Zażółć gęślą jaźń, 予約の取消し 🗓"),
    );
  }
  // Last, since a text is not an object any more to which another change could add.
  variations.push(
    valid("whitespace", "White space around the JSON is tolerated (RFC 8259 §2).", ({ body }) => ({
      body: ` \r\n\t${JSON.stringify(body)}\n `,
    })),
  );
  return variations;
}

/** Ids that cannot exist and have to be carried through encoding unharmed. */
export function unusualIds(operation: Operation): Variation[] {
  if (!operation.path.includes("{")) return [];
  const id = (situation: string, proves: string, change: (id: string) => string): Variation => ({
    situation: `path/${situation}`,
    proves,
    expectation: { kind: "identifier", mayExceedLimits: situation === "very_long" },
    make: (op, values) =>
      plainDraft(op, { ...values, externalBookingId: change(values.externalBookingId) }),
  });
  return [
    id("unicode", "An id in any script is looked up.", (plain) => `${plain}-é-予約-🗓`),
    id("slash", "An id with an encoded slash stays one segment.", (plain) => `${plain}/part`),
    id("percent", "An id with a percent sign is looked up.", (plain) => `${plain}-100%`),
    id("quote", "An id with a quotation mark is looked up.", (plain) => `${plain}'"part`),
    id("space", "An id with a space is looked up.", (plain) => `${plain} part`),
    id("long", "A long id is looked up: no limit is documented.", (plain) => `${plain}-${LONG_ID}`),
    id("very_long", "A very long id is no crash.", (plain) => `${plain}-${VERY_LONG_ID}`),
  ];
}

/** Legal but hardly sensible values: a refusal is as good as acceptance, a crash is not. */
export function harshValues(operation: Operation): Variation[] {
  const described = requestBodyOf(operation);
  const harsh = (situation: string, proves: string, make: Variation["make"]): Variation => ({
    situation: `harsh/${situation}`,
    proves,
    expectation: { kind: "identifier", mayExceedLimits: true },
    make,
  });
  const variations = operation.path.includes("{")
    ? [
        harsh("nul_in_id", "An id with a NUL character is no crash.", (op, values) =>
          plainDraft(op, { ...values, externalBookingId: `${values.externalBookingId}\0` }),
        ),
      ]
    : [];
  for (const [name, property] of Object.entries(described?.schema.properties ?? {})) {
    if (!typesOf(resolveSchema(property)).includes("string")) continue;
    variations.push(
      harsh(`nul/${name}`, `A NUL character in ${name} is no crash.`, (op, values) => {
        const draft = plainDraft(op, values);
        return { ...draft, body: { ...(draft.body as object), [name]: "a\0b" } };
      }),
    );
  }
  return variations;
}

/** Methods that the description does not have on the operation's path. */
export function undocumentedMethods(
  documented: readonly string[],
  methods: readonly string[],
): Variation[] {
  return methods
    .filter((method) => !documented.includes(method))
    .map((method) => ({
      situation: `method/${method}`,
      proves: `${method} is not a documented method here and is not answered with a success.`,
      expectation: { kind: "method" },
      make: (op, values) => ({
        ...plainDraft(op, values),
        method,
      }),
    }));
}

/** Requests that name something close to a given booking, but not that booking. */
export function mismatches(operation: Operation): Variation[] {
  const mismatch = (
    situation: string,
    proves: string,
    make: (values: Values) => Draft | undefined,
  ): Variation => ({
    situation: `mismatch/${situation}`,
    proves,
    expectation: { kind: "mismatch" },
    make: (_, values) => make(values),
  });
  const at = (values: Values, path: string) => ({ ...plainDraft(operation, values), path });
  return [
    mismatch("location", "A booking is not cancelled under another location.", (values) =>
      plainDraft(operation, { ...values, externalLocationId: "solv-contract-no-such-location" }),
    ),
    mismatch("service", "A booking is not cancelled under another service.", (values) =>
      plainDraft(operation, { ...values, serviceId: "solv-contract-no-such-service" }),
    ),
    mismatch("id_case", "An id in another letter case is another id.", (values) => {
      const swapped = swapCase(values.externalBookingId);
      // An id without letters would be the booking itself.
      if (swapped === values.externalBookingId) return undefined;
      return at(values, fillPath(operation, encodeURIComponent(swapped)));
    }),
    mismatch("longer_id", "An id that only begins like the booking's is another id.", (values) =>
      plainDraft(operation, {
        ...values,
        externalBookingId: `${values.externalBookingId}-solv-contract-no-such`,
      }),
    ),
    mismatch("padded_id", "An id with white space around it is another id.", (values) =>
      plainDraft(operation, { ...values, externalBookingId: ` ${values.externalBookingId} ` }),
    ),
    mismatch("unicode_form", "An id in another Unicode normal form is another id.", (values) => {
      const { externalBookingId: id } = values;
      const other = [id.normalize("NFD"), id.normalize("NFC")].find((form) => form !== id);
      return other === undefined
        ? undefined
        : plainDraft(operation, { ...values, externalBookingId: other });
    }),
    mismatch("path_parameter", "A semicolon belongs to the id (RFC 3986 §3.3).", (values) => {
      const draft = plainDraft(operation, values);
      return { ...draft, path: `${draft.path};solv=contract` };
    }),
    mismatch("path_case", "The path is case-sensitive (RFC 3986 §6.2.2.1).", (values) =>
      at(
        values,
        swapCase(operation.path.replace(/\{[^}]*\}/g, "\0")).replace("\0", () =>
          encodeURIComponent(values.externalBookingId),
        ),
      ),
    ),
    mismatch("double_decoding", "An id is decoded exactly once.", (values) =>
      at(values, fillPath(operation, encodeTwice(values.externalBookingId))),
    ),
  ];
}

function swapCase(text: string): string {
  return text.replace(/\p{L}/gu, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

// Every byte, so that also an id without reserved characters differs once it is decoded.
function encodeTwice(id: string): string {
  return Array.from(
    new TextEncoder().encode(id),
    (byte) => `%25${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
}
