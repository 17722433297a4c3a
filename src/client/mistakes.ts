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
      const names = Object.keys(known).join(", ");
      throw misconfigured(`There is an option that is not known. Known are ${names}.`);
    }
    if (type !== "" && typeof value !== type) throw misconfigured(`${name} must be a ${type}.`);
  }
}
