/** Under fake timers a call ends as it does without: its limits and pauses stand still, its end does not. */
import { afterAll, afterEach, expect, jest, test } from "@jest/globals";
import nock from "nock";
import { createSolvClient } from "../../src/index.node.js";
import { mockCancelExternalBooking } from "../../src/testing.js";
import { closeAll, errorOf, startClient } from "./support.js";

afterEach(async () => {
  jest.useRealTimers();
  await closeAll();
});
// It stands in for `node:http`, which the next test files of this worker share.
afterAll(() => nock.restore());

type Fakes = Parameters<typeof jest.useFakeTimers>[0];
const withoutTurns = ["nextTick", "setImmediate", "queueMicrotask"] as const;
const KINDS: [string, Fakes][] = [
  ["jest's default", {}],
  ["jest's default without its turns", { doNotFake: [...withoutTurns] }],
];

test.each(KINDS)("over a socket, with %s", async (_, fakes) => {
  const { cancel } = await startClient({}, { credential: "secret" });
  jest.useFakeTimers(fakes);
  expect(await cancel()).toMatchObject({ attempts: 1 });
  expect(await cancel()).toMatchObject({ attempts: 1 });
  expect(jest.getTimerCount()).toBe(0);
});

test("over nock, which itself needs turns of the loop", async () => {
  const scope = mockCancelExternalBooking({ nock });
  const client = createSolvClient({
    environment: "production",
    clientId: "sample-client",
    accessToken: "sample-token",
  });
  jest.useFakeTimers({ doNotFake: [...withoutTurns] });
  const body = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
  expect(await client.cancelExternalBooking("ehr-booking-0001", body)).toHaveProperty("id");
  scope.done();
  client.close();
});

test("a time limit is reached when the test says so", async () => {
  const { cancel } = await startClient({ faults: ["never-answers"] }, { timeoutMs: 30_000 });
  jest.useFakeTimers(KINDS[1]?.[1]);
  const failed = errorOf(cancel());
  await jest.advanceTimersByTimeAsync(30_000);
  expect(await failed).toMatchObject({ code: "timeout" });
});
