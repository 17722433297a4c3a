/** A probe of another method on the cancel's path, whichever methods are described there. */
import type { Probe } from "../../src/check/plan.js";
import { undocumentedMethods } from "../../src/check/probes/paths.js";
import { operations, operationsAt } from "../../src/description/operations.js";
import type { Tier } from "../../src/report/report.js";

const { cancelExternalBooking: operation } = operations;

/** @param name - such as `method/GET`; `undefined` when it is the case of another probe */
export function methodProbe(name: string, tier: Tier = "safe"): Probe | undefined {
  const [probeCase] = undocumentedMethods([], name.match(/(?<=^method\/).+/) ?? []);
  if (!probeCase) return undefined;
  const prefix = tier === "booking" ? "booking/" : "";
  return { ...probeCase, id: `${operation.id}/${prefix}${name}`, operation, tier };
}

/** Takes the operation that a method has on the cancel's path out of the table; returns how it comes back. */
export function undescribe(method: string): () => void {
  const table: Record<string, unknown> = operations;
  const found = operationsAt(operation.path).find((one) => one.method === method);
  if (!found) return () => {};
  delete table[found.id];
  return () => {
    table[found.id] = found;
  };
}
