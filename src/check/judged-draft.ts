/** Judges a request by the description before it is sent: an invented value may be none that is allowed. */
import type { Operation } from "../description/operations.js";
import { judgeContent } from "../judge/judge.js";
import { type RequestDraft, requestBodyOf, toWire } from "./request.js";
import { keepsFormats } from "./schema-values.js";

/** What the judge finds in a request's parameters and body. */
export function judgeDraft(operation: Operation, draft: RequestDraft) {
  const { headers, body } = toWire(draft, "", "");
  const { path, query } = draft;
  return judgeContent(operation, { path, query: query.slice(1), headers, ...(body && { body }) });
}

/** Whether the description allows a request: its parameters, its body, and the formats of its texts. */
export function isDescribed(operation: Operation, draft: RequestDraft): boolean {
  if (judgeDraft(operation, draft).findings.length > 0) return false;
  const described = requestBodyOf(operation);
  return typeof draft.body !== "object" || !described || keepsFormats(described.schema, draft.body);
}
