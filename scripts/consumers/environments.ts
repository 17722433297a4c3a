/** Lists the test runners and their environments, and the implementations of `fetch`, that the client is used with. */
import { bin, type Consumer, node } from "../package/consumers.js";

const DOCUMENTS = ["jsdom", "happy-dom"];
const FETCHES = ["node-fetch-2", "node-fetch", "cross-fetch", "undici", "ky"];

const JEST = bin("jest/bin/jest.js");
const jest = (flags: readonly string[], match: string, ...more: readonly string[]) => {
  const [program = JEST, ...rest] = [...flags, JEST];
  return node(program, [...rest, "--rootDir", "runners", "--testMatch", match, ...more]);
};
const ES_MODULES = ["--experimental-vm-modules"];
const jsdom = ["--testEnvironment", "jsdom"];
/** Without it, jest's jsdom takes the client for browsers for ES modules, and has no `fetch` for it. */
const conditions = [
  "--testEnvironmentOptions",
  JSON.stringify({ customExportConditions: ["node"] }),
];

const vitest = (...args: readonly string[]) =>
  node(bin("vitest/vitest.mjs"), ["run", "--globals", ...args]);

export const ENVIRONMENTS: readonly Consumer[] = [
  ...FETCHES.map((name) => ({
    name: `fetch of ${name}`,
    run: () => node("runtime/fetches.mjs", [name]),
  })),
  { name: "jest, CommonJS", run: () => jest([], "**/*.test.cjs") },
  { name: "jest, ES modules", run: () => jest(ES_MODULES, "**/*.test.mjs") },
  {
    name: "jest with jsdom, CommonJS",
    run: () => jest([], "**/environment.test.cjs", ...jsdom),
  },
  {
    name: "jest with jsdom, ES modules",
    run: () => jest(ES_MODULES, "**/environment.test.mjs", ...jsdom, ...conditions),
  },
  { name: "vitest", run: () => vitest("cancel.test.mjs", "fake-timers", "environment") },
  ...DOCUMENTS.map((environment) => ({
    name: `vitest with ${environment}`,
    run: () => vitest("--environment", environment, "environment.test.mjs"),
  })),
  {
    name: "recipes, jest's globals",
    run: () => node(JEST, ["--rootDir", "recipes", "--testMatch", "**/jest.test.js"]),
  },
  { name: "recipes, vitest and msw", run: () => vitest("recipes/vitest", "recipes/msw") },
];
