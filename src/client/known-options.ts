/** Lists the options of a client, for the entries that refuse what is not among them. */
import { refuseMistakes } from "./mistakes.js";
import type { BaseClientOptions } from "./options.js";

type Name<Options> = Options extends unknown ? keyof Options : never;

const OPTIONS: Readonly<Record<Name<BaseClientOptions>, string>> = {
  environment: "",
  baseUrl: "",
  allowHttp: "",
  clientId: "",
  accessToken: "",
  clientSecret: "",
  grantType: "",
  scope: "",
  timeoutMs: "",
  maxRetries: "",
  maxBodyBytes: "",
  onContractViolation: "",
  headers: "",
  retryUnknownOutcome: "boolean",
  fetch: "function",
  onRequest: "function",
  onResponse: "function",
  onFinding: "function",
};

/**
 * Checked where the client need not be downloaded first.
 *
 * @internal
 * @throws SolvConfigurationError
 */
export function refuseUnknownOptions(options: object): void {
  refuseMistakes(options, { ...OPTIONS, agent: "object" });
}
