/** Compiled with `@types/node`: the entries that are for Node alone. */
import { Agent } from "node:https";
import { createSolvClient } from "solv-external-bookings";
import { checkContract, judge, operations, type Report } from "solv-external-bookings/contract";

export const client = createSolvClient({
  ...({ environment: "staging", clientId: "sample-client", accessToken: "sample-token" } as const),
  agent: new Agent({ keepAlive: true }),
});
export const findings = judge(operations.cancelExternalBooking, undefined, undefined);
export const check: (...options: Parameters<typeof checkContract>) => Promise<Report> =
  checkContract;
