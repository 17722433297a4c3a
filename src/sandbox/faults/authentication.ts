/** Faults in how a call's credentials are judged. */
import type { Effect, Fault } from "../fault.js";
import type { AuthTrouble } from "../model.js";
import { refusal } from "../reply.js";
import { breaks, has, isSuccess, legal, when, withHeader, withStatus } from "./kit.js";

const overlooks = (trouble: AuthTrouble): Effect => ({
  stages: ({ troubles }) => ({
    troubles: (call) => troubles(call).filter((found) => found !== trouble),
  }),
});

const isUnauthorised = has(401);
const answersWith = (status: number) => when(isUnauthorised, withStatus(status));

/** Faults of authentication. */
export const authenticationFaults: readonly Fault[] = [
  breaks("accepts-no-token", "A call without a token is accepted.", overlooks("no_token")),
  breaks(
    "accepts-garbage-token",
    "A token that was never issued is accepted.",
    overlooks("unknown_token"),
  ),
  breaks(
    "accepts-expired-token",
    "A token that has expired is accepted.",
    overlooks("expired_token"),
  ),
  breaks(
    "accepts-unscoped-token",
    "A token without the scope is accepted.",
    overlooks("missing_scope"),
  ),
  breaks(
    "accepts-another-scheme",
    "A credential of another scheme is accepted.",
    overlooks("wrong_scheme"),
  ),
  breaks("accepts-no-key", "A call without x-api-key is accepted.", overlooks("no_key")),
  breaks("accepts-wrong-key", "A wrong x-api-key is accepted.", overlooks("wrong_key")),
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
