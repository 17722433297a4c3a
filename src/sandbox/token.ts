/** Issues the tokens that a sandbox accepts. */
import type { AccessToken, AccessTokenRequest } from "../../generated/schema.js";
import { operations } from "../description/operations.js";
import { unauthorised } from "./authentication.js";
import type { Reply, State } from "./model.js";
import { success, successExamples } from "./reply.js";
import { describedScopes } from "./seed.js";

/** The answer to who asks for a token. */
export function issueToken(asked: AccessTokenRequest, { credentials, tokens }: State): Reply {
  const known =
    asked.client_id === credentials.clientId && asked.client_secret === credentials.clientSecret;
  if (!known) return unauthorised("wrong_key");
  const scopes = asked.scope.split(",").map((scope) => scope.trim());
  const forBookings = describedScopes().some((scope) => scopes.includes(scope));
  const examples = successExamples(operations.createAccessToken) as readonly AccessToken[];
  const example = (forBookings ? examples[0] : examples.at(-1)) as AccessToken;
  const seconds = example.expires_in;
  const token = `${credentials.accessToken}-${tokens.size}`;
  const expiresAt = Date.now() + (seconds ?? Number.POSITIVE_INFINITY) * 1000;
  tokens.set(token, { scopes, expiresAt });
  const answered: AccessToken = {
    ...example,
    access_token: token,
    grant_type: asked.grant_type,
    ...(seconds === undefined ? {} : { expiration_timestamp: new Date(expiresAt).toISOString() }),
  };
  return success(operations.createAccessToken, answered);
}
