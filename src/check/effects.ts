/** Tells what an operation can do to whom: read, act on a given booking, or act on what nobody named. */
import { type Operation, operations } from "../description/operations.js";
import type { Tier } from "../report/report.js";
import { EFFECT, GRANT } from "../solv/profile.js";
import type { ProbeCase } from "./probes/probe-case.js";
import { hasRoom } from "./unused-ids.js";

/** The part of a probe that decides on its effect. */
interface Attempt extends Pick<ProbeCase, "case" | "expectation"> {
  readonly operation: Operation;
  readonly tier: Tier;
}

/** RFC 9110 §9.2.1: what these methods ask for changes nothing. */
export function isRead({ method }: Operation): boolean {
  return method === "GET" || method === "HEAD";
}

/**
 * Whether an operation's path names what it acts on, so that an id can stand there that nothing has. A
 * path whose parameters leave no room for such an id names nothing.
 */
export function namesRecord({ path, parameters }: Operation): boolean {
  const own = parameters.filter(
    ({ in: place, name }) => place === "path" && path.includes(`{${name}}`),
  );
  return own.some(hasRoom);
}

/** A booking's id says nothing about a location, say, that another operation may name. */
export function namesBooking(operation: Operation): boolean {
  const known = pathNames(operations[EFFECT]);
  const names = pathNames(operation);
  return names.length > 0 && names.every((name) => known.includes(name));
}

function pathNames({ path }: Operation): string[] {
  return path.match(/\{[^}]*\}/g) ?? [];
}

/** The operations that take effect on a given booking, which a caller has to allow by their id. */
export function actingOperations(): string[] {
  return Object.values<Operation>(operations)
    .filter((operation) => namesBooking(operation) && !isRead(operation))
    .map(({ id }) => id);
}

/**
 * Whether a server could carry a probe out although no booking was given: one of an operation that takes
 * effect and whose path has no place for an id that cannot exist, and not of a kind that every server
 * must refuse. The token call changes nothing.
 */
export function couldTakeEffect({
  tier,
  operation,
  expectation,
  case: caseName,
}: Attempt): boolean {
  if (tier !== "safe" || namesRecord(operation)) return false;
  const { kind } = expectation;
  if (isRead(operation)) return kind === "method" && caseName !== "method/GET";
  if (operation.id === GRANT.operation) return false;
  return kind === "invalid" ? expectation.lenient : kind !== "unauthenticated";
}

/**
 * Whether the answer to a probe may show what was not given: the answer for an id that cannot exist is a
 * success, or there was no such id, as with a list.
 */
export function mayShowOthers({ tier, operation, expectation }: Attempt, status: number): boolean {
  if (operation.id === GRANT.operation || (status >= 400 && status < 500)) return false;
  if (tier === "safe") return isRead(operation) || !namesRecord(operation);
  return expectation.kind === "mismatch" && isRead(operation);
}
