/** Runs a check against a sandbox that has one fault, or one legal variant. */
import { checkContract } from "../../src/check/run.js";
import { startSandbox } from "../../src/sandbox/server.js";

/** The calls that the faults are about; a further operation is answered as any example is. */
export const CALLS = ["cancelExternalBooking", "createAccessToken"];
const ALL: readonly string[] = CALLS.map((call) => `${call}/*`);

/**
 * The report, and its errors alone, each with the probe that found it.
 *
 * @param only - the probes to send; where it is absent, all of the two calls that the faults are about
 * @param count - how many of the sandbox's bookings are given; all, where it is absent
 */
export async function checkWith(fault: string, only = ALL, count?: number) {
  const sandbox = await startSandbox({ faults: [fault], paceMs: 5 });
  try {
    const { baseUrl, credentials, bookings } = sandbox;
    const report = await checkContract({
      ...credentials,
      baseUrl,
      bookings: bookings.slice(0, count),
      allowCancel: true,
      concurrency: 8,
      idsDifferBeyondCaseAndForm: true,
      only,
    });
    const errors = report.results.flatMap(({ id, findings }) =>
      findings
        .filter(({ severity }) => severity === "error")
        .map(({ check }) => ({ check, probe: id })),
    );
    return { report, errors };
  } finally {
    await sandbox.close();
  }
}
