/** Faults in how a call's credentials are judged. */
import type { Effect, Fault } from "../fault.js";
import type { AuthTrouble } from "../model.js";
import { refusal } from "../reply.js";
import { withHeader, withStatus } from "./changes.js";
import { breaks, has, isSuccess, legal, when } from "./kit.js";

const overlooks = (trouble: AuthTrouble): Effect => ({
  stages: ({ troubles }) => ({
    troubles: (call) => troubles(call).filter((found) => found !== trouble),
  }),
});

const OVERLOOKED = {
  "no-token": ["no_token", "A call without a token"],
  "garbage-token": ["unknown_token", "A token that was never issued"],
  "expired-token": ["expired_token", "A token that has expired"],
  "unscoped-token": ["missing_scope", "A token without the scope"],
  "another-scheme": ["wrong_scheme", "A credential of another scheme"],
  "no-key": ["no_key", "A call without x-api-key"],
  "wrong-key": ["wrong_key", "A wrong x-api-key"],
} as const satisfies Record<string, readonly [AuthTrouble, what: string]>;

const isUnauthorised = has(401);
const answersWith = (status: number) => when(isUnauthorised, withStatus(status));

/** Faults of authentication. */
export const authenticationFaults: readonly Fault[] = [
  ...Object.entries(OVERLOOKED).map(([name, [trouble, what]]) =>
    breaks(`accepts-${name}`, `${what} is accepted.`, overlooks(trouble)),
  ),
  breaks("accepts-anybody", "No credentials are asked for at all.", {
    stages: () => ({ troubles: () => [] }),
  }),
  breaks("unauthorised-as-200", "A missing token is refused with 200.", answersWith(200)),
  breaks("unauthorised-as-500", "A missing token is answered with 500.", answersWith(500)),
  breaks(
    "unauthorised-redirect",
    "A missing token leads to a login page by a redirect.",
    when(isUnauthorised, (_reply, _call, { elsewhere }) => ({
      status: 302,
      headers: [["location", `${elsewhere}/login`]],
    })),
  ),
  breaks("refuses-everybody", "Valid credentials are refused with 401.", {
    ...when(isSuccess, () => refusal(401, "The access token is not known.")),
    stages: () => ({ cancel: ({ booking }) => booking }),
  }),
  legal("forbidden-instead", "A missing token is refused with 403.", answersWith(403)),
  legal(
    "unscoped-as-401",
    "A token without the scope is refused with 401 instead of 403.",
    when(has(403), withStatus(401)),
  ),
  legal("no-challenge", "A 401 does not say how to authenticate.", {
    alter: withHeader("www-authenticate"),
  }),
  legal("validates-first", "The request is validated before its credentials are looked at.", {
    stages: () => ({ validatesFirst: true }),
  }),
];
