/** One sandbox for all tests of a file, and the environment in which a check finds it. */
import { afterAll, beforeAll } from "@jest/globals";
import { type Sandbox, startSandbox } from "../../src/sandbox.js";

export let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

export const environment = () => ({
  SOLV_BASE_URL: sandbox.baseUrl,
  SOLV_CLIENT_ID: sandbox.credentials.clientId,
  SOLV_ACCESS_TOKEN: sandbox.credentials.accessToken,
});
