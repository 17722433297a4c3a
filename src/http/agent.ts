/** Describes the agents of Node by shape. */

/**
 * What a `http.Agent` or `https.Agent` of Node is known by. Not Node's own type, so that the client's
 * declarations compile without `@types/node`.
 */
export interface HttpAgent {
  /** How many connections it opens at once to one host. */
  readonly maxSockets: number;
  /** How many idle ones it keeps. */
  readonly maxFreeSockets: number;
  /** Closes its connections. */
  destroy(): void;
}
