/** The command as a process has it: its arguments, its streams and its exit code. */
import { afterEach, expect, jest, test } from "@jest/globals";
import { VERSION } from "../../src/solv/package.js";

const { argv, exitCode } = process;
const listeners = process.stdout.listeners("error");
afterEach(() => {
  for (const listener of process.stdout.listeners("error")) {
    if (!listeners.includes(listener)) process.stdout.off("error", listener as () => void);
  }
  process.argv = argv;
  process.exitCode = exitCode;
  jest.restoreAllMocks();
});

test.each([
  ["--version", 0, `${VERSION}\n`],
  ["no-such-command", 2, ""],
])("solv-contract %s ends with %s", async (word, code, output) => {
  let written = "";
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    written += text;
    return true;
  });
  process.argv = ["node", "solv-contract", word];
  process.exitCode = undefined;
  await jest.isolateModulesAsync(async () => void (await import("../../src/cli.js")));
  // What is written is no sign of the end: anything in this process may write.
  while (process.exitCode === undefined) await new Promise((resolve) => setImmediate(resolve));
  expect(process.exitCode).toBe(code);
  expect(written).toBe(output);
});
