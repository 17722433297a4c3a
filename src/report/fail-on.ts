/** Validates the severity that fails a run. */
import { CannotRunError } from "./cannot-run.js";

/** @throws CannotRunError for anything else than a severity, or nothing */
export function checkFailOn(failOn: unknown): void {
  if (failOn !== undefined && failOn !== "error" && failOn !== "warning") {
    throw new CannotRunError("failOn must be error or warning.");
  }
}
