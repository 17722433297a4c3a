/** Lists what the client is used with: test runners, implementations of `fetch`, and what observes or delays its writing. */
import { bin, type Consumers, node } from "./run.js";

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
const node24 = (script: string, ...args: readonly string[]) =>
  node(script, args, bin("node24/bin/node"));

/** A consumer for each of these words. */
export const each = (
  words: readonly string[],
  name: (word: string) => string,
  consume: (word: string) => Promise<unknown>,
): Consumers => Object.fromEntries(words.map((word) => [name(word), () => consume(word)]));

/** Tracers, and a mock that stands in the same place; each is started by a module of its own. */
const TRACERS = "opentelemetry dd-trace elastic-apm newrelic sentry x-ray nock-13".split(" ");
const FETCHES = ["node-fetch-2", "node-fetch", "cross-fetch", "undici", "ky"];

export const ENVIRONMENTS: Consumers = {
  ...each(
    TRACERS,
    (name) => `tracer ${name}, same bytes`,
    (name) => node24("tracers/bytes.mjs", name),
  ),
  "nock 13": () => node24("tracers/nock-13.mjs"),
  "a frozen process": () => node24("runtime/frozen.mjs"),
  // Node 20 knows no proxy of the environment.
  "http-proxy-agent": () => node24("runtime/proxies.mjs"),
  "a proxy by NODE_USE_ENV_PROXY": () => node24("runtime/proxies.mjs", "environment"),
  "the matcher on answers of HTTP libraries": () => node24("runtime/matcher.mjs"),
  ...each(
    FETCHES,
    (name) => `fetch of ${name}`,
    (name) => node("runtime/fetches.mjs", [name]),
  ),
  "jest 29, CommonJS": () =>
    node(bin("jest-29/bin/jest.js"), ["--rootDir", "runners", "--testMatch", "**/*.test.cjs"]),
  "jest, CommonJS": () => jest([], "**/*.test.cjs"),
  "jest, ES modules": () => jest(ES_MODULES, "**/*.test.mjs"),
  "jest with jsdom, CommonJS": () => jest([], "**/environment.test.cjs", ...jsdom),
  "jest with jsdom, ES modules": () =>
    jest(ES_MODULES, "**/environment.test.mjs", ...jsdom, ...conditions),
  vitest: () => vitest("cancel.test.mjs", "fake-timers", "environment"),
  ...each(
    ["jsdom", "happy-dom"],
    (name) => `vitest with ${name}`,
    (name) => vitest("--environment", name, "environment.test.mjs"),
  ),
  "recipes, jest's globals": () =>
    node(JEST, ["--rootDir", "recipes", "--testMatch", "**/jest.test.js"]),
  "recipes, vitest and msw": () => vitest("recipes/vitest", "recipes/msw"),
  "eslint-plugin-import": () =>
    node(bin("eslint/bin/eslint.js"), ["--max-warnings", "0", "linted"]),
};
