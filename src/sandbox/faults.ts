/** Every fault of the sandbox, by name. */
import type { Fault, FaultKind } from "./fault.js";
import { acceptanceFaults } from "./faults/acceptance.js";
import { answerFaults } from "./faults/answer.js";
import { authenticationFaults } from "./faults/authentication.js";
import { framingFaults } from "./faults/framing.js";
import { identityFaults } from "./faults/identity.js";
import { legalFaults } from "./faults/legal.js";
import { readingFaults } from "./faults/readings.js";
import { rejectionFaults } from "./faults/rejection.js";
import { statusFaults } from "./faults/status.js";
import { tokenFaults } from "./faults/token.js";
import { validationFaults } from "./faults/validation.js";
import { wireFaults } from "./faults/wire.js";

const ALL: readonly Fault[] = [
  ...answerFaults,
  ...validationFaults,
  ...authenticationFaults,
  ...acceptanceFaults,
  ...rejectionFaults,
  ...readingFaults,
  ...identityFaults,
  ...legalFaults,
  ...statusFaults,
  ...wireFaults,
  ...framingFaults,
  ...tokenFaults,
];

/** A fault as a list of faults shows it. */
export interface FaultSummary {
  /** What `--fault` and the option `faults` take. */
  readonly name: string;
  readonly kind: FaultKind;
  /** What it does, in one sentence. */
  readonly sentence: string;
}

/** Every fault that a sandbox can be started with. */
export const faults: readonly FaultSummary[] = ALL.map(({ name, kind, sentence }) => ({
  name,
  kind,
  sentence,
}));

/**
 * The faults of these names.
 *
 * @throws Error when a name is not known.
 * @internal
 */
export function faultsNamed(names: readonly string[]): readonly Fault[] {
  return names.map((name) => {
    const fault = ALL.find((known) => known.name === name);
    // The name is not repeated: whatever stands in its place may not be one.
    if (!fault)
      throw new Error("There is no such fault; `solv-contract sandbox --faults` lists them.");
    return fault;
  });
}
