/** Names the credentials that a check is given, each as an option. */

/** The credentials of a check. Each is sent as it is and never shown. */
export interface CheckCredentials {
  /** The partner's client id, sent as `x-api-key`. */
  readonly clientId: string;
  /** A token with the scopes that the description asks for; or give `clientSecret`. */
  readonly accessToken?: string;
  /** The partner's secret: a token is fetched with it when no `accessToken` is given. */
  readonly clientSecret?: string;
  /** Enables the probe with a token that lacks the scope. */
  readonly unscopedAccessToken?: string;
  /** Enables the probe with an expired token. */
  readonly expiredAccessToken?: string;
}
