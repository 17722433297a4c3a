/** What each kind of probe may be answered with: the findings about the status, whatever the body is. */

import { lineOf } from "../description/document.js";
import { responseFor, successStatuses } from "../description/operations.js";
import { type CheckName, type Finding, finding, type Severity } from "../judge/finding.js";
import { namesRecord } from "./effects.js";
import type { Probe } from "./plan.js";
import { NO_ROUTE } from "./probes/paths.js";

/** What the other answers of the operation say about how the server works. */
export interface Evidence {
  /** The control's status; `undefined` when it brought no answer. */
  readonly control: number | undefined;
  /** Levels at which the server is known to validate before it looks anything up. */
  readonly validates: ReadonlySet<"syntax" | "schema">;
  /** Credentials that the server is known to check before it looks anything up. */
  readonly authenticates: ReadonlySet<string>;
  /** The control's answer says that its body is missing. */
  readonly lacksBody?: boolean;
  /** Case → its answer. */
  readonly answers?: ReadonlyMap<string, Answered>;
}

/** An answer, as far as answers are compared. */
export interface Answered {
  readonly status: number;
  /** Its status, media type and shape of body. */
  readonly shape: string;
  /** All of that, and the body. */
  readonly whole: string;
}

type Expect = (probe: Probe, status: number, evidence: Evidence) => Finding[];

/** The findings about a probe's status, by what the probe expects. */
export const expectations: Readonly<Record<Probe["expectation"]["kind"], Expect>> = {
  control: (probe, status) => {
    if (probe.tier !== "safe") return [];
    if (isSuccess(status) && namesRecord(probe.operation)) {
      const documented = "no success for an id that cannot exist";
      return [identity(probe, "", documented, String(status))];
    }
    if (!documentedRefusals(probe).includes(status)) return [];
    return [accepts(probe, "no refusal of a valid request", status)];
  },
  valid: (probe, status, { control }) => {
    const { expectation } = probe;
    if (expectation.kind !== "valid" || expectation.unsupported === status) return [];
    if (status === control || control === undefined || isServerError(status)) return [];
    const severity = expectation.isTolerable ? "warning" : "error";
    return [accepts(probe, `${control}, as for the plain valid request`, status, severity)];
  },
  identifier: (probe, status, { control, answers }) => {
    if (isSuccess(status) && namesRecord(probe.operation)) {
      return [identity(probe, "", "no success for an id that cannot exist", String(status))];
    }
    const { expectation } = probe;
    if (expectation.kind !== "identifier" || expectation.mayExceedLimits) return [];
    const isDocumented = documentedRefusals(probe).includes(status);
    if (([400, 414].includes(status) || isDocumented) && status !== control) {
      const isTolerable = expectation.isTolerable || (expectation.mayLackRoute && !isDocumented);
      const severity = isTolerable ? "warning" : "error";
      return [accepts(probe, "no refusal of a legal id", status, severity)];
    }
    return expectation.isCompared ? differsFromControl(probe, expectation, answers) : [];
  },
  invalid: (probe, status, { control, validates }) => {
    const refusals = documentedRefusals(probe);
    const { expectation } = probe;
    if (expectation.kind !== "invalid" || refusals.includes(status)) return [];
    const documented = refusals.join(" or ");
    const severity = expectation.lenient ? "warning" : "error";
    if (isServerError(status) || isRedirect(status)) return [];
    const accepted = isSuccess(status) || (status === control && validates.has(expectation.level));
    if (accepted) {
      const received = isSuccess(status)
        ? `${status}: the invalid request was carried out`
        : `${status}, as for a valid request: it was not validated`;
      return [rejects(probe, severity, documented, received)];
    }
    if (status === control) return [undecided(probe, documented, status)];
    // RFC 9110 §15.5.16 has a status of its own for this; it is undocumented, not wrong.
    if (status === 415 && expectation.isOtherType) return [];
    // A scalar that is coerced names something else: refused all the same, for another reason.
    return [rejects(probe, severity, documented, String(status))];
  },
  unauthenticated: (probe, status, { control, authenticates, answers }) => {
    const { expectation, operation } = probe;
    if (expectation.kind !== "unauthenticated") return [];
    const place = { source: `${operation.source}/security`, documented: "a refusal" };
    if (isSuccess(status)) {
      const received = `${status}: the unauthorised request was carried out`;
      return [note(probe, "error", "authentication_enforced", { ...place, received })];
    }
    if (status !== control || status === 401 || status === 403) return [];
    if (expectation.like !== undefined && !wasLookedUp(probe, expectation.like, answers)) return [];
    if (!authenticates.has(expectation.credential) || expectation.scope) {
      return [undecided(probe, "a refusal", status)];
    }
    const received = `${status}, as for an authorised request`;
    return [note(probe, "error", "authentication_enforced", { ...place, received })];
  },
  mismatch: (probe, status) => {
    if (!isSuccess(status)) return [];
    if (probe.tier === "safe" && namesRecord(probe.operation)) {
      return [identity(probe, "", "no success for an id that cannot exist", String(status))];
    }
    const severity = probe.mayBeCarriedOut ? "warning" : "error";
    const received = `${status}: the mistaken request was carried out`;
    return [rejects(probe, severity, "no success", received)];
  },
  method: (probe, status) => {
    const { operation } = probe;
    const place = { source: operation.source, documented: "no such method" };
    // RFC 9110 §15.6.2: 501 is the right answer of a server that knows no such method.
    if (isServerError(status) && status !== 501) {
      return [
        note(probe, "error", "status_code_conformance", { ...place, received: String(status) }),
      ];
    }
    if (!isSuccess(status)) return [];
    // Reading may be possible, and is no harm, where a booking exists.
    const severity = probe.tier === "booking" && probe.case === "method/GET" ? "warning" : "error";
    return [
      note(probe, severity, "status_code_conformance", { ...place, received: String(status) }),
    ];
  },
};

/** A finding about which booking an answer speaks of. */
export function identity(
  probe: Probe,
  pointer: string,
  documented: string,
  received: string,
): Finding {
  const source = answerOf(probe, successStatuses(probe.operation));
  return note(probe, "error", "booking_identity", { source, pointer, documented, received });
}

interface Place {
  readonly source: string;
  readonly pointer?: string;
  readonly documented: string;
  readonly received: string;
}

export function note(probe: Probe, severity: Severity, check: CheckName, place: Place): Finding {
  return finding({
    severity,
    check,
    operationId: probe.operation.id,
    pointer: "",
    ...place,
    line: lineOf(place.source),
  });
}

/** Where the first of these answers is documented; the operation itself where none is. */
function answerOf({ operation }: Probe, [status]: readonly number[]): string {
  return (status && responseFor(operation, status)?.source) || operation.source;
}

function accepts(
  probe: Probe,
  documented: string,
  status: number | string,
  severity: Severity = "error",
): Finding {
  const source = answerOf(probe, successStatuses(probe.operation));
  const place = { source, documented, received: String(status) };
  return note(probe, severity, "positive_data_acceptance", place);
}

/** The control's answer is that to any id that cannot exist, or no route was found for this one. */
function differsFromControl(
  probe: Probe,
  { mayLackRoute }: { readonly mayLackRoute?: boolean },
  answers: Evidence["answers"],
): Finding[] {
  const [own, plain] = [answers?.get(probe.case), answers?.get("control")];
  if (!own || !plain || own.shape === plain.shape || own.status >= 500 || isRedirect(own.status)) {
    return [];
  }
  const isRoute = own.status === 404 || own.status === 405;
  if (isRoute && mayLackRoute) return [];
  const received =
    own.status === plain.status
      ? `${own.status} with another media type or shape of body`
      : `${own.status}, where the plain request got ${plain.status}`;
  return [accepts(probe, "the answer to the plain valid request", received, "warning")];
}

/** Whether an answer is that of a handler which found nothing, and not that of a router. */
function wasLookedUp(probe: Probe, like: string, answers: Evidence["answers"]): boolean {
  const whole = (caseName: string) => answers?.get(caseName)?.whole;
  const found = whole("control");
  return (
    found !== undefined &&
    whole(probe.case) === found &&
    whole(like) === found &&
    whole(NO_ROUTE) !== found
  );
}

function rejects(probe: Probe, severity: Severity, documented: string, received: string): Finding {
  const source = answerOf(probe, documentedRefusals(probe));
  return note(probe, severity, "negative_data_rejection", { source, documented, received });
}

function undecided(probe: Probe, documented: string, status: number): Finding {
  const received = `${status}, as for the plain valid request: the server looks up before it decides`;
  const place = { source: probe.operation.source, documented, received };
  return note(probe, "warning", "inconclusive", place);
}

/** Statuses that say that the input is wrong. Others, such as 404, are about something else, documented or not. */
const VALIDATION_STATUSES = [400, 422];

/** What an invalid request is refused with: as documented, or in either way where neither is. */
export function documentedRefusals({ operation }: Probe): number[] {
  const documented = VALIDATION_STATUSES.filter((status) => responseFor(operation, status));
  return documented.length > 0 ? documented : VALIDATION_STATUSES;
}

/** Whether a status says that the input is wrong, or its media type (RFC 9110 §15.5.16). */
export function isValidationRefusal(status: number): boolean {
  return VALIDATION_STATUSES.includes(status) || status === 415;
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

export function isRefusal(status: number): boolean {
  return status >= 400 && status < 500;
}

function isServerError(status: number): boolean {
  return status >= 500;
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}
