/** The report as JSON, in the shape that `report.schema.json` documents. */
import type { Report } from "../report.js";

/** Renders a report as indented JSON with a final line feed. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
