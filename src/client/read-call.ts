/** Reads the arguments of a call, as they come from JavaScript. */
import { type Operation, type OperationId, operations } from "../description/operations.js";
import { unknownName } from "../description/unknown-name.js";
import type { CallOptions } from "./call-types.js";
import { misconfigured, refused, refuseMistakes } from "./mistakes.js";
import type { CallParts } from "./prepare.js";
import { readOptions } from "./settings.js";

/**
 * @param more options that this call knows besides
 * @throws SolvConfigurationError
 */
export function readCallOptions(
  given: CallOptions | null | undefined,
  more: Readonly<Record<string, string>> = {},
): CallOptions {
  // Also null, from JavaScript.
  const options = readOptions(given ?? {});
  refuseMistakes(options, { signal: "", timeoutMs: "", headers: "", ...more });
  return options;
}

/** @throws SolvConfigurationError for an operationId that the description does not have */
export function operationBy(id: OperationId): Operation {
  if (Object.hasOwn(operations, id)) return operations[id];
  throw misconfigured(unknownName("operationId", String(id), Object.keys(operations)));
}

const PARTS = ["path", "query", "headers", "body"];

/** @throws SolvInputError */
export function readInput(operation: Operation, given: object | undefined): CallParts {
  const input = readOptions(given ?? {});
  const other = Object.keys(input).find((name) => !PARTS.includes(name));
  if (other === undefined) return input;
  throw refused(operation, unknownName("part of a call", other, PARTS));
}
