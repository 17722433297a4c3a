/** What is changed together, and the tests that must notice it. */

interface Folder {
  readonly sources: readonly string[];
  /** Patterns below `tests/`. */
  readonly tests: readonly string[];
  /** Milliseconds that a test may take; 10 000 when absent. */
  readonly testTimeout?: number;
  /** Leaves out what is changed while a module loads, and counts for nothing; the result says so. */
  readonly ignoreStatic?: true;
}

/**
 * A fault file of the sandbox with its own tests. Seven in ten of its changes are made while it loads:
 * names, kinds and sentences, which `list.test.ts` and each file's first test compare, in all files
 * alike. To try each of those costs more than all the rest.
 */
const faults = (name: string, ...tests: readonly string[]): Folder => ({
  sources: [`src/sandbox/faults/${name}.ts`],
  tests: tests.map((test) => `sandbox/faults/${test}.test.ts`),
  ignoreStatic: true,
});

/**
 * Left out are tests that read the sources as text, run a foreign tool, or take minutes: the fault
 * matrix of the check, the search for secrets, 10 000 cancels, the schemas, the cross-check with
 * Redocly's `drift`, the heap after 10 000 calls.
 */
export const FOLDERS: Readonly<Record<string, Folder>> = {
  judge: { sources: ["src/judge/**/*.ts"], tests: ["judge/**/*.test.ts"] },
  transport: {
    sources: ["src/transport/**/*.ts"],
    tests: ["transport/**/*.test.ts", "client/fetch.test.ts"],
  },
  // In parts, each with the tests that are near it: what is made while a module loads costs a run of
  // all its tests. Left out are the large files, whose pieces are tried in small.
  "traffic/cutting": {
    sources: ["src/traffic/{har-entries,lines,splitter,format}.ts"],
    tests: ["traffic/splitters.test.ts"],
  },
  "traffic/reading": {
    sources: ["src/traffic/{exchange,har,ndjson}.ts"],
    tests: ["traffic/exchange.test.ts"],
  },
  "traffic/sources": {
    sources: ["src/verify/read/sources.ts"],
    tests: ["traffic/sources.test.ts"],
  },
  "traffic/base-url": {
    sources: ["src/verify/base-url.ts"],
    tests: ["traffic/base-url.test.ts"],
  },
  "traffic/judging": {
    sources: ["src/traffic/{judge-exchange,tally,verify}.ts"],
    tests: ["traffic/{verify,findings,causes,set-aside,results,base-url}.test.ts"],
  },
  "traffic/recording": {
    sources: ["src/traffic/{record-har,redaction}.ts"],
    tests: ["traffic/{record-har,redaction}.test.ts"],
  },
  check: { sources: ["src/check/**/*.ts"], tests: ["check/!(faults-*|canary).test.ts"] },
  report: { sources: ["src/report/**/*.ts"], tests: ["report/!(canary|schema).test.ts"] },
  cli: { sources: ["src/cli/**/*.ts"], tests: ["cli/**/*.test.ts"] },
  testing: { sources: ["src/testing/**/*.ts"], tests: ["testing/**/*.test.ts"] },
  // What all folders share: their own tests alone, since nearly every test runs through it.
  root: {
    sources: ["src/*.ts"],
    tests: [
      "description/!(facts).test.ts",
      "transport/@(waiting|wire).test.ts",
      "client/@(base-url|entries|limits|mistakes|runtimes).test.ts",
      "cli/process.test.ts",
      "sandbox/documented.test.ts",
    ],
  },
  "sandbox/server": {
    sources: ["src/sandbox/{authentication,reply,request,seed,server,stages,timers}.ts"],
    tests: [
      "sandbox/{authentication,reply,request,stages,timers}.test.ts",
      "sandbox/{server,lifecycle,refusals,replies,token,world}.test.ts",
      "sandbox/{added-operation,chooser,documented}.test.ts",
      "sandbox/faults/{status,identity}.test.ts",
    ],
  },
  "sandbox/problems": {
    sources: ["src/sandbox/validation.ts"],
    tests: ["sandbox/{problems,validation,server,refusals,added-operation,replies}.test.ts"],
  },
  "sandbox/choosing": {
    sources: ["src/sandbox/{chooser,faults}.ts"],
    tests: ["sandbox/{chooser,faults/list}.test.ts"],
  },
  "sandbox/listener": {
    sources: ["src/sandbox/listener.ts"],
    tests: ["sandbox/{listener,replies,lifecycle,tls}.test.ts"],
  },
  "sandbox/kit": faults("{kit,wire-kit}", "answer", "refusal", "refusal-bodies", "wire"),
  "sandbox/acceptance": faults("acceptance", "list", "acceptance"),
  "sandbox/rejection": faults("rejection", "list", "rejection"),
  "sandbox/answer": faults("answer", "list", "answer"),
  "sandbox/identity": faults("identity", "list", "identity"),
  "sandbox/legal": faults("legal", "list", "legal"),
  "sandbox/validation": faults("validation", "list", "refusal", "refusal-bodies"),
  "sandbox/authentication": faults("authentication", "list", "refusal", "refusal-bodies"),
  "sandbox/status": faults("status", "list", "status"),
  "sandbox/token": faults("token", "list", "token"),
  "sandbox/wire": {
    ...faults("{wire,framing}"),
    tests: ["sandbox/faults/wire.test.ts", "sandbox/tls.test.ts"],
  },
  client: {
    sources: ["src/client/**/*.ts"],
    tests: ["client/!(concurrency|portable|exit|memory).test.ts"],
  },
};
