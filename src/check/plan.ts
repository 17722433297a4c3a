/** The plan of a check: every probe, in which tier, for which operation, and what it still needs. */
import { type Operation, operations } from "../description/operations.js";
import { judgeContent } from "../judge/judge.js";
import type { Tier } from "../report/report.js";
import { EFFECT, GRANT, SLOTS } from "../solv/profile.js";
import { authentication, tokenless } from "./probes/authentication.js";
import { invalidBodies } from "./probes/bodies.js";
import { otherForms } from "./probes/body-forms.js";
import { harshValues } from "./probes/harsh.js";
import { mismatches, otherPlaces } from "./probes/mismatches.js";
import { undocumentedMethods, unusualIds } from "./probes/paths.js";
import { control, type Need, type ProbeCase } from "./probes/probe-case.js";
import { asClientsSend, unusualRequests } from "./probes/unusual.js";
import { NO_VALUES, toWire } from "./request.js";

/**
 * One thing to try and the tier in which it is tried.
 *
 * @internal
 */
export interface Probe extends ProbeCase {
  /** Stable: `operationId/case`, with the tier in front where it is not the safe one. */
  readonly id: string;
  readonly operation: Operation;
  readonly tier: Tier;
}

/** What was given for a check, as far as the plan depends on it. */
export interface ProbeFilter {
  /** Only probes whose id fits one of these; `*` stands for any characters. Default all. */
  readonly only?: readonly string[];
  /** Leaves out the probes whose id fits one of these. */
  readonly skip?: readonly string[];
}

const METHODS = ["GET", "POST", "PUT", "PATCH"];

/**
 * Everything there is to try, in the order in which it is tried, narrowed by `only` and `skip`.
 *
 * @internal
 */
export function planProbes({ only = [], skip = [] }: ProbeFilter = {}): Probe[] {
  const all = Object.values<Operation>(operations).flatMap((operation) => [
    ...safeProbes(operation),
    ...(namesBooking(operation) ? bookingProbes(operation) : []),
    ...(isCancel(operation) ? cancelProbes(operation) : []),
  ]);
  const matches = (globs: readonly string[], { id }: Probe) =>
    globs.some((glob) => matchesGlob(glob, id));
  const chosen = all.filter(
    (probe) => (only.length === 0 || matches(only, probe)) && !matches(skip, probe),
  );
  // The control is what an operation's safe probes are compared to, and shows before a booking is
  // touched that this is the API and that it takes the credentials.
  return all.filter(
    (probe) =>
      chosen.includes(probe) ||
      (probe.case === control.case &&
        chosen.some(({ operation }) => operation === probe.operation)),
  );
}

/**
 * Whether an operation's path names what it acts on.
 *
 * @internal
 */
export function namesRecord({ path }: Operation): boolean {
  return path.includes("{");
}

// A booking's id says nothing about a location, say, that another operation may name.
function namesBooking(operation: Operation): boolean {
  const known = pathNames(operations[EFFECT]);
  return namesRecord(operation) && pathNames(operation).every((name) => known.includes(name));
}

function pathNames({ path }: Operation): string[] {
  return path.match(/\{[^}]*\}/g) ?? [];
}

/**
 * Whether a server could carry a probe out although no booking was given: one of an operation whose
 * path has no place for an id that cannot exist, and not of a kind that every server must refuse. The
 * token call changes nothing.
 *
 * @internal
 */
export function couldTakeEffect({ tier, operation, expectation }: Probe): boolean {
  if (tier !== "safe" || namesRecord(operation)) return false;
  if (operation.id === GRANT.operation) return false;
  const { kind } = expectation;
  return kind === "invalid" ? expectation.lenient : kind !== "unauthenticated";
}

function isCancel({ id }: Operation): boolean {
  return id === EFFECT;
}

function safeProbes(operation: Operation): Probe[] {
  const elsewhere = namesBooking(operation) ? mismatches(operation).filter(mayBeCarriedOut) : [];
  return probes(operation, "safe", "", [
    control,
    ...authentication(operation),
    ...tokenless(operation, [...unusualIds(operation), ...elsewhere].filter(isUnguarded)),
    ...invalidBodies(operation),
    // Elsewhere they would take effect, or tell nothing about a booking.
    ...(namesRecord(operation) ? otherForms(operation) : []),
    ...unusualRequests(operation),
    ...asClientsSend(operation),
    ...unusualIds(operation),
    ...undocumentedMethods(documentedMethods(operation), METHODS),
    // Whether the very same change is refused where nothing can be cancelled.
    ...elsewhere,
    ...harshValues(operation),
  ]);
}

/** Paths that guards of servers are known not to match. */
const isUnguarded = ({ case: caseName }: ProbeCase) => UNGUARDED.has(caseName);
const UNGUARDED: ReadonlySet<string> = new Set([
  ...["unicode", "slash", "percent", "quote", "space", "plus", "dot", "semicolon", "backslash"].map(
    (name) => `path/${name}`,
  ),
  "mismatch/path_parameter",
  "mismatch/path_case",
]);
const isTolerable = ({ expectation }: ProbeCase) =>
  expectation.kind === "valid" && expectation.isTolerable === true;
const mayBeCarriedOut = (probeCase: ProbeCase) => probeCase.mayBeCarriedOut === true;

function bookingProbes(operation: Operation): Probe[] {
  return probes(operation, "booking", "booking/", [
    ...authentication(operation),
    ...invalidBodies(operation),
    ...mismatches(operation),
    ...undocumentedMethods(documentedMethods(operation), METHODS),
  ]);
}

function cancelProbes(operation: Operation): Probe[] {
  const minimal: ProbeCase = {
    ...control,
    case: "valid/minimal",
    expects: "A body with the required properties only cancels the booking.",
    expectation: { kind: "valid" },
    change: { setsBody: true, apply: (draft) => draft },
  };
  const again: ProbeCase = {
    ...control,
    case: "repeat",
    expects: "The same cancel again is no crash and does not answer for another booking.",
    expectation: { kind: "control" },
  };
  return probes(operation, "cancel", "cancel/", [
    minimal,
    // What only some servers accept is asked for where nothing can be cancelled.
    ...unusualRequests(operation).filter((probeCase) => !isTolerable(probeCase)),
    ...[...mismatches(operation), ...invalidBodies(operation), ...otherForms(operation)].filter(
      mayBeCarriedOut,
    ),
    again,
    ...otherPlaces(operation, "after"),
  ]);
}

function probes(
  operation: Operation,
  tier: Tier,
  prefix: string,
  cases: readonly ProbeCase[],
): Probe[] {
  return cases
    .filter((probeCase) => isActuallyInvalid(operation, probeCase))
    .map((probeCase) => ({
      ...probeCase,
      id: `${operation.id}/${prefix}${probeCase.case}`,
      operation,
      tier,
    }));
}

/** A long text is no valid one where a limit is documented, and a list is a valid body where one is. */
function isActuallyInvalid(
  operation: Operation,
  { expectation: { kind }, make }: ProbeCase,
): boolean {
  const draft = kind === "valid" || kind === "invalid" ? make(operation, NO_VALUES) : undefined;
  if (!draft) return true;
  const { headers, body } = toWire(draft, "", "");
  const { findings } = judgeContent(operation, { headers, ...(body && { body }) });
  return (findings.length === 0) === (kind === "valid");
}

function documentedMethods({ path }: Operation): string[] {
  return Object.values<Operation>(operations)
    .filter((other) => other.path === path)
    .map(({ method }) => method);
}

/**
 * `*` stands for any run of characters; everything else for itself.
 *
 * @internal
 */
export function matchesGlob(glob: string, id: string): boolean {
  const pattern = glob
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`).test(id);
}

/**
 * The environment variable, or the flag, that would enable a probe.
 *
 * @internal
 */
export function variableFor(need: Need): string {
  return need === "idsDifferBeyondCaseAndForm"
    ? "--ids-differ-beyond-case-and-form"
    : SLOTS[need].variable;
}
