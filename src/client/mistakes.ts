/** Words mistakes in options, such as a name that only JavaScript lets pass. */
import { unknownName } from "../description/unknown-name.js";
import { SolvConfigurationError } from "./errors.js";

/** @internal */
export function misconfigured(text: string): SolvConfigurationError {
  return new SolvConfigurationError({ text, outcome: "not_applied" });
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
