/** The sentence with which a check refuses to run. */
import { CannotRunError } from "../../src/report/cannot-run.js";

/** Gives `undefined` when nothing was refused. */
export function refusal(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof CannotRunError) return error.message;
    throw error;
  }
  return undefined;
}
