/** Requests whose credentials are missing or wrong. */
import type { DescribedCredential, Operation } from "../../description/operations.js";
import { SLOTS } from "../../solv/profile.js";
import { plainDraft, type RequestValues, requestBodyOf } from "../request.js";
import { NOBODYS } from "./ids.js";
import type { ProbeCase } from "./probe-case.js";

const WRONG_CREDENTIAL = "solv-contract-wrong-credential";

/** Other scheme words, and none at all, in front of a good token. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  scheme_ignored: "Token ",
  // As long as the documented word, for who cuts so many characters off.
  scheme_length: "Sample ",
  basic: "Basic ",
  bare: "",
};

/** Headers in which servers look for a token that is not where it is documented. */
const OTHER_HEADERS: Readonly<Record<string, string>> = {
  "X-Authorization": "Bearer ",
  "X-Access-Token": "",
  "X-Auth-Token": "",
  Cookie: "access_token=",
};

/** Requests with a missing or wrong credential. */
export function authentication(operation: Operation): ProbeCase[] {
  const [credentials = [], ...alternatives] = operation.security;
  return credentials
    .filter(({ name }) => {
      // Without this one, what is left may be another way in.
      const left = credentials.filter((other) => other.name !== name).map((other) => other.name);
      return !alternatives.some((needed) => needed.every((other) => left.includes(other.name)));
    })
    .flatMap((credential) => credentialCases(credential));
}

/** A request for a token with a secret that nobody has, of an operation that takes one. */
export function wrongSecret(operation: Operation): ProbeCase[] {
  const { member: name } = SLOTS.clientSecret;
  const body = requestBodyOf(operation);
  if (!body?.schema.required?.includes(name)) return [];
  return [
    {
      case: `auth/${name}/wrong`,
      expects: `A wrong ${name} is refused.`,
      expectation: { kind: "mismatch", of: "member", name, value: WRONG_CREDENTIAL },
      make: (op, values) => {
        const draft = plainDraft(op, { ...values, clientSecret: WRONG_CREDENTIAL });
        return body.validate(draft.body) ? draft : undefined;
      },
    },
  ];
}

/**
 * Requests without a token whose path is unusual as well: what guards a path may not match it.
 *
 * @param paths - the cases that make these paths
 */
export function tokenless(operation: Operation, paths: readonly ProbeCase[]): ProbeCase[] {
  const missing = authentication(operation).filter(({ case: caseName }) =>
    /^auth\/[^/]+\/missing$/.test(caseName),
  );
  const tokens = (operation.security[0] ?? []).filter(({ type }) => type === "http");
  return missing.flatMap((probeCase) => {
    const { expectation } = probeCase;
    if (expectation.kind !== "unauthenticated") return [];
    const token = tokens.find(({ name }) => name === expectation.credential);
    if (!token) return [];
    return paths.map(
      ({ case: path, make }): ProbeCase => ({
        case: `${probeCase.case}/${path}`,
        expects: `A request without ${token.header} is refused, also with the path of ${path}.`,
        expectation: { ...expectation, like: path },
        make: (op, values) => {
          const draft = make(op, values);
          const others = draft?.headers.filter(([name]) => name !== token.header);
          return draft && others && { ...draft, headers: others };
        },
      }),
    );
  });
}

function credentialCases({ name, type, header, scopes }: DescribedCredential): ProbeCase[] {
  const refuse = (
    caseName: string,
    expects: string,
    value: ((values: RequestValues) => string) | undefined,
  ): ProbeCase => ({
    case: `auth/${name}/${caseName}`,
    expects,
    expectation: { kind: "unauthenticated", credential: name, scope: false },
    make: (operation, values) => {
      const draft = plainDraft(operation, values);
      const others = draft.headers.filter(([key]) => key !== header);
      return { ...draft, headers: value ? [...others, [header, value(values)]] : others };
    },
  });
  const cases: ProbeCase[] = [
    refuse("missing", `A request without ${header} is refused.`, undefined),
  ];
  if (type !== "http") {
    return [...cases, refuse("wrong", `A wrong ${header} is refused.`, () => WRONG_CREDENTIAL)];
  }
  cases.push(
    refuse("garbage", "A token that nobody issued is refused.", () => `Bearer ${WRONG_CREDENTIAL}`),
    ...Object.entries(OTHER_WORDS).map(([caseName, word]) =>
      refuse(
        caseName,
        word
          ? `A good token behind the word ${word.trim()} is refused.`
          : "A good token without the word of its scheme is refused.",
        ({ accessToken }) => `${word}${accessToken}`,
      ),
    ),
    refuse(
      "extended",
      "A token that only begins like a good one is refused.",
      ({ accessToken }) => `Bearer ${accessToken}-${NOBODYS}`,
    ),
    ...Object.entries(OTHER_HEADERS).map(([other, word]): ProbeCase => {
      const missing = refuse(
        `header/${other.toLowerCase()}`,
        `A good token in ${other} instead of ${header} is refused.`,
        undefined,
      );
      return {
        ...missing,
        make: (operation, values) => {
          const draft = missing.make(operation, values);
          const moved = [other, `${word}${values.accessToken}`] as const;
          return draft && { ...draft, headers: [...draft.headers, moved] };
        },
      };
    }),
    // "sample:sample" in Base64 (RFC 7617): well-formed, and nobody's password.
    refuse(
      "other_scheme",
      "Another authentication scheme is refused.",
      () => "Basic c2FtcGxlOnNhbXBsZQ==",
    ),
    {
      ...refuse(
        "expired",
        "An expired token is refused.",
        ({ expiredAccessToken }) => `Bearer ${expiredAccessToken}`,
      ),
      needs: "expiredAccessToken",
    },
  );
  if (scopes.length > 0) {
    cases.push({
      ...refuse(
        "unscoped",
        `A token without ${scopes.join(" and ")} is refused.`,
        ({ unscopedAccessToken }) => `Bearer ${unscopedAccessToken}`,
      ),
      expectation: { kind: "unauthenticated", credential: name, scope: true },
      needs: "unscopedAccessToken",
    });
  }
  return cases;
}
