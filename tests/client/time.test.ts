/** Time limits, aborts and what is left behind, over real sockets. */
import { getEventListeners } from "node:events";
import http from "node:http";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createSolvClient as createFetchOnlyClient } from "../../src/index.js";
import { createSolvClient } from "../../src/index.node.js";
import { bookingId, closeAll, errorOf, minimalBody, startClient } from "./support.js";

afterEach(closeAll);

const endless = [
  "half-open",
  "never-answers",
  "stalls-in-headers",
  "stalls-in-body",
  "slow-headers",
  "slow-body",
  "length-long-kept",
];

describe("an abort", () => {
  test("before the call is not applied, and nothing is sent", async () => {
    const { cancel, sent } = await startClient();
    const error = await errorOf(cancel({ signal: AbortSignal.abort("CANARY") }));
    expect(error).toMatchObject({ code: "aborted", outcome: "not_applied", attempts: 0 });
    expect(sent()).toEqual([]);
  });

  test("before the call asks for no token either", async () => {
    let asked = 0;
    const client = createSolvClient({
      baseUrl: "https://127.0.0.1:1",
      clientId: "c",
      accessToken: () => `t${asked++}`,
    });
    const call = client.cancelExternalBooking(bookingId, minimalBody, {
      signal: AbortSignal.abort(),
    });
    expect(await errorOf(call)).toMatchObject({ code: "aborted", attempts: 0 });
    expect(asked).toBe(0);
  });

  test("may come from a signal that is not the runtime's own", async () => {
    const { cancel } = await startClient({ faults: ["never-answers"] });
    const foreign = Object.assign(
      { aborted: false },
      {
        addEventListener: (_: string, listener: () => void) => setTimeout(listener, 50),
        removeEventListener: () => undefined,
      },
    );
    const error = await errorOf(cancel({ signal: foreign as unknown as AbortSignal }));
    expect(error).toMatchObject({ code: "aborted" });
  });

  test("before the first byte is not applied, and nothing is sent", async () => {
    const { sandbox, id, body, sent } = await startClient();
    const { clientId, accessToken } = sandbox.credentials;
    for (const create of [createSolvClient, createFetchOnlyClient]) {
      const controller = new AbortController();
      const client = create({
        baseUrl: sandbox.baseUrl,
        clientId,
        accessToken,
        onRequest: () => controller.abort(),
      });
      const call = client.cancelExternalBooking(id, body, { signal: controller.signal });
      expect(await errorOf(call)).toMatchObject({
        name: "SolvAbortedError",
        outcome: "not_applied",
        attempts: 1,
      });
      expect(getEventListeners(controller.signal, "abort")).toEqual([]);
      client.close();
    }
    expect(sent()).toEqual([]);
  });

  test("while another call has the only connection is not applied", async () => {
    const { sandbox, id, body, sent } = await startClient({ faults: ["never-answers"] });
    const { clientId, accessToken } = sandbox.credentials;
    const agent = new http.Agent({ maxSockets: 1 });
    const { cancelExternalBooking } = createSolvClient({
      baseUrl: sandbox.baseUrl,
      clientId,
      accessToken,
      agent,
    });
    const first = new AbortController();
    const second = new AbortController();
    const calls = [first, second].map(({ signal }) =>
      errorOf(cancelExternalBooking(id, body, { signal })),
    );
    await settled(() => sent().length === 1);
    second.abort();
    expect(await calls[1]).toMatchObject({ code: "aborted", outcome: "not_applied" });
    first.abort();
    expect(await calls[0]).toMatchObject({ code: "aborted", outcome: "unknown" });
    expect(sent()).toEqual(["DELETE"]);
    agent.destroy();
  });

  test.each(endless)("under way is unknown: %s", async (name) => {
    const controller = new AbortController();
    const { cancel, sent } = await startClient({ faults: [name] });
    const call = errorOf(cancel({ signal: controller.signal }));
    await untilWritten(sent);
    controller.abort();
    expect(await call).toMatchObject({
      name: "SolvAbortedError",
      code: "aborted",
      outcome: "unknown",
      attempts: 1,
    });
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test("while waiting for another attempt is not applied", async () => {
    const controller = new AbortController();
    const { cancel, sent } = await startClient(
      { faults: ["rate-limited-seconds"] },
      { onResponse: () => setTimeout(() => controller.abort(), 10) },
    );
    const call = errorOf(cancel({ signal: controller.signal }));
    expect(await call).toMatchObject({ code: "aborted", outcome: "not_applied", attempts: 1 });
    expect(sent()).toHaveLength(1);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test("while waiting for a token is not applied", async () => {
    const controller = new AbortController();
    const { cancel, sent } = await startClient(
      { faults: ["token-never-answers"] },
      { credential: "secret" },
    );
    const call = errorOf(cancel({ signal: controller.signal }));
    await settled(() => sent().length === 1);
    controller.abort();
    expect(await call).toMatchObject({ code: "aborted", outcome: "not_applied", attempts: 0 });
    expect(sent()).toEqual(["POST"]);
  });

  test("through client.api works as well", async () => {
    const controller = new AbortController();
    const { client, id, body, sent } = await startClient({ faults: ["never-answers"] });
    const call = client.api.DELETE("/v1/partner/external_bookings/{external_booking_id}", {
      params: { path: { external_booking_id: id } },
      body,
      signal: controller.signal,
    });
    const ended = errorOf(call);
    await untilWritten(sent);
    controller.abort();
    expect(await ended).toMatchObject({ code: "aborted", outcome: "unknown" });
  });
});

test("a call's own time limit replaces the client's", async () => {
  const { cancel } = await startClient({ faults: ["never-answers"] }, { timeoutMs: 60_000 });
  expect(await errorOf(cancel({ timeoutMs: 40 }))).toMatchObject({ code: "timeout" });
  expect(await errorOf(cancel({ timeoutMs: 0 }))).toMatchObject({ code: "configuration" });
});

test("after many kinds of failure no timer, socket or listener is left", async () => {
  const held = () =>
    process.getActiveResourcesInfo().filter((name) => /Timeout|TCPSocket|GETADDR/.test(name))
      .length;
  const before = held();
  const { signal } = new AbortController();
  for (const name of [...endless, "refused", "reset-in-body", "status-500", "body-of-100-mb"]) {
    const { cancel } = await startClient({ faults: [name] }, { timeoutMs: 60 });
    await errorOf(cancel({ signal }));
  }
  const { cancel, client } = await startClient({}, { credential: "secret" });
  await cancel({ signal });
  client.close();
  await closeAll();
  await settled(() => held() <= before);
  expect(held()).toBeLessThanOrEqual(before);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

/**
 * Until a request has arrived and its answer has begun, or where no server tells of it, long enough for it to
 * be written. On a busy machine the time may be over before the event loop has looked at the sockets once,
 * which it does before `setImmediate`.
 */
async function untilWritten(sent: () => readonly string[]): Promise<void> {
  for (let turn = 0; turn < 20 && sent().length === 0; turn++) await pause(10);
  await pause(20);
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something holds, at most twenty seconds. */
async function settled(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000 && !holds(); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 10).unref());
  }
}

describe("close", () => {
  test("ends idle connections, lets calls end, and refuses later ones", async () => {
    const { client, cancel, id, body } = await startClient({ faults: ["slow-answer"] });
    const call = cancel();
    await new Promise((resolve) => setTimeout(resolve, 20));
    client.close();
    expect(await call).toMatchObject({ attempts: 1 });
    expect(await errorOf(cancel())).toMatchObject({ code: "configuration", attempts: 0 });
    const init = { params: { path: { external_booking_id: id } }, body };
    const path = "/v1/partner/external_bookings/{external_booking_id}";
    expect(await errorOf(client.api.DELETE(path, init))).toMatchObject({ code: "configuration" });
  });
});

test("maxBodyBytes bounds the decoded answer", async () => {
  for (const name of ["large-answer", "gzip-answer"]) {
    const { cancel } = await startClient({ faults: [name] }, { maxBodyBytes: 200 });
    expect(await errorOf(cancel())).toMatchObject({ code: "too_large", status: 200 });
  }
});

test.each(["stray-bytes", "stray-answer", "length-short", "idle-close"])(
  "what follows an answer is never taken for the next call's: %s",
  async (name) => {
    const { client, sandbox } = await startClient({ faults: [name], faultTimes: 1 });
    const [first, second] = sandbox.bookings;
    if (!first || !second) throw new Error("The sandbox has too few bookings.");
    const call = ({ external_booking_id: id, expect: _, ...place }: typeof first) =>
      client.cancelExternalBooking(id, place);
    await call(first).catch(() => undefined);
    // Long enough for what follows to have arrived; in the same instant nobody could tell it apart.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await call(second)).toMatchObject(second.expect);
    expect(sandbox.state().slice(0, 2)).toMatchObject([{ cancelled: 1 }, { cancelled: 1 }]);
  },
);
