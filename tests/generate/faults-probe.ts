/** Run in a copy of the project whose description has more features: prints the errors that a check finds with each fault. */
import { checkContract } from "../src/contract.js";
import { faults, startSandbox } from "../src/sandbox.js";

/** The operations at which something was found. */
async function erring(fault: string): Promise<string[]> {
  const sandbox = await startSandbox({ faults: [fault], paceMs: 5 });
  const { baseUrl, credentials, bookings } = sandbox;
  const ids = { idsDifferBeyondCaseAndForm: true };
  const report = await checkContract({
    ...credentials,
    ...ids,
    baseUrl,
    bookings,
    allowCancel: true,
  });
  await sandbox.close();
  const found = report.results.filter(({ findings }) =>
    findings.some(({ severity }) => severity === "error"),
  );
  return [...new Set(found.map(({ operationId }) => operationId))];
}

const table: Record<string, unknown> = {};
const queue = faults.filter(({ kind }) => kind !== "transport");
const lane = async () => {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { name, kind } = next;
    table[name] = { kind, at: await erring(name).catch((error: Error) => [error.message]) };
  }
};
await Promise.all([lane(), lane(), lane()]);
console.log(JSON.stringify(table));
