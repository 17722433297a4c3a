/** Finds the API's own paths in traffic that was recorded in front of a gateway. */

import { operations, pathParameters } from "../description/operations.js";
import { CannotRunError } from "../report/cannot-run.js";
import type { Place } from "./exchange.js";

/** What stands before the described paths in the URLs of a recording. */
export interface Base {
  /** `undefined` when any server will do. */
  readonly origin: string | undefined;
  /** Without a slash at its end. */
  readonly path: string;
}

/** @throws CannotRunError when it is neither an http(s) URL nor a path */
export function parseBase(text: string): Base {
  const isPath = text.startsWith("/");
  const url = URL.canParse(text, isPath ? "http://any" : undefined)
    ? new URL(text, isPath ? "http://any" : undefined)
    : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash) {
    throw new CannotRunError(
      "The base URL of the traffic is an http(s) URL such as https://gateway.example/partner-api, " +
        "or its path alone, without user, query and fragment.",
    );
  }
  return { origin: isPath ? undefined : url.origin, path: url.pathname.replace(/\/+$/, "") };
}

/** The exchange as the API behind the gateway saw it; `undefined` when it was not sent there. */
export function behind<P extends Place>(base: Base, exchange: P): P | undefined {
  const { origin, target, path } = exchange;
  if (!path.startsWith(`${base.path}/`)) return undefined;
  // A recording from the path on does not say which server it was.
  if (base.origin && origin && base.origin !== originOf(origin)) return undefined;
  const { length } = base.path;
  return { ...exchange, target: target.slice(length), path: path.slice(length) };
}

/** Whether the path, which is not described, ends in one that is: then a base URL is probably missing. */
export function seemsPrefixed(path: string): boolean {
  const steps = path.split("/");
  return Object.values(operations).some((operation) => {
    const own = steps.slice(-(operation.path.split("/").length - 1));
    return pathParameters(operation, `/${own.join("/")}`) !== undefined;
  });
}

function originOf(text: string): string | undefined {
  return URL.canParse(text) ? new URL(text).origin : undefined;
}
