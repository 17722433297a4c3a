/** Words the mistakes of callers, such as an option's name that only JavaScript lets pass. */
import type { Operation } from "../description/operations.js";
import { unknownName } from "../description/unknown-name.js";
import type { Finding } from "../judge/finding.js";
import { SolvConfigurationError, SolvInputError } from "./errors.js";

/** @internal */
export function misconfigured(text: string): SolvConfigurationError {
  return new SolvConfigurationError({ text, outcome: "not_applied" });
}

/** @internal A call that was not made, because of what it was given. */
export function refused(
  operation: Operation | undefined,
  text: string,
  findings?: readonly Finding[],
): SolvInputError {
  return new SolvInputError({ operation, text, findings, outcome: "not_applied" });
}

/**
 * A time limit under a wrong name would not hold, and a `fetch` or an agent that is none would look
 * like a failure of the network.
 *
 * @internal
 * @param known every option, and what `typeof` says of it where the check of its value does not say more
 * @throws SolvConfigurationError
 */
export function refuseMistakes(options: object, known: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null) continue;
    const type = Object.hasOwn(known, name) ? known[name] : undefined;
    if (type === undefined) {
      throw misconfigured(unknownName("option", name, Object.keys(known)));
    }
    if (type !== "" && typeof value !== type) throw misconfigured(`${name} must be a ${type}.`);
  }
}
