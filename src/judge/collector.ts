/** Collects the findings about one message of one operation. */
import type { ValidationFault } from "../../generated/validators.js";
import type { Operation } from "../description/operations.js";
import { type CheckName, type Finding, finding, type Severity } from "./finding.js";
import type { DocumentLookup } from "./judged.js";

/** A place in the description. */
export interface Place {
  readonly source: string;
  readonly line: number;
}

/** What is wrong there. */
export interface Departure {
  readonly documented: string;
  readonly received: string;
  /** Where in the value; the whole of it by default. */
  readonly pointer?: string | undefined;
  /** Default `error`. */
  readonly severity?: Severity;
}

/** Findings, and what adds to them. */
export interface Collector {
  readonly findings: Finding[];
  /** What is known of the whole document. */
  readonly lookup: DocumentLookup | undefined;
  report(check: CheckName, place: Place, departure: Departure): void;
}

/** An empty collector. */
export function collector({ id: operationId }: Operation, lookup?: DocumentLookup): Collector {
  const findings: Finding[] = [];
  return {
    findings,
    lookup,
    report: (check, { source, line }, departure) => {
      const { documented, received, pointer = "", severity = "error" } = departure;
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
