/** Lists the requests that a check would send, without sending any. */
import { toCurl } from "./curl.js";
import { couldTakeEffect, isRead } from "./effects.js";
import type { ProbeFilter } from "./filter.js";
import { allowedOperations, type CheckOptions } from "./options.js";
import { type Probe, planProbes } from "./plan.js";
import { SHELL_VARIABLES } from "./request.js";

/** One printed line per request of the plan; sends nothing. */
export function dryRun(
  options: ProbeFilter &
    Pick<CheckOptions, "bookings" | "allow" | "allowCancel" | "idsDifferBeyondCaseAndForm">,
): string[] {
  const withBooking = (options.bookings?.length ?? 0) > 0;
  const allowed = allowedOperations(options);
  const isSent = (probe: Probe) => {
    const { tier, operation, needs, isUse } = probe;
    if (probe.unmade || couldTakeEffect(probe)) return false;
    if (needs === "idsDifferBeyondCaseAndForm" && !options.idsDifferBeyondCaseAndForm) return false;
    if (tier === "safe") return true;
    const takesEffect = tier === "cancel" || (isUse && !isRead(operation));
    return withBooking && (!takesEffect || allowed.has(operation.id));
  };
  return planProbes(options)
    .filter(isSent)
    .flatMap((probe) => {
      const draft = probe.make(probe.operation, SHELL_VARIABLES);
      return draft ? [`${probe.id}\n  ${toCurl(draft)}`] : [];
    });
}
