/** Lists the consumers that observe or delay what the client writes, each a script run by Node 24. */

/** Tracers, and a mock that stands in the same place; each is started by a module of its own. */
const TRACERS = "opentelemetry dd-trace elastic-apm newrelic sentry x-ray nock-13".split(" ");

/** Name → script below `tests/consumers`, and its arguments. Node 20 knows no proxy of the environment. */
export const OBSERVED: readonly (readonly [name: string, script: string, ...args: string[]])[] = [
  ...TRACERS.map((name) => [`tracer ${name}, same bytes`, "tracers/bytes.mjs", name] as const),
  ["nock 13", "tracers/nock-13.mjs"],
  ["a frozen process", "runtime/frozen.mjs"],
  ["http-proxy-agent", "runtime/proxies.mjs"],
  ["a proxy by NODE_USE_ENV_PROXY", "runtime/proxies.mjs", "environment"],
];
