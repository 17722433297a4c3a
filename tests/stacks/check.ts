/** Runs the whole check against a stack, with a token or a client secret, and gathers what came of it. */
import { checkContract } from "../../src/check/run.js";
import type { Report } from "../../src/report/report.js";
import {
  ACCESS,
  type Breaks,
  CREDENTIALS,
  createService,
  SECRET,
  type StartStack,
} from "./service.js";

export type Way = "token" | "secret";

/** Given ones with all that an id may hold, and others' that look like them. */
const GIVEN = ["aB12cD", "12", "3f2a-77", "ehr 5", "ehr.6", "süß", "b-1", "b-2", "b-3"];
const OTHERS = ["Ab12Cd", "ehr", "3f2a", "b", "6", "1", "solv-contract", "ehr%205", "AB12CD"];
const place = (id: string, index: number) => ({
  external_booking_id: id,
  external_location_id: `location-${index}`,
  service_id: `service-${index}`,
});
const ALL = [...GIVEN, ...OTHERS].map(place);

export interface CheckedStack {
  readonly report: Report;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Bookings that were cancelled though nobody gave them, or without permission. */
  readonly harmed: readonly string[];
  readonly cancelled: readonly string[];
}

export async function checkStack(
  start: StartStack,
  {
    way = "token",
    allowCancel = true,
    breaks = {},
  }: { way?: Way; allowCancel?: boolean; breaks?: Breaks } = {},
): Promise<CheckedStack> {
  const service = createService(ALL, breaks);
  const stack = await start(service);
  try {
    const bookings = ALL.slice(0, GIVEN.length);
    const secret = way === "token" ? { accessToken: ACCESS } : { clientSecret: SECRET };
    const report = await checkContract({
      ...CREDENTIALS,
      ...secret,
      baseUrl: stack.baseUrl,
      bookings,
      allowCancel,
    });
    const findings = report.results.flatMap(({ id, findings: all }) =>
      all.map(({ severity, check, received, cause = "" }) => ({
        severity,
        line: `${id}: ${check}, ${received} ${cause}`.trim(),
      })),
    );
    const lines = (severity: string) =>
      findings.filter((each) => each.severity === severity).map(({ line }) => line);
    const harmed = service.cancelled.filter((id) => !allowCancel || !GIVEN.includes(id));
    const { cancelled } = service;
    return { report, errors: lines("error"), warnings: lines("warning"), harmed, cancelled };
  } finally {
    stack.close();
  }
}
