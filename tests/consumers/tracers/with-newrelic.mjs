/** Starts newrelic in its serverless mode: it writes to stdout what it would send, and connects to nothing. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
Object.assign(process.env, {
  NEW_RELIC_APP_NAME: "sample",
  NEW_RELIC_NO_CONFIG_FILE: "true",
  NEW_RELIC_SERVERLESS_MODE_ENABLED: "true",
  NEW_RELIC_LOG_ENABLED: "false",
  NEW_RELIC_DISTRIBUTED_TRACING_ENABLED: "true",
  NEW_RELIC_TRUSTED_ACCOUNT_KEY: "1",
  NEW_RELIC_ACCOUNT_ID: "1",
  NEW_RELIC_PRIMARY_APPLICATION_ID: "1",
});
const newrelic = require("newrelic");
require("node:http");
require("node:https");

export const inSpan = (work) => newrelic.startBackgroundTransaction("sample", work);
