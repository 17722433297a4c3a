/** Starts dd-trace, with an agent on a port of loopback that nobody listens on. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
Object.assign(process.env, {
  DD_INSTRUMENTATION_TELEMETRY_ENABLED: "false",
  DD_REMOTE_CONFIGURATION_ENABLED: "false",
  DD_TRACE_STARTUP_LOGS: "false",
  DD_CRASHTRACKING_ENABLED: "false",
});
const tracer = require("dd-trace").init({ url: "http://127.0.0.1:9", runtimeMetrics: false });
// It takes hold of a module when that is next required.
require("node:http");
require("node:https");

export const inSpan = (work) => tracer.trace("sample", work);
