/** Collects the findings about one message of one operation. */
import type { Operation } from "../description/operations.js";
import { type CheckName, type Finding, finding, type Severity } from "./finding.js";

/** A place in the description. */
export interface Place {
  readonly source: string;
  readonly line: number;
}

export interface Collector {
  readonly findings: Finding[];
  note(
    check: CheckName,
    place: Place,
    documented: string,
    received: string,
    pointer?: string,
    severity?: Severity,
  ): void;
}

/** Starts without findings. */
export function collector({ id: operationId }: Operation): Collector {
  const findings: Finding[] = [];
  return {
    findings,
    note: (check, { source, line }, documented, received, pointer = "", severity = "error") => {
      const what = { severity, check, operationId, pointer, source, line, documented, received };
      findings.push(finding(what));
    },
  };
}
