/** What is repeated and what is not, against the sandbox, which knows how often it cancelled. */
import net from "node:net";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { type CommonOptions, createSolvClient, SolvRateLimitError } from "../../src/index.node.js";
import { bookingId, closeAll, closeLater, errorOf, minimalBody, startClient } from "./support.js";

beforeEach(() => {
  // The jitter takes any part of a pause; none of it is quickest.
  jest.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await closeAll();
});

describe("what is known not to have been applied is repeated", () => {
  test("429 with Retry-After", async () => {
    const { cancel, sent, cancelled } = await startClient({ faults: ["rate-limited-once"] });
    expect(await cancel()).toMatchObject({ attempts: 2, earlierAttemptUnknown: false });
    expect(sent()).toEqual(["DELETE", "DELETE"]);
    expect(cancelled()).toBe(1);
  });
});

describe("a Retry-After that cannot be kept ends the call at once", () => {
  test.each([
    ["rate-limited-plain", undefined],
    ["rate-limited-day", 86_400],
  ])("%s", async (name, retryAfter) => {
    const { cancel, sent } = await startClient({ faults: [name] });
    const error = await errorOf(cancel());
    expect(error).toBeInstanceOf(SolvRateLimitError);
    expect(error).toMatchObject({ retryAfter, attempts: 1 });
    expect(sent()).toHaveLength(1);
  });
});

const doubtful = [
  "status-500",
  "status-503",
  "html-502",
  "reset-before-headers",
  "closed-before-headers",
  "captive-portal",
  "empty-200",
  "truncated-chunked",
  "never-answers",
  "redirect-303",
];

describe("what may have been applied", () => {
  test.each(doubtful)("is not repeated: %s", async (name) => {
    const { cancel, sent } = await startClient({ faults: [name] }, { timeoutMs: 250 });
    expect(await errorOf(cancel())).toMatchObject({
      outcome: "unknown",
      attempts: 1,
      earlierAttemptUnknown: false,
    });
    expect(sent()).toEqual(["DELETE"]);
  });

  test.each(doubtful.filter((name) => name !== "never-answers"))(
    "is repeated with retryUnknownOutcome, and the result says so: %s",
    async (name) => {
      const { cancel, sent } = await startClient(
        { faults: [name], faultTimes: 1 },
        { retryUnknownOutcome: true },
      );
      expect(await cancel()).toMatchObject({ attempts: 2, earlierAttemptUnknown: true });
      expect(sent()).toEqual(["DELETE", "DELETE"]);
    },
  );

  test("a refusal after an unknown attempt stays unknown, and says so", async () => {
    const { client, calls } = await startRaw([reset, notFound], { retryUnknownOutcome: true });
    const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
    expect(error).toMatchObject({
      name: "SolvNotFoundError",
      status: 404,
      outcome: "unknown",
      attempts: 2,
      earlierAttemptUnknown: true,
    });
    expect(error.message).toContain("An earlier attempt may have been the one that worked.");
    expect(calls()).toBe(2);
  });
});

test("a reset on a reused connection is unknown and not repeated", async () => {
  const { client, calls } = await startRaw([notFound, reset]);
  const call = () => errorOf(client.cancelExternalBooking(bookingId, minimalBody));
  expect(await call()).toMatchObject({ code: "not_found" });
  expect(await call()).toMatchObject({ code: "reset", outcome: "unknown", attempts: 1 });
  expect(calls()).toBe(2);
});

const reset = (socket: net.Socket) => socket.resetAndDestroy();
const notFound = (socket: net.Socket) =>
  socket.write("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n");

/** A server that deals with each request as told, on whichever connection it comes. */
async function startRaw(
  answers: readonly ((socket: net.Socket) => unknown)[],
  options: Partial<CommonOptions> = {},
) {
  let calls = 0;
  const server = net.createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      // Head and body may come apart; the head says that a request has come.
      if (String(data).startsWith("DELETE")) answers[calls++]?.(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  const client = createSolvClient({
    baseUrl: `http://127.0.0.1:${port}`,
    clientId: "c",
    accessToken: "t",
    ...options,
  });
  closeLater(client, server);
  return { client, calls: () => calls };
}
