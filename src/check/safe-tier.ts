/** The tier that cannot match a record: the control first, then everything that is compared to it. */
import { CannotRunError } from "./cannot-run.js";
import type { Exchange } from "./exchange.js";
import { actsUnasked, type Probe } from "./plan.js";
import type { Run } from "./run.js";
import { unreachable } from "./target.js";
import { gatherEvidence, judgeProbe } from "./verdict.js";

/** Sends an operation's safe probes, the control first. Returns the ids of those that were refused. */
export async function probeSafely(
  run: Run,
  probes: readonly Probe[],
  host: string,
): Promise<ReadonlySet<string>> {
  const sent: { probe: Probe; exchange: Exchange }[] = [];
  for (const probe of probes.filter(actsUnasked)) {
    run.skip(probe, "an operation whose path names what it acts on");
  }
  const [first, ...rest] = probes.filter((probe) => !actsUnasked(probe));
  const attempt = async (probe: Probe) => {
    const exchange = await run.send(probe);
    if (exchange) sent.push({ probe, exchange });
    else run.skip(probe);
  };
  if (!first) return new Set();
  await attempt(first);
  const control = sent[0]?.exchange;
  if (control?.failure?.phase === "connecting") throw unreachable(control.failure.message);
  const status = control?.response?.status;
  const usesToken =
    first.expectation.kind === "control" &&
    first.operation.security.flat().some(({ type }) => type === "http");
  const queue = [...rest];
  if (usesToken && status === 403) {
    // Some servers answer so for what does not exist. One that validates the body has let us in.
    const at = queue.findIndex(({ situation }) => situation.startsWith("body/missing/"));
    for (const probe of at === -1 ? [] : queue.splice(at, 1)) await attempt(probe);
  }
  const letIn = sent.some(({ exchange }) => exchange.response?.status !== status);
  if (usesToken && (status === 401 || (status === 403 && !letIn))) {
    throw new CannotRunError(
      `${host} refused the credentials (status ${status}). Check SOLV_CLIENT_ID and the token.`,
    );
  }
  await Promise.all(
    Array.from({ length: run.concurrency }, async () => {
      for (let probe = queue.shift(); probe; probe = queue.shift()) await attempt(probe);
    }),
  );
  const evidence = gatherEvidence(sent);
  const refused = new Set<string>();
  for (const { probe, exchange } of sent) {
    const verdict = judgeProbe(probe, exchange, evidence);
    run.record(probe, exchange, verdict);
    if (exchange.response?.status !== evidence.control) refused.add(probe.situation);
  }
  return refused;
}
