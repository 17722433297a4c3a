/** Prints the requests of the plan, without sending any. */
import type { CheckOptions } from "./options.js";
import { couldTakeEffect, type ProbeFilter, planProbes } from "./plan.js";
import { SHELL_VARIABLES, toCurl } from "./request.js";

/** One printed line per request of the plan; sends nothing. */
export function dryRun(
  options: ProbeFilter &
    Pick<CheckOptions, "bookings" | "allowCancel" | "idsDifferBeyondCaseAndForm">,
): string[] {
  const withBooking = (options.bookings?.length ?? 0) > 0;
  return planProbes(options)
    .filter((probe) => !couldTakeEffect(probe))
    .filter(
      ({ needs }) => needs !== "idsDifferBeyondCaseAndForm" || options.idsDifferBeyondCaseAndForm,
    )
    .filter(
      ({ tier }) => tier === "safe" || (withBooking && (tier !== "cancel" || options.allowCancel)),
    )
    .flatMap((probe) => {
      const draft = probe.make(probe.operation, SHELL_VARIABLES);
      return draft ? [`${probe.id}\n  ${toCurl(draft)}`] : [];
    });
}
