/** Where a check goes and with which credentials: validated before anything is sent. */
import { randomUUID } from "node:crypto";
import type { AccessToken } from "../../generated/schema.js";
import { type Operation, operations, servers, successStatuses } from "../description/operations.js";
import { type BaseUrl, parseBaseUrl, parseCredential } from "../http/base-url.js";
import type { Transport } from "../http/wire.js";
import { CannotRunError } from "../report/cannot-run.js";
import { readJson } from "./evidence.js";
import { exchangeOver } from "./exchange.js";
import type { CheckOptions } from "./options.js";
import { variableFor } from "./plan.js";
import { plainDraft, type RequestValues, toWire } from "./request.js";

/** @throws CannotRunError when it is no https URL (or plain http on loopback), or carries credentials */
export function parseTarget(baseUrl: string): BaseUrl {
  const target = parseBaseUrl(baseUrl);
  if (typeof target === "string") {
    throw new CannotRunError(`${target} Give an https:// URL such as ${servers.at(-1)?.url}.`);
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

/**
 * Exchanges the client secret for a token; an empty one when the run was aborted, which sends nothing more.
 *
 * @throws CannotRunError when none is granted
 */
async function requestAccessToken(
  transport: Transport,
  { origin, prefix }: BaseUrl,
  values: RequestValues,
  options: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<string> {
  const operation = operations.createAccessToken;
  const call = `${operation.method} ${operation.path}`;
  const request = toWire(plainDraft(operation, values), origin, prefix);
  const { response, failure } = await exchangeOver(transport, request, options);
  if (failure?.kind === "aborted") return "";
  if (failure?.phase === "connecting") throw unreachable(failure.message);
  if (failure?.kind === "timeout") throw new CannotRunError(`${call} was not answered in time.`);
  if (failure) throw new CannotRunError(`${call} was not answered. ${failure.message}`);
  const status = response?.status ?? 0;
  if (status === 404 || status === 405) throw notTheApi(operation, status);
  if (!successStatuses(operation).includes(status)) {
    throw new CannotRunError(`${call} granted no token (status ${status}). ${adviceFor(status)}`);
  }
  const granted = readJson(response) as Partial<AccessToken> | null | undefined;
  const token = parseCredential(granted?.access_token);
  if (token === undefined) {
    throw new CannotRunError(
      `${call} granted nothing that can be sent as a token. Give SOLV_ACCESS_TOKEN.`,
    );
  }
  return token;
}

function adviceFor(status: number): string {
  if ([400, 401, 403, 422].includes(status)) {
    return "Check SOLV_CLIENT_ID and SOLV_CLIENT_SECRET, or give SOLV_ACCESS_TOKEN.";
  }
  if (status === 429) return "The server limits the rate; try again later.";
  if (status >= 500) return "The server failed; try again later, or give SOLV_ACCESS_TOKEN.";
  return "Check the base URL, or give SOLV_ACCESS_TOKEN.";
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
  timeoutMs: number,
): Promise<RequestValues> {
  const clientId = readCredential(options.clientId, "SOLV_CLIENT_ID");
  if (!clientId) throw new CannotRunError("SOLV_CLIENT_ID is missing: every call carries it.");
  const secret = readCredential(options.clientSecret, "SOLV_CLIENT_SECRET");
  const accessToken = readCredential(options.accessToken, "SOLV_ACCESS_TOKEN");
  // A fresh random part: nobody can have a booking of that name.
  const impossible = `solv-contract-no-such-${randomUUID()}`;
  const values: RequestValues = {
    clientId,
    // Not the id as well: a recording leaves credentials out wherever they occur.
    clientSecret: secret ?? `${impossible}-secret`,
    accessToken: accessToken ?? "",
    unscopedAccessToken:
      readCredential(options.unscopedAccessToken, "SOLV_UNSCOPED_ACCESS_TOKEN") ?? "",
    expiredAccessToken:
      readCredential(options.expiredAccessToken, "SOLV_EXPIRED_ACCESS_TOKEN") ?? "",
    externalBookingId: impossible,
    externalLocationId: "solv-contract-no-such-location",
    serviceId: "solv-contract-no-such-service",
  };
  if (accessToken) return refuseSameToken(values);
  if (!secret) {
    throw new CannotRunError(
      "A token is missing: set SOLV_ACCESS_TOKEN, or SOLV_CLIENT_SECRET to have one fetched.",
    );
  }
  const target = parseTarget(options.baseUrl);
  const wanted = { timeoutMs, signal: options.signal };
  const granted = await requestAccessToken(transport, target, values, wanted);
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
      `${variableFor(name)} is the token that is used as a valid one. Give another, or none.`,
    );
  }
  return values;
}
