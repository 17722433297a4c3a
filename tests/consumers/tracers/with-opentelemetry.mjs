/** Starts OpenTelemetry with its instrumentation of `node:http`, without an exporter. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { trace } = require("@opentelemetry/api");
const { registerInstrumentations } = require("@opentelemetry/instrumentation");
const { HttpInstrumentation } = require("@opentelemetry/instrumentation-http");
const { NodeTracerProvider } = require("@opentelemetry/sdk-trace-node");

new NodeTracerProvider().register();
registerInstrumentations({ instrumentations: [new HttpInstrumentation()] });
// The instrumentation takes hold of a module when it is next required.
require("node:http");
require("node:https");

export const inSpan = (work) =>
  trace.getTracer("sample").startActiveSpan("sample", async (span) => {
    await work();
    span.end();
  });
