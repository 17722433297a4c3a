/** Requests whose credentials are missing or wrong. */
import type { DescribedCredential, Operation } from "../../description/operations.js";
import { plainDraft, type RequestValues } from "../request.js";
import type { Need, ProbeCase } from "./variation.js";

const WRONG_CREDENTIAL = "solv-contract-wrong-credential";

/** Requests with a missing or wrong credential. */
export function authentication(operation: Operation): ProbeCase[] {
  const [credentials = [], ...alternatives] = operation.security;
  return credentials
    .filter(({ name }) => {
      // Without this one, what is left may be another way in.
      const left = credentials.filter((other) => other.name !== name).map((other) => other.name);
      return !alternatives.some((needed) => needed.every((other) => left.includes(other.name)));
    })
    .flatMap((credential) => credentialVariations(credential));
}

function credentialVariations({ name, type, header, scopes }: DescribedCredential): ProbeCase[] {
  const refuse = (
    caseName: string,
    expects: string,
    value: ((values: RequestValues) => string) | undefined,
    needs?: Need,
  ): ProbeCase => ({
    case: `auth/${name}/${caseName}`,
    expects,
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
    refuse(
      "scheme_ignored",
      "A good token behind the word of another scheme is refused.",
      ({ accessToken }) => `Token ${accessToken}`,
    ),
    // "sample:sample" in Base64 (RFC 7617): well-formed, and nobody's password.
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
