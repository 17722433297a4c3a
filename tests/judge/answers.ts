/** Answers from the description's examples, for the tests of the judge. */

import { examplesAt } from "../../src/description/document.js";
import { operations } from "../../src/description/operations.js";
import { judgeResponse } from "../../src/judge/judge.js";
import { documentLookup } from "../../src/judge/lookup.js";

export const cancel = operations.cancelExternalBooking;
const success = cancel.responses["200"];
export const JSON_TYPE = [["content-type", "application/json"]] as const;
export const bytes = (text: string) => new TextEncoder().encode(text);

export function firstExample(source: string): Record<string, unknown> {
  const [example] = examplesAt(`${source}/content/application~1json`).values();
  return structuredClone(example) as Record<string, unknown>;
}
export const booking = () => firstExample(success?.source ?? "");

/** What is found in an answer with this value as its body. */
export const answer = (value: unknown, status = 200) =>
  judgeResponse(
    cancel,
    { status, headers: JSON_TYPE, body: bytes(JSON.stringify(value)) },
    documentLookup,
  );
