/** Faults in how a call's credentials are judged. */

import type { Fault } from "../fault.js";
import type { AuthTrouble } from "../model.js";
import { refusal } from "../reply.js";
import { isSuccess, withHeader } from "./kit.js";

const accepts = (name: string, trouble: AuthTrouble, what: string): Fault => ({
  name: `accepts-${name}`,
  kind: "breaks",
  sentence: `${what} is accepted.`,
  stages: ({ troubles }) => ({
    troubles: (call) => troubles(call).filter((found) => found !== trouble),
  }),
});

const answersWith = (
  name: string,
  kind: Fault["kind"],
  sentence: string,
  status: number,
): Fault => ({
  name,
  kind,
  sentence,
  alter: (reply) => (reply.status === 401 ? { ...reply, status } : reply),
});

/** Faults of authentication. */
export const authenticationFaults: readonly Fault[] = [
  accepts("no-token", "no_token", "A call without a token"),
  accepts("garbage-token", "unknown_token", "A token that was never issued"),
  accepts("expired-token", "expired_token", "A token that has expired"),
  accepts("unscoped-token", "missing_scope", "A token without the scope"),
  accepts("another-scheme", "wrong_scheme", "A credential of another scheme"),
  accepts("no-key", "no_key", "A call without x-api-key"),
  accepts("wrong-key", "wrong_key", "A wrong x-api-key"),
  {
    name: "accepts-anybody",
    kind: "breaks",
    sentence: "No credentials are asked for at all.",
    stages: () => ({ troubles: () => [] }),
  },
  answersWith("unauthorised-as-200", "breaks", "A missing token is refused with 200.", 200),
  answersWith("unauthorised-as-500", "breaks", "A missing token is answered with 500.", 500),
  {
    name: "unauthorised-redirect",
    kind: "breaks",
    sentence: "A missing token leads to a login page by a redirect.",
    alter: (reply, _call, world) =>
      reply.status === 401
        ? { status: 302, headers: [["location", `${world.elsewhere}/login`]] }
        : reply,
  },
  {
    name: "refuses-everybody",
    kind: "breaks",
    sentence: "Valid credentials are refused with 401.",
    alter: (reply) => (isSuccess(reply) ? refusal(401, "The access token is not known.") : reply),
    stages: () => ({ cancel: ({ booking }) => booking }),
  },
  answersWith("forbidden-instead", "legal", "A missing token is refused with 403.", 403),
  {
    name: "unscoped-as-401",
    kind: "legal",
    sentence: "A token without the scope is refused with 401 instead of 403.",
    alter: (reply) => (reply.status === 403 ? { ...reply, status: 401 } : reply),
  },
  {
    name: "no-challenge",
    kind: "legal",
    sentence: "A 401 does not say how to authenticate.",
    alter: (reply) => withHeader(reply, "www-authenticate"),
  },
  {
    name: "validates-first",
    kind: "legal",
    sentence: "The request is validated before its credentials are looked at.",
    stages: () => ({ validatesFirst: true }),
  },
];
