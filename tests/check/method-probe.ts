/** A probe of another method on the cancel's path, whichever methods are described there. */
import type { Probe } from "../../src/check/plan.js";
import { undocumentedMethods } from "../../src/check/probes/paths.js";
import { operations } from "../../src/description/operations.js";
import type { Tier } from "../../src/report/report.js";

const { cancelExternalBooking: operation } = operations;

/** @param name - such as `method/GET`; `undefined` when it is the case of another probe */
export function methodProbe(name: string, tier: Tier = "safe"): Probe | undefined {
  const [probeCase] = undocumentedMethods([], name.match(/(?<=^method\/).+/) ?? []);
  if (!probeCase) return undefined;
  const prefix = tier === "booking" ? "booking/" : "";
  return { ...probeCase, id: `${operation.id}/${prefix}${name}`, operation, tier };
}
