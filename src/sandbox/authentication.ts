/** Decides whether a call carries the credentials that its operation asks for. */
import type { DescribedCredential } from "../description/operations.js";
import { headerOf } from "../http/wire.js";
import type { Call, Reply, State } from "./model.js";
import { refusal } from "./reply.js";

/** What can be wrong with one credential. */
export type AuthTrouble =
  | "no_key"
  | "wrong_key"
  | "no_token"
  | "wrong_scheme"
  | "unknown_token"
  | "expired_token"
  | "missing_scope";

/** Everything that is wrong with a call's credentials; empty when one alternative is met. */
export function troublesOf(call: Call, world: State): readonly AuthTrouble[] {
  const alternatives = call.operation.security.map((credentials) =>
    credentials.flatMap((credential) => troubleWith(credential, call, world) ?? []),
  );
  return alternatives.find((troubles) => troubles.length === 0) ?? alternatives[0] ?? [];
}

/** The answer to a call with this trouble. */
export function unauthorised(trouble: AuthTrouble): Reply {
  if (trouble === "missing_scope") return refusal(403, DETAILS[trouble]);
  // RFC 9110 §15.5.2: a 401 names at least one way to authenticate.
  return refusal(401, DETAILS[trouble], ["www-authenticate", "Bearer"]);
}

const DETAILS: Readonly<Record<AuthTrouble, string>> = {
  no_key: "The client id is missing.",
  wrong_key: "The client id is not known.",
  no_token: "The access token is missing.",
  wrong_scheme: "The access token is not sent as a bearer token.",
  unknown_token: "The access token is not known.",
  expired_token: "The access token has expired.",
  missing_scope: "The access token is not for this scope.",
};

function troubleWith(
  { header, scheme, scopes }: DescribedCredential,
  call: Call,
  { credentials, tokens }: State,
): AuthTrouble | undefined {
  const value = headerOf(call.headers, header.toLowerCase());
  if (scheme === undefined) {
    if (value === undefined) return "no_key";
    return value === credentials.clientId ? undefined : "wrong_key";
  }
  if (value === undefined) return "no_token";
  const [word = "", token = ""] = value.split(/ +/);
  // RFC 9110 §11.1: the scheme is compared without regard to letter case.
  if (word.toLowerCase() !== scheme.toLowerCase()) return "wrong_scheme";
  const known = tokens.get(token);
  if (!known) return "unknown_token";
  if (known.expiresAt <= Date.now()) return "expired_token";
  return scopes.every((scope) => known.scopes.includes(scope)) ? undefined : "missing_scope";
}
