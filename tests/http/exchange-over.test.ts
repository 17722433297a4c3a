/** What sending one request comes to: an answer or a failure of the wire, with the time that it took. */
import { afterEach, expect, jest, test } from "@jest/globals";
import { exchangeOver } from "../../src/http/exchange.js";
import { type Transport, WireFailure } from "../../src/http/wire.js";

const request = { method: "GET", origin: "https://a.example", target: "/", headers: [] };
const response = { status: 200, headers: [], body: new Uint8Array() };
const over = (send: Transport["send"]) =>
  exchangeOver({ send, close: () => undefined }, request, { timeoutMs: 5 });

afterEach(() => {
  jest.restoreAllMocks();
});

test("an answer is noted with the time between sending and answer", async () => {
  jest.spyOn(performance, "now").mockReturnValueOnce(1_000).mockReturnValueOnce(1_012.5);
  expect(await over(async () => response)).toEqual({
    request,
    response,
    startedAt: expect.any(Date),
    durationMs: 12.5,
  });
});

test("a failure of the wire takes the answer's place, and nothing else does", async () => {
  const failure = new WireFailure("reset", "waiting");
  expect(await over(() => Promise.reject(failure))).toMatchObject({ request, failure });
  const bug = new TypeError("A bug.");
  await expect(over(() => Promise.reject(bug))).rejects.toBe(bug);
});
