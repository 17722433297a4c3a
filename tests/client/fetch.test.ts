/** The client over `fetch`, as in browsers and workers: the same endings, where fetch can tell them apart. */
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { createSolvClient } from "../../src/index.js";
import { type Ending, faultTable } from "./fault-table.js";
import { booking, bookingId, closeAll, errorOf, minimalBody, startClient } from "./support.js";

afterEach(async () => {
  jest.restoreAllMocks();
  await closeAll();
});

const options = { baseUrl: "https://partner-api.example", clientId: "c", accessToken: "t" };
const json = { "content-type": "application/json" };

/** Where fetch sees something else than the socket does. */
const otherwise: Readonly<Record<string, Ending>> = {
  // No answer, and no reason: fetch throws the same TypeError for all of them.
  ...Object.fromEntries(
    [
      "reset-before-headers",
      "reset-in-headers",
      "closed-before-headers",
      "closed-in-headers",
      "length-twice",
      "length-in-words",
      "not-http",
      "bad-status-line",
      "nul-in-header",
      "switching-protocols",
      "header-bomb",
      "long-header",
    ].map((name) => [name, ["network", "unknown", 1] as Ending]),
  ),
  // A body that fetch could not read to its end, whatever the cause.
  ...Object.fromEntries(
    ["bad-gzip", "malformed-chunk", "reset-in-body"].map((name) => [
      name,
      ["truncated", "unknown", 1] as Ending,
    ]),
  ),
  // fetch leaves a coding that it does not know alone, so what arrives is a booking.
  "unknown-coding": [undefined, undefined, 1],
};

// What undici makes of these depends on its version, or on how the bytes fall into packets.
const unsettled = [
  "truncated-gzip",
  "stray-bytes",
  "stray-answer",
  "length-and-chunked",
  "length-long-kept",
];

// What a status decides is decided behind every transport; two stand for all of them.
const byStatus = (name: string) =>
  /^(rate-limited|status-[45]|html-5|empty-5)/.test(name) && !/-(404|503)$/.test(name);

describe("a fault of the cancel", () => {
  test.each(
    Object.entries({ ...faultTable, ...otherwise }).filter(
      ([name]) => !unsettled.includes(name) && !byStatus(name),
    ),
  )("%s", async (name, [code, outcome, cancels]) => {
    const { sandbox, id, body, cancelled } = await startClient({ faults: [name], paceMs: 500 });
    const { clientId, accessToken } = sandbox.credentials;
    const client = createSolvClient({
      baseUrl: sandbox.baseUrl,
      clientId,
      accessToken,
      maxRetries: 0,
      timeoutMs: code === "timeout" ? 400 : 20_000,
    });
    const error = await client.cancelExternalBooking(id, body).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toEqual(code ? expect.objectContaining({ code, outcome }) : undefined);
    expect(cancelled()).toBe(cancels);
    expect(sandbox.elsewhere).toEqual([]);
  });
});

test("a refused connection is known not to have been applied, if fetch says why it failed", async () => {
  const { sandbox, id, body } = await startClient({ faults: ["refused"] });
  const client = createSolvClient({ ...options, baseUrl: sandbox.baseUrl, maxRetries: 0 });
  expect(await errorOf(client.cancelExternalBooking(id, body))).toMatchObject({
    code: "refused",
    outcome: "not_applied",
  });
  const mute = createSolvClient({
    ...options,
    fetch: () => Promise.reject(new TypeError("CANARY")),
  });
  const error = await errorOf(mute.cancelExternalBooking(bookingId, minimalBody));
  expect(error).toMatchObject({ code: "network", outcome: "unknown" });
  expect(error.message).not.toContain("CANARY");
});

test("a redirect that a browser hides is still one", async () => {
  const hidden = { type: "opaqueredirect", status: 0, headers: new Headers(), body: null };
  const client = createSolvClient({ ...options, fetch: async () => hidden as unknown as Response });
  expect(await errorOf(client.cancelExternalBooking(bookingId, minimalBody))).toMatchObject({
    name: "SolvRedirectError",
    outcome: "unknown",
    status: 0,
  });
});

test("a redirect that a given fetch has followed is one, whatever was found there", async () => {
  const found = Response.json(booking);
  Object.defineProperty(found, "redirected", { value: true });
  const client = createSolvClient({ ...options, fetch: async () => found });
  expect(await errorOf(client.cancelExternalBooking(bookingId, minimalBody))).toMatchObject({
    name: "SolvRedirectError",
    outcome: "unknown",
  });
});

test("global fetch is looked up at the time of the call, and told not to follow redirects", async () => {
  const client = createSolvClient(options);
  const spy = jest
    .spyOn(globalThis, "fetch")
    .mockImplementation(async () => new Response(JSON.stringify(booking), { headers: json }));
  await client.cancelExternalBooking(bookingId, minimalBody);
  expect(spy).toHaveBeenCalledTimes(1);
  const [url, init] = spy.mock.calls[0] ?? [];
  expect(url).toBe(`https://partner-api.example/v1/partner/external_bookings/${bookingId}`);
  expect(init).toMatchObject({ method: "DELETE", redirect: "manual" });
});

test("an answer beyond the limit is given up while it is read", async () => {
  let pulled = 0;
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled++;
      controller.enqueue(new Uint8Array(1000));
    },
    cancel: () => {
      cancelled = true;
    },
  });
  const client = createSolvClient({
    ...options,
    maxBodyBytes: 5000,
    fetch: async () => new Response(endless, { headers: json }),
  });
  expect(await errorOf(client.cancelExternalBooking(bookingId, minimalBody))).toMatchObject({
    code: "too_large",
    outcome: "unknown",
  });
  expect(pulled).toBeLessThan(10);
  expect(cancelled).toBe(true);
});
