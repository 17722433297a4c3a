/** Mistakes in options that only JavaScript lets pass; checked where the client need not be downloaded first. */
import { type BaseClientOptions, misconfigured } from "./options.js";

type Name<Options> = Options extends unknown ? keyof Options : never;

/** Every option, and what `typeof` says of it where the check of its value does not say more. */
const OPTIONS: Readonly<Record<Name<BaseClientOptions>, string>> = {
  environment: "",
  baseUrl: "",
  clientId: "",
  accessToken: "",
  clientSecret: "",
  grantType: "",
  timeoutMs: "",
  maxRetries: "",
  maxBodyBytes: "",
  onContractViolation: "",
  retryUnknownOutcome: "boolean",
  fetch: "function",
  onRequest: "function",
  onResponse: "function",
  onFinding: "function",
};

/**
 * A time limit under a wrong name would not hold, and a `fetch` or an agent that is none would look
 * like a failure of the network.
 *
 * @internal
 * @throws SolvConfigurationError
 */
export function refuseMistakes(options: object): void {
  const known: Readonly<Record<string, string>> = { ...OPTIONS, agent: "object" };
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null) continue;
    const type = Object.hasOwn(known, name) ? known[name] : undefined;
    if (type === undefined) {
      const names = Object.keys(known);
      const shown = /^[A-Za-z]\w{0,30}$/.test(name) ? `\`${name}\`` : "One of the options";
      const nearest = nearestOf(name, names);
      const advice = nearest ? `The nearest is \`${nearest}\`.` : `Known are ${names.join(", ")}.`;
      throw misconfigured(`${shown} is not a known option. ${advice}`);
    }
    if (type !== "" && typeof value !== type) throw misconfigured(`${name} must be a ${type}.`);
  }
}

/** The known name that begins alike, or is at most a third of its letters away. */
function nearestOf(name: string, known: readonly string[]): string | undefined {
  const given = name.slice(0, 31).toLowerCase();
  const rated = known.map((each) => {
    const other = each.toLowerCase();
    const alike = given.length >= 4 && (other.includes(given) || given.includes(other));
    return { each, far: alike ? 0 : distance(given, other) / other.length };
  });
  const [first] = rated.sort((a, b) => a.far - b.far);
  return first && first.far <= 1 / 3 ? first.each : undefined;
}

/** Letters to add, drop or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const letter of a) {
    const next = [(row[0] ?? 0) + 1];
    for (const [at, other] of [...b].entries()) {
      const replaced = (row[at] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
