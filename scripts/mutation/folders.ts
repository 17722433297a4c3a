/** What is changed together, and the tests that must notice it. */

interface Folder {
  readonly sources: readonly string[];
  /** Patterns below `tests/`. */
  readonly tests: readonly string[];
  /** Milliseconds that a test may take; 10 000 when absent. */
  readonly testTimeout?: number;
}

/**
 * Left out are tests that read the sources as text, run a foreign tool, or take minutes: the fault
 * matrix of the check, the search for secrets, 10 000 cancels, the schemas, the cross-check with Redocly's `drift`.
 */
export const FOLDERS: Readonly<Record<string, Folder>> = {
  judge: { sources: ["src/judge/**/*.ts"], tests: ["judge/**/*.test.ts"] },
  transport: {
    sources: ["src/transport/**/*.ts"],
    tests: ["transport/**/*.test.ts", "client/fetch.test.ts"],
  },
  traffic: {
    sources: ["src/traffic/**/*.ts"],
    tests: ["traffic/!(cross-check).test.ts"],
    // Stryker counts how often each piece is run, byte by byte in a large file.
    testTimeout: 120_000,
  },
  check: { sources: ["src/check/**/*.ts"], tests: ["check/!(faults|canary).test.ts"] },
  report: { sources: ["src/report/**/*.ts"], tests: ["report/!(canary|schema).test.ts"] },
  cli: {
    sources: ["src/cli/**/*.ts"],
    tests: ["cli/**/*.test.ts", "traffic/command.test.ts"],
  },
  testing: { sources: ["src/testing/**/*.ts"], tests: ["testing/**/*.test.ts"] },
  sandbox: { sources: ["src/sandbox/**/*.ts"], tests: ["sandbox/**/*.test.ts"] },
  client: {
    sources: ["src/client/**/*.ts"],
    tests: ["client/!(concurrency|portable|exit).test.ts"],
  },
};
