/** Checks the options of `createSolvClient` before anything is sent, and makes settings of them. */
import { servers } from "../../generated/description.js";
import { type BaseUrl, parseBaseUrl, parseCredential, parsePlainHosts } from "../http/base-url.js";
import { DEFAULT_MAX_BODY_BYTES, type HeaderList } from "../http/wire.js";
import { VERSION } from "../solv/package.js";
import { headersOption } from "./headers.js";
import type { ClientHooks } from "./hooks.js";
import { misconfigured } from "./mistakes.js";
import type { BaseClientOptions, CommonOptions } from "./options.js";
import { ownOf } from "./own.js";

/** @internal The options after their checks. */
export interface Settings {
  /** Scheme, host and port. */
  readonly origin: string;
  /** What precedes every path; empty, or beginning with a slash. */
  readonly prefix: string;
  /** What every request carries besides its credentials. */
  readonly headers: HeaderList;
  /** What the caller adds to every call. */
  readonly added: HeaderList;
  readonly clientId: string;
  readonly accessToken: string | (() => string | Promise<string>) | undefined;
  readonly clientSecret: string | undefined;
  readonly grantType: string;
  readonly scope: string | undefined;
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly retryUnknownOutcome: boolean;
  readonly maxBodyBytes: number;
  readonly report: boolean;
  readonly onFinding: CommonOptions["onFinding"];
  readonly hooks: ClientHooks;
}

/**
 * @internal Before anything else: later readings are of this copy.
 * @throws SolvConfigurationError
 */
export function readOptions<Options extends object>(options: Options): Options {
  // Functions and strings have properties as well, and none of them is an option.
  if (typeof options !== "object" || options === null) {
    throw misconfigured("The options must be an object.");
  }
  try {
    return ownOf(options);
  } catch {
    throw misconfigured("An option could not be read: its getter threw. Give plain values.");
  }
}

/**
 * @internal
 * @throws SolvConfigurationError
 */
export function checkOptions(options: BaseClientOptions): Settings {
  const { accessToken, clientSecret, onContractViolation = "throw" } = options;
  const isPage = isBrowser();
  if ((accessToken === undefined) === (clientSecret === undefined)) {
    throw misconfigured("Give either accessToken or clientSecret.");
  }
  if (clientSecret !== undefined && isPage) {
    throw misconfigured("A clientSecret must not be used in a browser. Give an accessToken.");
  }
  if (onContractViolation !== "throw" && onContractViolation !== "report") {
    throw misconfigured("onContractViolation must be throw or report.");
  }
  const optional = (name: "accessToken" | "clientSecret" | "scope") =>
    options[name] === undefined ? undefined : credential(name, options[name]);
  const { origin, prefix } = targetOf(options);
  const added = headersOption(options.headers);
  const isAgent = ([name]: HeaderList[number]) => name === "user-agent";
  const agent = ["user-agent", `solv-external-bookings/${VERSION}`] as const;
  return {
    origin,
    prefix,
    headers: [
      // Every answer is read as JSON, whatever the description may add one day.
      ["accept", "application/json"],
      // A page may not set it, and asking for it would need the server's consent (CORS).
      ...(isPage ? [] : [added.find(isAgent) ?? agent]),
    ],
    added: added.filter((header) => !isAgent(header)),
    clientId: credential("clientId", options.clientId),
    accessToken: typeof accessToken === "function" ? accessToken : optional("accessToken"),
    clientSecret: optional("clientSecret"),
    grantType: credential("grantType", options.grantType ?? "service_api"),
    scope: optional("scope"),
    timeoutMs: integerOption("timeoutMs", options.timeoutMs ?? 30_000, 1),
    maxRetries: integerOption("maxRetries", options.maxRetries ?? 2, 0),
    maxBodyBytes: integerOption("maxBodyBytes", options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES, 1),
    retryUnknownOutcome: options.retryUnknownOutcome === true,
    report: onContractViolation === "report",
    onFinding: options.onFinding,
    hooks: options,
  };
}

/**
 * @internal
 * For runtimes without Node's sockets. An agent may be a proxy that every call has to take, and to go
 * around it in silence would be worse than to fail.
 *
 * @throws SolvConfigurationError
 */
export function refuseAgent(options: object): void {
  if (!("agent" in options)) return;
  throw misconfigured("An agent needs Node's sockets. Give a fetch instead.");
}

function targetOf({ environment, baseUrl, allowHttp = [] }: BaseClientOptions): BaseUrl {
  if ((environment === undefined) === (baseUrl === undefined)) {
    throw misconfigured("Give either environment or baseUrl.");
  }
  const names = servers.map(({ name }) => name.toLowerCase());
  const known = servers.find(({ name }) => name.toLowerCase() === environment)?.url;
  if (environment !== undefined && !known) {
    throw misconfigured(`environment must be ${names.join(" or ")}.`);
  }
  const documented = servers.map(({ url }) => new URL(url).hostname);
  const plain = parsePlainHosts(allowHttp, documented);
  if (typeof plain === "string") throw misconfigured(`allowHttp ${plain}`);
  const target = parseBaseUrl(known ?? baseUrl, plain);
  if (typeof target === "string") throw misconfigured(target);
  return target;
}

/** @internal A page or one of its workers; server runtimes that have `document` or `importScripts` are none. */
export function isBrowser(): boolean {
  return "document" in globalThis || "importScripts" in globalThis;
}

/**
 * @internal
 * @throws SolvConfigurationError which does not quote it
 */
export function credential(name: string, given: unknown): string {
  const text = parseCredential(given);
  if (!text) {
    throw misconfigured(`${name} must be visible ASCII without spaces, and not empty.`);
  }
  return text;
}

/**
 * @internal
 * @throws SolvConfigurationError
 */
export function integerOption(name: string, value: unknown, least: number): number {
  // Timers hold 31 bits; a longer time would fire at once.
  if (!Number.isInteger(value) || Number(value) < least || Number(value) > 2 ** 31 - 1) {
    throw misconfigured(`${name} must be a whole number from ${least} to ${2 ** 31 - 1}.`);
  }
  return Number(value);
}

/**
 * @internal By its shape: a signal may be of another realm, such as a test environment's.
 * @throws SolvConfigurationError
 */
export function checkSignal(signal: AbortSignal | null | undefined): AbortSignal | undefined {
  if (signal === undefined || signal === null) return undefined;
  try {
    if (isSignal(signal)) return signal;
  } catch {
    // Its getters throw.
  }
  throw misconfigured("signal must be an AbortSignal.");
}

function isSignal({ aborted, addEventListener, removeEventListener }: AbortSignal): boolean {
  return (
    typeof aborted === "boolean" &&
    typeof addEventListener === "function" &&
    typeof removeEventListener === "function"
  );
}
