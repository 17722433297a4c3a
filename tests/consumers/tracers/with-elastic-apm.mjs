/** Starts elastic-apm-node without a server to send to. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const apm = require("elastic-apm-node").start({
  serviceName: "sample",
  disableSend: true,
  centralConfig: false,
  cloudProvider: "none",
  metricsInterval: "0s",
  logLevel: "off",
});
// It takes hold of a module when that is next required.
require("node:http");
require("node:https");

export const inSpan = async (work) => {
  const transaction = apm.startTransaction("sample", "custom");
  await work();
  transaction.end();
};
