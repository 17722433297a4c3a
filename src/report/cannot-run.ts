/** Why a check could not be run at all: told apart from what a check finds. */
import { knowCopies } from "../solv/copies.js";

/** Usage, credentials or reachability; one sentence for the person at the terminal. Exit code 2. */
export class CannotRunError extends Error {
  override readonly name = "CannotRunError";
}

knowCopies(CannotRunError, "CannotRunError");
