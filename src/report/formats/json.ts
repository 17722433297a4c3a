/** The report as JSON, in the shape that `report.schema.json` documents. */
import type { Report } from "../report.js";

/** What JSON lets stand as it is, though a terminal or a CI log would act on it. */
const ACTIVE = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|##(?=\w*\[)/g;

/** Renders a report as indented JSON with a final line feed. */
export function renderJson(report: Report): string {
  const escaped = (text: string) =>
    [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
  return `${JSON.stringify(report, null, 2).replace(ACTIVE, escaped)}\n`;
}
