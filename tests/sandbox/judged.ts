/** What the judge of the description finds wrong in an answer of the sandbox. */
import { operations } from "../../src/description/operations.js";
import type { WireResponse } from "../../src/http/wire.js";
import { judgeResponse } from "../../src/judge/judge.js";
import { documentLookup } from "../../src/judge/lookup.js";

/** Everything that is found, warnings too. */
export const findingsIn = (answer: WireResponse, operation = operations.cancelExternalBooking) =>
  judgeResponse(operation, answer, documentLookup);

export const errorsIn = (answer: WireResponse, operation = operations.cancelExternalBooking) =>
  findingsIn(answer, operation).filter(({ severity }) => severity === "error");
