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
 * @param plain hosts that plain http is allowed to as well, by name, without a port
 * @returns the reason, a sentence that does not quote it, when it cannot be used
 */
export function parseBaseUrl(given: unknown, plain: readonly string[] = []): BaseUrl | string {
  const text = String(given);
  // `localhost:8080` would be a URL of the scheme `localhost`.
  const isText = typeof given === "string";
  if (isText && !text.includes("://") && URL.canParse(`https://${text}`)) {
    return "The base URL has no scheme: write https:// in front of it, or http:// on loopback.";
  }
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return "The base URL is not a URL.";
  }
  const { protocol, hostname, username, password, search, hash, origin, host } = url;
  const isPlain = protocol === "http:" && (isLoopback(hostname) || plain.includes(hostname));
  if (protocol !== "https:" && !isPlain) {
    return "The base URL must be https; plain http is for loopback, and for hosts that are allowed by name (allowHttp).";
  }
  return username || password || search || hash
    ? "The base URL must have no user, query or fragment."
    : { origin, host, prefix: url.pathname.replace(/\/+$/, "") };
}

/**
 * The hosts that plain http is allowed to, as a URL writes them.
 *
 * @param given a list of names or addresses, or one text that commas separate
 * @param never hosts for which it cannot be allowed: those that the description names
 * @returns the reason, a sentence that does not quote it, when one cannot be used
 */
export function parsePlainHosts(given: unknown, never: readonly string[]): string[] | string {
  const list: unknown = typeof given === "string" ? given.split(",").filter(Boolean) : given;
  if (!Array.isArray(list)) return "must be a list of host names.";
  const hosts: string[] = [];
  for (const each of list) {
    const name = typeof each === "string" ? each.trim() : "";
    const written = name.includes(":") && !name.startsWith("[") ? `[${name}]` : name;
    const url = URL.canParse(`http://${written}`) ? new URL(`http://${written}`) : undefined;
    // A pattern would allow more than who wrote it can see.
    if (!url || url.href !== `http://${url.hostname}/` || url.hostname.includes("*")) {
      return "must name hosts, such as `provider`, without a scheme, port or pattern.";
    }
    if (never.includes(url.hostname)) return "cannot name a server that the description documents.";
    hosts.push(url.hostname);
  }
  return hosts;
}

// RFC 6761 §6.3 and RFC 5735: names and addresses that never leave the machine. URL has already
// brought other spellings of an IPv4 address into this one.
export function isLoopback(hostname: string): boolean {
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
