/** Many cancels through one client, 64 at a time, a share of them failing somehow. */
import { expect } from "@jest/globals";
import { createSolvClient, SolvError } from "../../src/index.node.js";
import { startSandbox } from "../../src/sandbox.js";

const IN_FLIGHT = 64;

// Those that end quickly; what only a time limit ends has its place in the fault matrix.
const FAULTS = [
  "status-500",
  "html-502",
  "status-503",
  "status-404",
  "status-409",
  "rate-limited-once",
  "rate-limited-zero",
  "redirect-303",
  "redirect-307",
  "captive-portal",
  "reset-before-headers",
  "reset-in-body",
  "closed-in-headers",
  "truncated-chunked",
  "length-long",
  "malformed-chunk",
  "bad-gzip",
  "empty-200",
  "null-email",
  "without-id",
  "connection-close",
  "chunked",
  "gzip-answer",
  "continue-first",
  "idle-close",
];

/** Makes so many calls, and fails where one of them ends in something else than what the sandbox did. */
export async function accountForCancels(cancels: number): Promise<void> {
  const sandbox = await startSandbox({ bookings: cancels, faults: FAULTS, faultRate: 0.05 });
  const { clientId, clientSecret } = sandbox.credentials;
  const client = createSolvClient({ baseUrl: sandbox.baseUrl, clientId, clientSecret });
  const endings: (SolvError | "cancelled")[] = [];
  let next = 0;
  const work = async () => {
    for (let at = next++; at < cancels; at = next++) {
      const booking = sandbox.bookings[at];
      if (!booking) return;
      const { external_booking_id, expect: expected, ...place } = booking;
      const ending = await client.cancelExternalBooking(external_booking_id, place).then(
        (answer) => (answer.id === expected.id ? "cancelled" : undefined),
        (error: unknown) => (error instanceof SolvError ? error : undefined),
      );
      if (!ending) throw new Error("A call ended in another's answer, or in a stranger's error.");
      endings[at] = ending;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  client.close();
  const state = sandbox.state();
  const tokenCalls = sandbox.requests.filter(({ method }) => method === "POST").length;
  await sandbox.close();

  expect(endings).toHaveLength(cancels);
  const lies = endings.filter((ending, at) => {
    const { cancelled = -1 } = state[at] ?? {};
    if (ending === "cancelled") return cancelled !== 1;
    if (ending.outcome === "applied") return cancelled !== 1;
    if (ending.outcome === "not_applied") return cancelled !== 0;
    return cancelled > 1;
  });
  expect(lies).toEqual([]);
  const count = (outcome: string) =>
    endings.filter((ending) => ending !== "cancelled" && ending.outcome === outcome).length;
  // Each way of ending has been met, so that none of the above was true of nothing.
  expect(count("applied")).toBeGreaterThan(0);
  expect(count("not_applied")).toBeGreaterThan(0);
  expect(count("unknown")).toBeGreaterThan(0);
  expect(tokenCalls).toBe(1);
}
