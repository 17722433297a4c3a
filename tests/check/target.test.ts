/** The base URL and the credentials that are given to a check: read strictly, and never repeated. */
import { describe, expect, test } from "@jest/globals";
import { createPace } from "../../src/check/pace.js";
import { parseTarget, readValues, unreachable } from "../../src/check/target.js";
import { type Transport, WireFailure, type WireRequest } from "../../src/http/wire.js";
import { CannotRunError } from "../../src/report/cannot-run.js";
import { refusal } from "./refusal.js";

const CARRYING_MORE = [
  "u@a.example",
  ":CANARY@a.example",
  "a.example/?CANARY",
  "a.example/#CANARY",
];

describe("a base URL", () => {
  test.each([
    ["https://a.example", { origin: "https://a.example", prefix: "", host: "a.example" }],
    [
      "https://a.example:8443/",
      { origin: "https://a.example:8443", prefix: "", host: "a.example:8443" },
    ],
    ["https://a.example/x/y//", { origin: "https://a.example", prefix: "/x/y", host: "a.example" }],
    ["http://localhost:1", { origin: "http://localhost:1", prefix: "", host: "localhost:1" }],
    ["http://127.1.2.3", { origin: "http://127.1.2.3", prefix: "", host: "127.1.2.3" }],
    ["http://[::1]:2", { origin: "http://[::1]:2", prefix: "", host: "[::1]:2" }],
  ])("%s is taken apart", (url, target) => expect(parseTarget(url)).toEqual(target));

  const wanted = "Give an https:// URL such as https://partner-api-staging.solvhealth.com.";
  test.each([
    [
      "CANARY",
      "The base URL has no scheme: write https:// in front of it, or http:// on loopback.",
    ],
    [
      "ftp://127.0.0.1",
      "The base URL must be https; plain http is for loopback, and for hosts that are allowed by name (allowHttp).",
    ],
    ...CARRYING_MORE.map((rest) => [
      `https://${rest}`,
      "The base URL must have no user, query or fragment.",
    ]),
  ])("%s is refused", (url = "", sentence) => {
    expect(refusal(() => parseTarget(url))).toBe(`${sentence} ${wanted}`);
  });

  test.each(["a.example", "localhost.example", "127.0.0.1.example"])(
    "http://%s is refused, with the way to allow it",
    (host) => {
      const sentence =
        "The base URL must be https; plain http is for loopback, and for hosts that are allowed by name (allowHttp).";
      const offer = `${wanted.slice(0, -1)}, or allow its host with --allow-http.`;
      expect(refusal(() => parseTarget(`http://${host}`))).toBe(`${sentence} ${offer}`);
    },
  );
});

describe("credentials", () => {
  const baseUrl = "https://a.example/base";
  const sent: WireRequest[] = [];
  let limits: unknown;
  const pace = createPace({ maxWaitMs: 0, signals: [] });
  const transport = (status: number, body: unknown): Transport => ({
    send: async (request, options) => {
      sent.push(request);
      limits = options;
      return { status, headers: [], body: new TextEncoder().encode(JSON.stringify(body)) };
    },
    close: () => undefined,
  });
  const read = (given: object, through = transport(500, {})) =>
    readValues({ baseUrl, clientId: "k", ...given }, through, { timeoutMs: 1000, pace });
  const sentence = (reading: Promise<unknown>) =>
    reading.then(
      () => undefined,
      (error: unknown) => (error instanceof CannotRunError ? error.message : String(error)),
    );

  test.each([
    ["unscopedAccessToken", "SOLV_UNSCOPED_ACCESS_TOKEN"],
    ["expiredAccessToken", "SOLV_EXPIRED_ACCESS_TOKEN"],
  ])("hold no valid token as %s", async (name, variable) => {
    const refused = `${variable} is the token that is used as a valid one. Give another, or none.`;
    expect(await sentence(read({ accessToken: "t", [name]: " t" }))).toBe(refused);
    const granting = transport(200, { access_token: "granted" });
    expect(await sentence(read({ clientSecret: "s", [name]: "granted" }, granting))).toBe(refused);
    expect(await read({ accessToken: "t", [name]: "other" })).toMatchObject({ [name]: "other" });
  });

  test("are trimmed, and a token that is given is used as it is", async () => {
    sent.length = 0;
    const values = await read({
      clientId: " k\n",
      accessToken: "\tt ",
      clientSecret: "s",
      unscopedAccessToken: "u",
      expiredAccessToken: " e",
    });
    expect(values).toMatchObject({
      key: "k",
      accessToken: "t",
      clientSecret: "s",
      unscopedAccessToken: "u",
      expiredAccessToken: "e",
      location: "solv-contract-no-such-location",
      service: "solv-contract-no-such-service",
    });
    expect(values.id).toMatch(/^solv-contract-no-such-[0-9a-f-]{36}$/);
    expect(sent).toEqual([]);
  });

  test("that were not given are empty, and the secret is one that nobody has", async () => {
    const values = await read({ accessToken: "t" });
    expect(values).toMatchObject({ unscopedAccessToken: "", expiredAccessToken: "" });
    expect(values.clientSecret).toMatch(/^solv-contract-no-such-/);
    const again = await read({ accessToken: "t" });
    expect(again.id).not.toBe(values.id);
  });

  test("that are missing are named", async () => {
    expect(await sentence(read({ clientId: " " }))).toBe(
      "SOLV_CLIENT_ID is missing: every call carries it.",
    );
    expect(await sentence(read({}))).toBe(
      "A token is missing: set SOLV_ACCESS_TOKEN, or SOLV_CLIENT_SECRET to have one fetched.",
    );
  });

  test.each([
    ["clientId", "SOLV_CLIENT_ID"],
    ["clientSecret", "SOLV_CLIENT_SECRET"],
    ["accessToken", "SOLV_ACCESS_TOKEN"],
    ["unscopedAccessToken", "SOLV_UNSCOPED_ACCESS_TOKEN"],
    ["expiredAccessToken", "SOLV_EXPIRED_ACCESS_TOKEN"],
  ])("that are broken are named and not repeated: %s", async (name, variable) => {
    for (const value of ["CAN ARY", "CAN\nARY", "é", "a\u007f"]) {
      expect(await sentence(read({ accessToken: "t", [name]: value }))).toBe(
        `${variable} holds a space or a character that no credential has.`,
      );
    }
  });

  test("are exchanged for a token where only the secret is given", async () => {
    sent.length = 0;
    const granting = transport(200, { access_token: "granted" });
    const values = await read({ clientSecret: "s" }, granting);
    expect(limits).toMatchObject({ timeoutMs: 1000, signal: expect.any(AbortSignal) });
    expect(values).toMatchObject({ accessToken: "granted", clientSecret: "s" });
    expect(sent).toMatchObject([
      { method: "POST", origin: "https://a.example", target: "/base/v1/auth/token" },
    ]);
    expect(JSON.parse(new TextDecoder().decode(sent[0]?.body))).toMatchObject({
      client_id: "k",
      client_secret: "s",
    });
  });

  test.each([
    [400, "Check SOLV_CLIENT_ID and SOLV_CLIENT_SECRET, or give SOLV_ACCESS_TOKEN."],
    [401, "Check SOLV_CLIENT_ID and SOLV_CLIENT_SECRET, or give SOLV_ACCESS_TOKEN."],
    [403, "Check SOLV_CLIENT_ID and SOLV_CLIENT_SECRET, or give SOLV_ACCESS_TOKEN."],
    [422, "Check SOLV_CLIENT_ID and SOLV_CLIENT_SECRET, or give SOLV_ACCESS_TOKEN."],
    [429, "The server limits the rate; try again later."],
    [500, "The server failed; try again later, or give SOLV_ACCESS_TOKEN."],
    [503, "The server failed; try again later, or give SOLV_ACCESS_TOKEN."],
    [302, "Check the base URL, or give SOLV_ACCESS_TOKEN."],
  ])("for which no token is granted end the check: status %d", async (status, advice) => {
    const answer = transport(status, { access_token: "CANARY" });
    expect(await sentence(read({ clientSecret: "s" }, answer))).toBe(
      `POST /v1/auth/token granted no token (status ${status}). ${advice}`,
    );
  });

  test.each([404, 405])("sent to where no token call is blame the URL: %d", async (status) => {
    expect(await sentence(read({ clientSecret: "s" }, transport(status, {})))).toBe(
      `The base URL is probably not the API's: POST /v1/auth/token was answered with status ${status}.`,
    );
  });

  test.each([
    {},
    null,
    "CANARY",
    { access_token: "" },
    { access_token: {} },
    { access_token: 7 },
    { access_token: "CANARY\nsecond line" },
    { access_token: "CAN ARY" },
  ])("for which %j is granted end the check", async (body) => {
    expect(await sentence(read({ clientSecret: "s" }, transport(200, body)))).toBe(
      "POST /v1/auth/token granted nothing that can be sent as a token. Give SOLV_ACCESS_TOKEN.",
    );
  });

  const failing = (...failure: ConstructorParameters<typeof WireFailure>): Transport => ({
    send: () => Promise.reject(new WireFailure(...failure)),
    close: () => undefined,
  });

  test.each(["signal", "endNow"])("are not waited for once %s aborts", async (name) => {
    const stop = new AbortController();
    const silent: Transport = {
      send: (_request, { signal } = {}) =>
        new Promise((_, reject) => {
          const failure = new WireFailure("reset", "waiting", { message: "It failed." });
          signal?.addEventListener("abort", () => reject(failure));
          stop.abort();
        }),
      close: () => undefined,
    };
    const values = await read({ clientSecret: "s", [name]: stop.signal }, silent);
    expect(values).toMatchObject({ accessToken: "" });
  });

  test("whose exchange was aborted are no matter any more", async () => {
    const aborted = failing("aborted", "waiting", { message: "It was aborted." });
    expect(await read({ clientSecret: "s" }, aborted)).toMatchObject({ accessToken: "" });
  });

  test("that are not answered for say so, and whether time ran out", async () => {
    const late = failing("timeout", "waiting", { message: "It failed." });
    expect(await sentence(read({ clientSecret: "s" }, late))).toBe(
      "POST /v1/auth/token was not answered in time.",
    );
    const reset = failing("reset", "waiting", { message: "It failed." });
    expect(await sentence(read({ clientSecret: "s" }, reset))).toBe(
      "POST /v1/auth/token was not answered. It failed.",
    );
  });

  test("that cannot be exchanged say that the server was not reached", async () => {
    const refused = failing("refused", "connecting", { message: "It failed." });
    expect(await sentence(read({ clientSecret: "s" }, refused))).toBe(
      unreachable("It failed.").message,
    );
    expect(unreachable("It failed.").name).toBe("CannotRunError");
    expect(unreachable("It failed.").message).toBe(
      "The server could not be reached. It failed. Check the base URL and the network.",
    );
  });
});
