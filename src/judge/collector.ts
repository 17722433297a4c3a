/** Collects the findings about one message of one operation. */
import type { ValidationFault } from "../../generated/validators.js";
import type { Operation } from "../description/operations.js";
import { type CheckName, type Finding, finding, type Severity } from "./finding.js";

/** A place in the description. */
export interface Place {
  readonly source: string;
  readonly line: number;
}

/** Findings, and what adds to them. */
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

/** An empty collector. */
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

/** What the description has in the place of a fault: a kind, or a keyword. */
export function documentedBy({ keyword, params: { type, format } }: ValidationFault): string {
  if (keyword === "required") return "a required property";
  if (keyword === "format") return `a text in the format ${format}`;
  if (type === undefined) return `a value that meets \`${keyword}\``;
  return Array.isArray(type) ? type.join(" or ") : String(type);
}
