/** What each fault of the token call grants, and that it leaves the cancel alone. */
import { expect, test } from "@jest/globals";
import { operations } from "../../../src/description/operations.js";
import { headerOf, type WireResponse } from "../../../src/http/wire.js";
import { judgeResponse } from "../../../src/judge/judge.js";
import { tokenFaults } from "../../../src/sandbox/faults/token.js";
import {
  bookingAt,
  cancel,
  cancelOf,
  json,
  send,
  start,
  type Trial,
  tokenOf,
  withHeader,
} from "../helpers.js";
import { exchangeRaw, type RawAnswer } from "../raw.js";

type Token = Readonly<Record<string, unknown>>;

const cancelWith = async (trial: Trial, token: unknown) => {
  const { headers } = cancelOf(bookingAt(trial), trial.sandbox);
  const authorization = withHeader(headers, "authorization", `Bearer ${token}`);
  return (await cancel(trial, 0, { headers: authorization })).status;
};

const HOUR_MS = 3_600_000;
const hoursAhead = ({ headers }: WireResponse) =>
  Math.round((Date.parse(headerOf(headers, "date") ?? "") - Date.now()) / HOUR_MS);

/** What each fault that only a token can have must do to the answer. */
const own: Readonly<Record<string, (token: Token, answer: WireResponse, trial: Trial) => unknown>> =
  {
    "token-without-access-token": (token) => expect(token).not.toHaveProperty("access_token"),
    "token-null": (token) => expect(token.access_token).toBeNull(),
    "token-empty": (token) => expect(token.access_token).toBe(""),
    "token-with-line-end": (token) => expect(token.access_token).toMatch(/\r\n/),
    "token-enveloped": (token) => expect(token.data).toHaveProperty("access_token"),
    "token-lifetime-text": (token) => expect(token.expires_in).toBe("3600"),
    "token-lifetime-zero": async (token, _answer, trial) => {
      expect(token.expires_in).toBe(0);
      expect(await cancelWith(trial, token.access_token)).toBe(200);
    },
    "token-lifetime-negative": (token) => expect(token.expires_in).toBe(-1),
    "token-without-lifetime": (token) => expect(token).not.toHaveProperty("expires_in"),
    "token-unknown": async (token, _answer, trial) => {
      expect(token.access_token).toBe("sample-token-of-nobody");
      expect(await cancelWith(trial, token.access_token)).toBe(401);
    },
    "token-clock-ahead": (token, answer) => {
      expect(hoursAhead(answer)).toBe(1);
      expect(Date.parse(String(token.expiration_timestamp))).toBeGreaterThan(
        Date.now() + 1.5 * HOUR_MS,
      );
    },
    "token-clock-behind": (token, answer) => {
      expect(hoursAhead(answer)).toBe(-1);
      expect(Date.parse(String(token.expiration_timestamp))).toBeLessThan(
        Date.now() + 0.5 * HOUR_MS,
      );
    },
  };

// Every byte of the head and the length of the body, as the conforming sandbox writes them.
function looksUsual({ text, left }: RawAnswer): boolean {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const usual =
    /^HTTP\/1\.1 200 OK\r\ncontent-type: application\/json\r\ncontent-length: (\d+)\r\nDate: [^\r]+\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5$/;
  return left === "open" && usual.exec(head)?.[1] === String(body.length) && /^\{.*\}$/.test(body);
}

const borrowed = tokenFaults.filter(({ kind }) => kind === "transport").map(({ name }) => name);

test("every fault of the token's own is tried", () => {
  const names = tokenFaults.filter(({ kind }) => kind !== "transport").map(({ name }) => name);
  expect(names.sort()).toEqual(Object.keys(own).sort());
});

test.each(Object.keys(own))("%s", async (name) => {
  const trial = await start({ faults: [name] });
  const answer = await send(trial, tokenOf(trial.sandbox));
  const found = judgeResponse(operations.createAccessToken, answer);
  const kind = tokenFaults.find((fault) => fault.name === name)?.kind;
  const well = ["token-empty", "token-with-line-end", "token-unknown"].includes(name);
  expect(found.some(({ severity }) => severity === "error")).toBe(kind === "breaks" && !well);
  expect(answer.status).toBe(200);
  await own[name]?.(json(answer) as Token, answer, trial);
  expect((await cancel(trial)).status).toBe(200);
});

test.each(["token-clock-ahead", "token-clock-behind"])(
  "%s, of a token without end",
  async (name) => {
    const trial = await start({ faults: [name] });
    const { body } = tokenOf(trial.sandbox);
    const asked = { body: { ...(body as object), scope: "read:sample" } };
    const answer = await send(trial, tokenOf(trial.sandbox, asked));
    expect(answer.status).toBe(200);
    expect(json(answer)).not.toHaveProperty("expiration_timestamp");
    expect(hoursAhead(answer)).toBe(name === "token-clock-ahead" ? 1 : -1);
  },
);

test("each transport fault is there for the token call alone, and leaves the cancel alone", async () => {
  expect(borrowed.length).toBeGreaterThan(60);
  const attempt = async (names: readonly string[]) => {
    const trial = await start({ faults: names, paceMs: 0 });
    const answer = await exchangeRaw(trial, tokenOf(trial.sandbox), "silence");
    const { status } = await cancel(trial);
    const [first, second] = trial.sandbox.requests;
    return [...names, looksUsual(answer), status, first?.faults, second?.faults];
  };
  expect(await attempt([])).toEqual([true, 200, [], []]);
  const tried = borrowed.map((name) => attempt([name]));
  expect(await Promise.all(tried)).toEqual(borrowed.map((name) => [name, false, 200, [name], []]));
});
