/** What the two entries send with: a given fetch, the global one, kept connections, or an agent. */
import http from "node:http";
import https from "node:https";
import { afterEach, expect, jest, test } from "@jest/globals";
import { HttpsProxyAgent } from "https-proxy-agent";
import { createSolvClient as createPortable } from "../../src/index.js";
import { createSolvClient, SolvConfigurationError } from "../../src/index.node.js";
import { booking, bookingId, closeAll, minimalBody, startClient } from "./support.js";

afterEach(async () => {
  jest.restoreAllMocks();
  await closeAll();
});

const options = { baseUrl: "https://partner-api.example", clientId: "c", accessToken: "t" };
const answering = () =>
  jest.fn<typeof globalThis.fetch>(async () =>
    Response.json(booking, { headers: { "content-type": "application/json" } }),
  );

test.each([
  ["portable", createPortable],
  ["Node", createSolvClient],
])("a given fetch is used by the %s entry, and no other", async (_, create) => {
  const [given, other] = [answering(), answering()];
  jest.spyOn(globalThis, "fetch").mockImplementation(other);
  const client = create({ ...options, fetch: given });
  expect(await client.cancelExternalBooking(bookingId, minimalBody)).toEqual(booking);
  expect(given).toHaveBeenCalledTimes(1);
  expect(other).not.toHaveBeenCalled();
});

test("without one, the portable entry uses the global fetch of the moment", async () => {
  const client = createPortable(options);
  const current = answering();
  jest.spyOn(globalThis, "fetch").mockImplementation(current);
  expect(await client.cancelExternalBooking(bookingId, minimalBody)).toEqual(booking);
  expect(current.mock.calls[0]).toMatchObject([
    expect.stringContaining(bookingId),
    { method: "DELETE" },
  ]);
});

test("an agent carries the calls, and is the caller's to destroy", async () => {
  const { sandbox, id, body } = await startClient();
  const { clientId, accessToken } = sandbox.credentials;
  const agent = new http.Agent({ keepAlive: true });
  const [opened, destroyed] = [jest.spyOn(agent, "createConnection"), jest.spyOn(agent, "destroy")];
  const client = createSolvClient({ baseUrl: sandbox.baseUrl, clientId, accessToken, agent });
  await client.cancelExternalBooking(id, body);
  client.close();
  expect(opened).toHaveBeenCalledTimes(1);
  expect(destroyed).not.toHaveBeenCalled();
  agent.destroy();
});

test("without one, Node's entry needs no fetch", async () => {
  const fetch = jest.spyOn(globalThis, "fetch");
  const { cancel } = await startClient();
  expect(await cancel()).toMatchObject({ status: 200 });
  expect(fetch).not.toHaveBeenCalled();
});

test("fetch and agent together are refused", () => {
  const agent = new http.Agent();
  const create = () => createSolvClient({ ...options, fetch: answering(), agent });
  expect(create).toThrow(SolvConfigurationError);
  expect(create).toThrow("Give either fetch or agent.");
});

test.each([
  ["an http agent for https", new http.Agent(), "https://partner-api.example", "https.Agent"],
  ["an https agent for http", new https.Agent(), "http://127.0.0.1:1", "http.Agent"],
])("%s is refused before anything is sent", (_, agent, baseUrl, wanted) => {
  const create = () => createSolvClient({ ...options, baseUrl, agent });
  expect(create).toThrow(SolvConfigurationError);
  expect(create).toThrow(`The agent is not for this base URL. Give an ${wanted}.`);
});

test("a proxy agent, which serves both, is taken for either", () => {
  const agent = new HttpsProxyAgent("http://127.0.0.1:1");
  for (const baseUrl of ["https://partner-api.example", "http://127.0.0.1:1"]) {
    expect(() => createSolvClient({ ...options, baseUrl, agent })).not.toThrow();
  }
});
