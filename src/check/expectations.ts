/** What each kind of probe may be answered with: the finding about the status, whatever the body is. */
import type { Finding } from "../judge/finding.js";
import { namesRecord } from "./effects.js";
import { accepts, identity, inconclusive, rejects, report } from "./findings.js";
import type { Probe } from "./plan.js";
import { NO_ROUTE } from "./probes/paths.js";
import type { Level } from "./probes/probe-case.js";
import { documentedRefusals, isRedirect, isServerError, isSuccess } from "./statuses.js";

/** What the other answers of the operation say about how the server works. */
export interface Evidence {
  /** The control's status; `undefined` when it brought no answer. */
  readonly control: number | undefined;
  /** Levels at which the server is known to validate before it looks anything up. */
  readonly validates: ReadonlySet<Level>;
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

type Expect = (probe: Probe, status: number, evidence: Evidence) => Finding | undefined;

/** The finding about a probe's status, by what the probe expects. */
export const expectations: Readonly<Record<Probe["expectation"]["kind"], Expect>> = {
  control: (probe, status) => {
    if (probe.tier !== "safe") return undefined;
    if (findsNobodys(probe, status)) return foundNobodys(probe, status);
    if (!documentedRefusals(probe).includes(status)) return undefined;
    const documented = "no refusal of a valid request";
    return accepts(probe, { documented, received: String(status) });
  },
  valid: (probe, status, { control }) => {
    const { expectation } = probe;
    if (expectation.kind !== "valid" || expectation.unsupported === status) return undefined;
    if (status === control || control === undefined || isServerError(status)) return undefined;
    const documented = `${control}, as for the plain valid request`;
    const severity = expectation.isTolerable ? "warning" : "error";
    return accepts(probe, { severity, documented, received: String(status) });
  },
  identifier: (probe, status, evidence) => {
    if (findsNobodys(probe, status)) return foundNobodys(probe, status);
    const { expectation } = probe;
    if (expectation.kind !== "identifier" || expectation.mayExceedLimits) return undefined;
    const isDocumented = documentedRefusals(probe).includes(status);
    if (([400, 414].includes(status) || isDocumented) && status !== evidence.control) {
      const isTolerable = expectation.isTolerable || (expectation.mayLackRoute && !isDocumented);
      const severity = isTolerable ? "warning" : "error";
      const documented = "no refusal of a legal id";
      return accepts(probe, { severity, documented, received: String(status) });
    }
    return expectation.isCompared ? differsFromControl(probe, expectation, evidence) : undefined;
  },
  invalid: (probe, status, { control, validates }) => {
    const refusals = documentedRefusals(probe);
    const { expectation } = probe;
    if (expectation.kind !== "invalid" || refusals.includes(status)) return undefined;
    if (isServerError(status) || isRedirect(status)) return undefined;
    const documented = refusals.join(" or ");
    const severity = expectation.lenient ? "warning" : "error";
    if (isSuccess(status)) {
      const received = `${status}: the invalid request was carried out`;
      return rejects(probe, { severity, documented, received });
    }
    if (status === control && validates.has(expectation.level)) {
      const received = `${status}, as for a valid request: it was not validated`;
      return rejects(probe, { severity, documented, received });
    }
    if (status === control) return inconclusive(probe, documented, status);
    // RFC 9110 §15.5.16 has a status of its own for this; it is undocumented, not wrong.
    if (status === 415 && expectation.isOtherType) return undefined;
    // A scalar that is coerced names something else: refused all the same, for another reason.
    return rejects(probe, { severity, documented, received: String(status) });
  },
  unauthenticated: (probe, status, { control, authenticates, answers }) => {
    const { expectation, operation } = probe;
    if (expectation.kind !== "unauthenticated") return undefined;
    const { like, credential, scope } = expectation;
    const documented = "a refusal";
    const unenforced = (received: string) =>
      report(probe, {
        severity: "error",
        check: "authentication_enforced",
        source: `${operation.source}/security`,
        documented,
        received,
      });
    if (isSuccess(status)) return unenforced(`${status}: the unauthorised request was carried out`);
    if (status !== control || status === 401 || status === 403) return undefined;
    if (like !== undefined && !wasLookedUp(probe, like, answers)) return undefined;
    return authenticates.has(credential) && !scope
      ? unenforced(`${status}, as for an authorised request`)
      : inconclusive(probe, documented, status);
  },
  mismatch: (probe, status) => {
    if (!isSuccess(status)) return undefined;
    if (probe.tier === "safe" && namesRecord(probe.operation)) return foundNobodys(probe, status);
    const severity = probe.mayBeCarriedOut ? "warning" : "error";
    const received = `${status}: the mistaken request was carried out`;
    return rejects(probe, { severity, documented: "no success", received });
  },
  method: (probe, status) => {
    // RFC 9110 §15.6.2: 501 is the right answer of a server that knows no such method.
    const isCrash = isServerError(status) && status !== 501;
    if (!isCrash && !isSuccess(status)) return undefined;
    // Reading may be possible, and is no harm, where a booking exists.
    const isReading = !isCrash && probe.tier === "booking" && probe.case === "method/GET";
    return report(probe, {
      severity: isReading ? "warning" : "error",
      check: "status_code_conformance",
      documented: "no such method",
      received: String(status),
    });
  },
};

/** Whether a success speaks of what cannot exist. */
function findsNobodys({ operation }: Probe, status: number): boolean {
  return isSuccess(status) && namesRecord(operation);
}

function foundNobodys(probe: Probe, status: number): Finding {
  const documented = "no success for an id that cannot exist";
  return identity(probe, { documented, received: String(status) });
}

/** The control's answer is that to any id that cannot exist, or no route was found for this one. */
function differsFromControl(
  probe: Probe,
  { mayLackRoute }: { readonly mayLackRoute?: boolean },
  { answers }: Evidence,
): Finding | undefined {
  const [own, plain] = [answers?.get(probe.case), answers?.get("control")];
  if (!own || !plain || own.shape === plain.shape) return undefined;
  if (isServerError(own.status) || isRedirect(own.status)) return undefined;
  const isRoute = own.status === 404 || own.status === 405;
  if (isRoute && mayLackRoute) return undefined;
  const received =
    own.status === plain.status
      ? `${own.status} with another media type or shape of body`
      : `${own.status}, where the plain request got ${plain.status}`;
  const documented = "the answer to the plain valid request";
  return accepts(probe, { severity: "warning", documented, received });
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
