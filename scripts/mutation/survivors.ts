/** Why a change that no test notices is none that a test could or should notice. */
import { readFileSync } from "node:fs";
import { check } from "./survivors/check.js";
import { cli } from "./survivors/cli.js";
import { client } from "./survivors/client.js";
import { judge } from "./survivors/judge.js";
import type { Survivors } from "./survivors/reasons.js";
import { report } from "./survivors/report.js";
import { root } from "./survivors/root.js";
import { sandbox } from "./survivors/sandbox.js";
import { testing } from "./survivors/testing.js";
import { traffic } from "./survivors/traffic.js";
import { transport } from "./survivors/transport.js";

const SURVIVORS: Readonly<Record<string, Survivors>> = {
  check,
  cli,
  client,
  judge,
  report,
  root,
  sandbox,
  testing,
  traffic,
  transport,
};

/** The reason for a survivor, or `undefined`. */
export function reasonFor(mutant: {
  readonly fileName: string;
  readonly mutatorName: string;
  readonly location: { readonly start: { readonly line: number } };
}): string | undefined {
  const line = readFileSync(mutant.fileName, "utf8").split("\n")[mutant.location.start.line - 1];
  const [, folder = "", file = ""] = /\/src\/(?:(\w+)\/)?(.+)$/.exec(mutant.fileName) ?? [];
  for (const [text, reason] of Object.entries(SURVIVORS[folder || "root"]?.[file] ?? {})) {
    if (!line?.includes(text)) continue;
    if (typeof reason === "string") return reason;
    if (reason.mutators.includes(mutant.mutatorName)) return reason.reason;
  }
  return undefined;
}
