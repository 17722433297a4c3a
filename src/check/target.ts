/** Where a check goes and with which credentials: validated before anything is sent. */
import { randomUUID } from "node:crypto";
import { type Operation, operations, servers, successStatuses } from "../description/operations.js";
import { type BaseUrl, parseBaseUrl, parseCredential, parsePlainHosts } from "../http/base-url.js";
import { exchangeOver } from "../http/exchange.js";
import type { Transport } from "../http/wire.js";
import { CannotRunError } from "../report/cannot-run.js";
import { GRANT, SLOTS } from "../solv/profile.js";
import { readObject } from "./evidence.js";
import type { CheckOptions } from "./options.js";
import type { Pace } from "./pace.js";
import { NOBODYS } from "./probes/ids.js";
import { fill, plainDraft, type RequestValues, toWire } from "./request.js";

const { shell: KEY } = SLOTS.key;
const { shell: SECRET } = SLOTS.clientSecret;
const { shell: TOKEN } = SLOTS.accessToken;

/**
 * @param allowHttp - hosts to which plain http is allowed by name
 * @throws CannotRunError when it is no https URL (or plain http where that is allowed), or carries credentials
 */
export function parseTarget(baseUrl: string, allowHttp: unknown = []): BaseUrl {
  const documented = servers.map(({ url }) => new URL(url).hostname);
  const plain = parsePlainHosts(allowHttp, documented);
  if (typeof plain === "string") throw new CannotRunError(`allowHttp (--allow-http) ${plain}`);
  const target = parseBaseUrl(baseUrl, plain);
  if (typeof target === "string") {
    const isAllowable =
      /^http:/i.test(baseUrl) &&
      target.includes("allowHttp") &&
      !documented.includes(new URL(baseUrl).hostname);
    const advice = isAllowable ? ", or allow its host with --allow-http" : "";
    throw new CannotRunError(
      `${target} Give an https:// URL such as ${servers.at(-1)?.url}${advice}.`,
    );
  }
  return target;
}

/**
 * @param variable - named where the credential cannot be one; an HTTP library might quote it
 * @throws CannotRunError naming the variable, never the value
 */
function readCredential(given: unknown, variable: string): string | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given === "string" && given.trim() === "") return undefined;
  const value = parseCredential(given);
  if (value === undefined) {
    throw new CannotRunError(`${variable} holds a space or a character that no credential has.`);
  }
  return value;
}

interface TokenCall {
  readonly target: BaseUrl;
  readonly timeoutMs: number;
  readonly endNow: readonly (AbortSignal | undefined)[];
  readonly pace: Pace;
}

/**
 * Exchanges the client secret for a token; an empty one when the run was aborted, which sends nothing more.
 * The answer would be of no use then, so it is not awaited either.
 *
 * @throws CannotRunError when none is granted
 */
async function requestAccessToken(
  transport: Transport,
  values: RequestValues,
  { target, timeoutMs, endNow, pace }: TokenCall,
): Promise<string> {
  const operation = operations[GRANT.operation];
  const call = `${operation.method} ${operation.path}`;
  const request = toWire(plainDraft(operation, values), target.origin, target.prefix);
  const { response, failure } = await pace.send(() =>
    exchangeOver(transport, request, { timeoutMs, endNow }),
  );
  if (failure?.kind === "aborted" || endNow.some((each) => each?.aborted)) return "";
  if (failure?.phase === "connecting") throw unreachable(failure.message);
  if (failure?.kind === "timeout") throw new CannotRunError(`${call} was not answered in time.`);
  if (failure) throw new CannotRunError(`${call} was not answered. ${failure.message}`);
  const status = response?.status ?? 0;
  if (status === 404 || status === 405) throw notTheApi(operation, status);
  if (!successStatuses(operation).includes(status)) {
    throw new CannotRunError(`${call} granted no token (status ${status}). ${adviceFor(status)}`);
  }
  const token = parseCredential(readObject(response)?.[GRANT.token]);
  if (token === undefined) {
    throw new CannotRunError(`${call} granted nothing that can be sent as a token. Give ${TOKEN}.`);
  }
  return token;
}

function adviceFor(status: number): string {
  if ([400, 401, 403, 422].includes(status)) {
    return `Check ${KEY} and ${SECRET}, or give ${TOKEN}.`;
  }
  if (status === 429) return "The server limits the rate; try again later.";
  if (status >= 500) return `The server failed; try again later, or give ${TOKEN}.`;
  return `Check the base URL, or give ${TOKEN}.`;
}

/** The sentence for a server that cannot be spoken to at all. */
export function unreachable(reason: string): CannotRunError {
  return new CannotRunError(
    `The server could not be reached. ${reason} Check the base URL and the network.`,
  );
}

/** The sentence for a server that does not seem to have an operation's path. */
export function notTheApi({ method, path }: Operation, status: number | undefined): CannotRunError {
  return new CannotRunError(
    `The base URL is probably not the API's: ${method} ${path} was answered with status ${status}.`,
  );
}

/**
 * Everything that requests are filled with, the token fetched where only the secret is given.
 *
 * @throws CannotRunError when a credential is missing, broken or refused
 */
export async function readValues(
  options: CheckOptions,
  transport: Transport,
  { timeoutMs, pace }: { timeoutMs: number; pace: Pace },
): Promise<RequestValues> {
  const given = fill(({ option, shell }) =>
    option ? (readCredential(options[option], shell) ?? "") : "",
  );
  if (!given.key) throw new CannotRunError(`${KEY} is missing: every call carries it.`);
  // A fresh random part: nobody can have a booking of that name.
  const impossible = `${NOBODYS}-${randomUUID()}`;
  const values = fill(({ booking }, name) => {
    if (name === "id") return impossible;
    // Not the id as well: a recording leaves credentials out wherever they occur.
    if (name === "clientSecret") return given[name] || `${impossible}-secret`;
    return booking ? `${NOBODYS}-${name}` : given[name];
  });
  if (given.accessToken) return refuseSameToken(values);
  if (!given.clientSecret) {
    throw new CannotRunError(`A token is missing: set ${TOKEN}, or ${SECRET} to have one fetched.`);
  }
  const target = parseTarget(options.baseUrl, options.allowHttp);
  const call = { target, timeoutMs, pace, endNow: [options.signal, options.endNow] };
  const granted = await requestAccessToken(transport, values, call);
  return refuseSameToken({ ...values, accessToken: granted });
}

/**
 * With the valid token in its place, the probe with an expired one is a plain cancel of a given booking.
 *
 * @throws CannotRunError naming the variable
 */
function refuseSameToken(values: RequestValues): RequestValues {
  for (const name of ["unscopedAccessToken", "expiredAccessToken"] as const) {
    if (values[name] === "" || values[name] !== values.accessToken) continue;
    throw new CannotRunError(
      `${SLOTS[name].shell} is the token that is used as a valid one. Give another, or none.`,
    );
  }
  return values;
}
