/** Chooses the faults that a call meets: all of them, the first few times, or one by chance. */
import type { SandboxOptions } from "./api.js";
import type { Fault } from "./fault.js";

/** Whom a call is for: the two calls that the sandbox has a memory of, or any other operation. */
export type Addressee = "cancel" | "token" | "other";

/** The faults in force for the next call. */
export type Chooser = (addressee: Addressee) => readonly Fault[];

/** @throws Error when the rate is no probability, or a fault cannot be mixed. */
export function createChooser(
  faults: readonly Fault[],
  { faultRate, faultTimes, seed = 1 }: SandboxOptions,
): Chooser {
  const left = new Map(
    faults.map((fault) => [fault, faultTimes ?? fault.times ?? Number.POSITIVE_INFINITY]),
  );
  const applicable = (addressee: Addressee) =>
    faults.filter((fault) => isOn(fault, addressee) && (left.get(fault) ?? 0) > 0);
  const spend = (chosen: readonly Fault[]) => {
    for (const fault of chosen) left.set(fault, (left.get(fault) ?? 0) - 1);
    return chosen;
  };
  if (faultRate === undefined) return (addressee) => spend(applicable(addressee));
  if (!(faultRate >= 0 && faultRate <= 1)) {
    throw new Error("The fault rate has to be a number from 0 to 1.");
  }
  const whole = faults.find(({ connection }) => connection);
  if (whole)
    throw new Error(`The fault ${whole.name} is one of every connection: no rate applies.`);
  const random = createRandom(seed);
  return (addressee) => {
    const candidates = applicable(addressee);
    const hit = random() < faultRate;
    const fault = candidates[Math.floor(random() * candidates.length)];
    return hit && fault ? spend([fault]) : [];
  };
}

function isOn({ on, kind }: Fault, addressee: Addressee): boolean {
  if (on === "token" || addressee === "token") return on === addressee;
  return addressee === "cancel" || kind === "transport";
}

// A linear congruential generator (Numerical Recipes' constants): repeatable is all it has to be.
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
