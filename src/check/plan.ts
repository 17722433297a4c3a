/** The plan of a check: every probe, in which tier, for which operation, and what it still needs. */
import { isDeepStrictEqual } from "node:util";
import { type Operation, operations } from "../description/operations.js";
import type { Tier } from "../report/report.js";
import { EFFECT, SLOTS } from "../solv/profile.js";
import { isRead, namesBooking, namesRecord } from "./effects.js";
import { createMatcher, type ProbeFilter } from "./filter.js";
import { isDescribed, judgeDraft } from "./judged-draft.js";
import { authentication, tokenless, wrongSecret } from "./probes/authentication.js";
import { invalidBodies } from "./probes/bodies.js";
import { otherForms } from "./probes/body-forms.js";
import { harshValues } from "./probes/harsh.js";
import { NOBODYS } from "./probes/ids.js";
import { mismatches, otherPlaces } from "./probes/mismatches.js";
import { invalidParameters, optionalParameters } from "./probes/parameters.js";
import { undocumentedMethods, unusualIds } from "./probes/paths.js";
import { type Change, combine, control, type Need, type ProbeCase } from "./probes/probe-case.js";
import { asClientsSend, unusualRequests } from "./probes/unusual.js";
import { exampleBody, fill, plainDraft, requestBodyOf } from "./request.js";

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
  /** What is missing for the request to be what it is meant to be; it is not sent. */
  readonly unmade?: string;
}

const METHODS = ["GET", "POST", "PUT", "PATCH"];

/**
 * Everything there is to try, in the order in which it is tried, narrowed by `only` and `skip`.
 *
 * @internal
 */
export function planProbes({ only = [], skip = [] }: ProbeFilter = {}): Probe[] {
  everything ??= allProbes();
  const isWanted = createMatcher(only.length === 0 ? ["*"] : only);
  const isLeftOut = createMatcher(skip);
  const chosen = everything.filter(({ id }) => isWanted(id) && !isLeftOut(id));
  // The control is what an operation's safe probes are compared to, and shows before a booking is
  // touched that this is the API and that it takes the credentials.
  const kept = new Set(chosen);
  const used = new Set(chosen.map(({ operation }) => operation));
  return everything.filter(
    (probe) => kept.has(probe) || (probe.case === control.case && used.has(probe.operation)),
  );
}

/** A plan is asked for several times in a run, and the description stays as it is. */
let everything: readonly Probe[] | undefined;

/**
 * Everything there is to try of the description as it is now.
 *
 * @internal
 */
export function allProbes(): Probe[] {
  const all = Object.values<Operation>(operations).flatMap((operation) => [
    ...safeProbes(operation),
    ...(namesBooking(operation) ? bookingProbes(operation) : []),
    ...(isCancel(operation) ? cancelProbes(operation) : []),
  ]);
  return all.filter(isActuallyInvalid).map((probe) => {
    const unmade = missingValue(probe);
    return { ...probe, ...(unmade && { unmade }) };
  });
}

/**
 * What a filter that leaves no probe is answered with.
 *
 * @internal
 */
export function noProbeLeft(only = "only", skip = "skip"): string {
  const [first] = planProbes();
  return `No probe is left by ${only} and ${skip}. Ids look like ${first?.id}, so '*/body/*' matches some; --dry-run lists them.`;
}

function isCancel({ id }: Operation): boolean {
  return id === EFFECT;
}

function safeProbes(operation: Operation): Probe[] {
  const elsewhere = namesBooking(operation) ? mismatches(operation).filter(mayBeCarriedOut) : [];
  return probes(operation, "safe", [
    control,
    ...authentication(operation),
    ...wrongSecret(operation),
    ...tokenless(operation, [...unusualIds(operation), ...elsewhere].filter(isUnguarded)),
    ...invalidBodies(operation),
    ...invalidParameters(operation),
    // Elsewhere they would take effect, or tell nothing about a booking.
    ...(namesRecord(operation) ? otherForms(operation) : []),
    ...unusualRequests(operation),
    ...optionalParameters(operation),
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
  "path/unicode",
  "path/slash",
  "path/percent",
  "path/quote",
  "path/space",
  "path/plus",
  "path/dot",
  "path/semicolon",
  "path/backslash",
  "mismatch/path_parameter",
  "mismatch/path_case",
]);
const isTolerable = ({ expectation }: ProbeCase) =>
  expectation.kind === "valid" && expectation.isTolerable === true;
const mayBeCarriedOut = (probeCase: ProbeCase) => probeCase.mayBeCarriedOut === true;

function bookingProbes(operation: Operation): Probe[] {
  return probes(operation, "booking", [
    ...authentication(operation),
    ...invalidBodies(operation),
    // What is not the booking's id names no booking.
    ...invalidParameters(operation).filter(({ case: of }) => !of.startsWith("parameter/path/")),
    ...mismatches(operation),
    ...undocumentedMethods(documentedMethods(operation), METHODS),
    ...(isCancel(operation) ? [] : uses(operation)),
  ]);
}

/** The valid requests for a given booking: one that reads, or those that take effect. */
function uses(operation: Operation): ProbeCase[] {
  const valid = (caseName: string, expects: string, apply?: Change["apply"]): ProbeCase => ({
    ...control,
    case: `valid/${caseName}`,
    expects,
    expectation: { kind: "valid" },
    isUse: true,
    ...(apply && { make: (op, values) => combine(op, values, [{ setsBody: true, apply }]) }),
  });
  if (isRead(operation)) return [valid("read", "A given booking is shown as documented.")];
  const described = requestBodyOf(operation);
  const minimal = valid("minimal", "A request with the required properties only is carried out.");
  if (!described) return [minimal];
  const names = Object.keys(described.schema.properties ?? {});
  return [
    minimal,
    valid("full", "A request with every documented property is carried out.", (_, values) => ({
      body: exampleBody(described, values, names),
    })),
  ];
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
  return probes(operation, "cancel", [
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

function probes(operation: Operation, tier: Tier, cases: readonly ProbeCase[]): Probe[] {
  const prefix = tier === "safe" ? "" : `${tier}/`;
  return cases.map((probeCase) => {
    const id = `${operation.id}/${prefix}${probeCase.case}`;
    return { ...probeCase, id, operation, tier };
  });
}

/** What the values in a request stand for while it is planned: an id that cannot exist, else nothing. */
const PLANNED = fill((_, name) =>
  name === "id" ? `${NOBODYS}-00000000-0000-4000-8000-000000000000` : "",
);

const NEEDS_VALUE = "a value of this kind that the description allows";

/**
 * Why a request is not made: what it says to be valid is not. A long text is none where a limit is
 * documented, and an id in any script is none where ids are numbers.
 */
function missingValue({ operation, expectation, make }: Probe): string | undefined {
  const { kind } = expectation;
  if (kind !== "valid" && kind !== "control" && kind !== "identifier") return undefined;
  const draft = make(operation, PLANNED);
  // A text in the body's place is no JSON on purpose.
  if (!draft || (kind === "identifier" && typeof draft.body === "string")) return undefined;
  const plain = plainDraft(operation, PLANNED);
  const isPlain =
    kind === "identifier" && draft.path === plain.path && isDeepStrictEqual(draft.body, plain.body);
  return isDescribed(operation, draft) && !isPlain ? undefined : NEEDS_VALUE;
}

/** A list is a valid body where one is described. */
function isActuallyInvalid({ operation, expectation, make }: Probe): boolean {
  const draft = expectation.kind === "invalid" ? make(operation, PLANNED) : undefined;
  return !draft || judgeDraft(operation, draft).findings.length > 0;
}

function documentedMethods({ path }: Operation): string[] {
  return Object.values<Operation>(operations)
    .filter((other) => other.path === path)
    .map(({ method }) => method);
}

/**
 * The environment variable, or the flag, that would enable a probe, or what stands in its way.
 *
 * @internal
 */
export function variableFor(need: Need): string {
  if (need === "idsDifferBeyondCaseAndForm") return "--ids-differ-beyond-case-and-form";
  if (need === "ownConnection") return "a run without an agent of the caller";
  return SLOTS[need].shell;
}
