/** Why a change that no test notices is none that a test could or should notice. */
import { readFileSync } from "node:fs";

interface Survivor {
  /** The file below `src/`. */
  readonly file: string;
  /** What the changed line contains. */
  readonly line: string;
  /** Which changes of that line are meant; all when absent. */
  readonly mutators?: readonly string[];
  readonly reason: string;
}

const TYPE_ONLY = "Only the type allows for it: there always is a value.";

const SURVIVORS: readonly Survivor[] = [
  { file: "judge/judge.ts", line: "validate.errors?.slice", reason: TYPE_ONLY },
  {
    ...{ file: "judge/judge.ts", line: 'split(";")[0]?.trim', mutators: ["OptionalChaining"] },
    reason: TYPE_ONLY,
  },
  {
    ...{ file: "judge/knowledge.ts", line: "if (!known)" },
    reason: "Without it the same set is made again each time.",
  },
  {
    ...{ file: "transport/content-coding.ts", line: "if (!decoder)" },
    reason: "To call no decoder fails below, with the same kind.",
  },
  {
    ...{ file: "transport/keep-alive.ts", line: 'exec(header ?? "")' },
    reason: "What else stands there holds no time either.",
  },
  { file: "transport/keep-alive.ts", line: "sockets ?? []", reason: TYPE_ONLY },
  {
    ...{ file: "transport/node-transport.ts", line: "kept?.agent", mutators: ["OptionalChaining"] },
    reason: "Without an agent of the caller's there always is one that keeps.",
  },
  {
    ...{ file: "transport/node-transport.ts", line: "outgoing?.destroy()" },
    reason: "What is thrown once the promise is settled is lost.",
  },
  {
    ...{ file: "transport/node-transport.ts", line: "? https : http).request(" },
    reason:
      "With agent and protocol given, both modules do the same; an interceptor tells them apart.",
  },
  {
    ...{ file: "transport/node-transport.ts", line: "hostname.replace(" },
    reason: "A URL's host has brackets at its ends only.",
  },
  {
    ...{ file: "transport/node-transport.ts", line: "{ once: true }" },
    reason: "The listener is taken off in any case.",
  },
  {
    ...{ file: "transport/node-transport.ts", line: 'if (phase === "connecting") phase' },
    reason: "A connection is made once, before all else.",
  },
  {
    ...{ file: "transport/node-transport.ts", line: "!socket.getCipher()" },
    reason: "A connection is handed over while TCP is under way, and that is asked first.",
  },
  {
    ...{ file: "transport/node-transport.ts", line: 'kindOf({ code = "" }' },
    reason: "It is no known code either.",
  },
  { file: "transport/node-transport.ts", line: 'raw[i] ?? ""', reason: TYPE_ONLY },
  { file: "transport/fetch-transport.ts", line: "reader?.cancel()", reason: TYPE_ONLY },
  {
    ...{ file: "transport/fetch-transport.ts", line: "return only && more.length === 0" },
    reason: "It spares a copy, no more.",
  },
  {
    ...{ file: "transport/fetch-transport.ts", line: 'String(code ?? "")' },
    reason: "It is no known code either.",
  },
  { file: "testing/matcher.ts", line: "errors = []", reason: TYPE_ONLY },
  { file: "testing/matcher.ts", line: "operation?.id", reason: TYPE_ONLY },
  {
    ...{ file: "testing/mock.ts", line: '"content-type": MEDIA_TYPE }' },
    reason: "nock says so itself of a body that is an object.",
  },
  { file: "testing/mock.ts", line: '[before = "", after = ""]', reason: TYPE_ONLY },
  { file: "testing/mock.ts", line: 'split("?")[0] ?? ""', reason: TYPE_ONLY },
  {
    ...{ file: "testing/mock.ts", line: "after" },
    reason: "Nothing stands behind the id in the path that is described.",
  },
  { file: "testing/mock.ts", line: "} catch {", reason: "Nothing is returned either way." },
  { file: "testing/mock.ts", line: 'keys().next().value ?? ""', reason: TYPE_ONLY },
  {
    ...{ file: "testing/mock.ts", line: 'replaceAll("~1"' },
    reason: "No property that is described has such a name.",
  },
  { file: "cli/main.ts", line: 'message ?? ""', reason: TYPE_ONLY },
  {
    ...{ file: "cli/main.ts", line: "exec(message)" },
    reason: "No command has a flag of one letter.",
  },
  { file: "cli/reports.ts", line: '?? "pretty"', reason: TYPE_ONLY },
  {
    ...{ file: "cli/reports.ts", line: "mode === undefined" },
    reason: "Node takes a mode that is undefined as none.",
  },
  {
    ...{ file: "cli/sandbox-command.ts", line: "error.message :" },
    reason: "Nothing but errors is thrown.",
  },
  {
    ...{ file: "cli/sandbox-command.ts", line: "const quoted" },
    reason: "Nothing that the sandbox invents holds a quotation mark.",
  },
  {
    file: "cli/check-command.ts",
    line: "=== undefined ?",
    reason: "Absent and undefined are one.",
  },
  {
    file: "cli/check-command.ts",
    line: "Object.entries(optional)",
    reason: "Absent and undefined are one.",
  },
  {
    file: "cli/sandbox-command.ts",
    line: "Object.entries(options)",
    reason: "Absent and undefined are one.",
  },
  {
    file: "cli/verify-command.ts",
    line: "=== undefined ?",
    reason: "Absent and undefined are one.",
  },
];

/** The reason for a survivor, or `undefined`. */
export function reasonFor(mutant: {
  readonly fileName: string;
  readonly mutatorName: string;
  readonly location: { readonly start: { readonly line: number } };
}): string | undefined {
  const line = readFileSync(mutant.fileName, "utf8").split("\n")[mutant.location.start.line - 1];
  return SURVIVORS.find(
    (known) =>
      mutant.fileName.endsWith(`src/${known.file}`) &&
      line?.includes(known.line) &&
      (known.mutators?.includes(mutant.mutatorName) ?? true),
  )?.reason;
}
