/** Where an API may be reached, and what may be sent there as a credential; for the client and the check. */

/** A base URL that passed its checks. */
export interface BaseUrl {
  /** Scheme, host and port. */
  readonly origin: string;
  /** What precedes every path; empty, or beginning with a slash. */
  readonly prefix: string;
  /** Host and port, as reports name it. */
  readonly host: string;
}

/**
 * @param given https, or plain http on a loopback address, which nobody can listen to
 * @returns the reason, a sentence that does not quote it, when it cannot be used
 */
export function parseBaseUrl(given: unknown): BaseUrl | string {
  let url: URL;
  try {
    url = new URL(String(given));
  } catch {
    return "The base URL is not a URL.";
  }
  const { protocol, hostname, username, password, search, hash, origin, host } = url;
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) {
    return "The base URL must be https; plain http is for loopback only.";
  }
  return username || password || search || hash
    ? "The base URL must have no user, query or fragment."
    : { origin, host, prefix: url.pathname.replace(/\/+$/, "") };
}

// RFC 6761 §6.3 and RFC 5735: names and addresses that never leave the machine. URL has already
// brought other spellings of an IPv4 address into this one.
function isLoopback(hostname: string): boolean {
  return /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname);
}

/**
 * A credential without the spaces around it; `undefined` when it cannot be one: empty, no string, or
 * with more than visible ASCII, which no header holds and which HTTP libraries quote in their errors.
 */
export function parseCredential(given: unknown): string | undefined {
  const text = typeof given === "string" ? given.trim() : "";
  return /^[\x21-\x7e]+$/.test(text) ? text : undefined;
}
