/** Starts the X-Ray SDK; what it sends are datagrams, and they go to loopback. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const xray = require("aws-xray-sdk-core");
xray.setDaemonAddress("127.0.0.1:9");
xray.setLogger({ debug() {}, info() {}, warn() {}, error() {} });
xray.captureHTTPsGlobal(require("node:http"));
xray.captureHTTPsGlobal(require("node:https"));

export const inSpan = (work) => {
  const segment = new xray.Segment("sample");
  const namespace = xray.getNamespace();
  return namespace.runPromise(async () => {
    xray.setSegment(segment);
    await work();
    segment.close();
  });
};
