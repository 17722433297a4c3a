/** Errors made for tests are those that the client throws, or are refused. */
import { type AddressInfo, createServer, type Server } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { PASSES } from "../../src/client/codes.js";
import {
  type SolvContractError,
  SolvError,
  type SolvErrorCode,
  SolvNetworkError,
  SolvNotFoundError,
  SolvTimeoutError,
} from "../../src/index.js";
import { createSolvClient } from "../../src/index.node.js";
import { createSolvError, type SolvErrorOptions } from "../../src/testing.js";
import { cancel } from "../verify/samples.js";

const body = JSON.parse(cancel().requestBody ?? "");
const given = { baseUrl: "http://127.0.0.1:1", clientId: "sample-client", accessToken: "sample" };

/** What the client throws on this answer. */
async function realError(answer: Response, sent: unknown = body): Promise<SolvError> {
  const client = createSolvClient({ ...given, maxRetries: 0, fetch: async () => answer });
  const error: unknown = await client.cancelExternalBooking("sample-1", sent as typeof body).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof SolvError)) throw new Error("It did not fail.");
  return error;
}

const json = { "content-type": "application/json" };
const shown = (error: SolvError) => JSON.parse(JSON.stringify(error));

describe("an error that an answer makes is the real one", () => {
  const item = { loc: ["body", "service_id"], msg: "sample words", type: "value_error.missing" };
  const { last_name: _, ...nameless } = JSON.parse(cancel().responseBody ?? "");
  test.each<[SolvErrorOptions, number, unknown, Record<string, string>?]>([
    [{ code: "validation", issues: [item] }, 422, { detail: [item] }],
    [{ code: "authentication", requestId: "req-1" }, 401, undefined, { "x-request-id": "req-1" }],
    [{ code: "permission" }, 403, undefined],
    [{ code: "not_found" }, 404, undefined],
    [{ code: "rate_limit", retryAfter: 7 }, 429, undefined, { "retry-after": "7" }],
    [{ code: "rejected", status: 410 }, 410, undefined],
    [{ code: "rejected" }, 409, undefined],
    [{ code: "server", status: 500, body: { detail: "x" } }, 500, { detail: "x" }],
    [{ code: "redirect" }, 302, undefined],
    [{ code: "redirect", outcome: "not_applied" }, 307, undefined],
    [{ code: "contract_violation" }, 200, {}],
    [{ code: "contract_violation", outcome: "applied", body: nameless }, 200, nameless],
    [{ code: "contract_violation", outcome: "not_applied" }, 422, { detail: "" }],
    [{ code: "contract_violation", status: 201 }, 201, {}],
  ])("%j", async (options, status, value, headers = {}) => {
    const text = value === undefined ? null : JSON.stringify(value);
    const real = await realError(new Response(text, { status, headers: { ...json, ...headers } }));
    const made = createSolvError(options);
    expect(made).toBeInstanceOf(real.constructor);
    expect(shown(made)).toEqual(shown(real));
    expect(made.retryable).toBe(real.retryable);
    expect(made.stack).toContain(made.message);
    expect(made.revealResponse()?.body).toEqual(real.revealResponse()?.body);
  });
});

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("an error that no answer makes is the real one", () => {
  test("a refused connection", async () => {
    const server = createServer();
    const baseUrl = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    const client = createSolvClient({ ...given, baseUrl, maxRetries: 0 });
    const real = await client.cancelExternalBooking("sample-1", body).catch((error) => error);
    client.close();
    expect(shown(createSolvError({ code: "refused" }))).toEqual(shown(real));
  });

  test("a body that does not fit", async () => {
    const real = await realError(new Response(), {});
    expect(shown(createSolvError({ code: "invalid_input" }))).toEqual(shown(real));
  });

  test("a closed client", async () => {
    const client = createSolvClient(given);
    client.close();
    const real = await client.cancelExternalBooking("sample-1", body).catch((error) => error);
    expect(shown(createSolvError({ code: "configuration" }))).toEqual(shown(real));
  });

  test("an aborted call", async () => {
    let onArrival = () => {};
    const arrival = new Promise<void>((resolve) => {
      onArrival = resolve;
    });
    const server = createServer((socket) => socket.once("data", onArrival));
    const client = createSolvClient({ ...given, baseUrl: await listening(server) });
    const controller = new AbortController();
    const { signal } = controller;
    const call = client.cancelExternalBooking("sample-1", body, { signal }).catch((error) => error);
    await arrival;
    controller.abort();
    expect(shown(createSolvError({ code: "aborted" }))).toEqual(shown(await call));
    client.close();
    server.close();
  });
});

const codes = Object.keys(PASSES) as SolvErrorCode[];

test.each(codes)("%s is made of its code alone", (code) => {
  const error = createSolvError({ code });
  expect(error).toBeInstanceOf(SolvError);
  expect(error.code).toBe(code);
  expect(error.name).toMatch(/^Solv\w+Error$/);
  expect(error.retryable).toBe(error.outcome === "not_applied" && PASSES[code]);
});

const written = ["reset", "network", "timeout", "aborted", "truncated", "malformed"] as const;

test.each(["tls", "encoding", "too_large", "unreadable", ...written] as const)(
  "%s can be unknown or not applied, and an earlier attempt makes it unknown",
  (code) => {
    expect(createSolvError({ code, outcome: "unknown" }).outcome).toBe("unknown");
    expect(createSolvError({ code, outcome: "not_applied" }).outcome).toBe("not_applied");
    const later = createSolvError({ code, earlierAttemptUnknown: true });
    expect(later).toMatchObject({ outcome: "unknown", attempts: 2, retryable: false });
    expect(later.message).toMatch(/An earlier attempt may have been the one that worked\.$/);
  },
);

test("the code decides the type", () => {
  const notFound: SolvNotFoundError = createSolvError({ code: "not_found" });
  const contract: SolvContractError = createSolvError({ code: "contract_violation" });
  const network: SolvNetworkError = createSolvError({ code: "reset" });
  const either: SolvTimeoutError | SolvNetworkError = createSolvError({
    code: contract.findings.length > 0 ? "timeout" : "reset",
  });
  expect(either).toBeInstanceOf(SolvTimeoutError);
  expect(notFound).toBeInstanceOf(SolvNotFoundError);
  expect(contract.findings).not.toHaveLength(0);
  expect(network).toBeInstanceOf(SolvNetworkError);
});

test("a token call fails as one", () => {
  const error = createSolvError({ code: "server", operationId: "createAccessToken" });
  expect(error).toMatchObject({ operationId: "createAccessToken", outcome: "not_applied" });
  expect(error.message).toMatch(/^POST \/v1\/auth\/token: /);
  expect(error.retryable).toBe(true);
});

describe("an error that no call ends in is refused", () => {
  test.each<[SolvErrorOptions, string]>([
    [
      { code: "not_found", outcome: "applied" },
      "No call of cancelExternalBooking ends in not_found with the outcome applied. Its outcomes are not_applied.",
    ],
    [
      { code: "not_found", status: 500 },
      "No call of cancelExternalBooking ends in not_found with the status 500. Its outcomes are none with these options.",
    ],
    [
      { code: "reset", outcome: "applied", status: 200 },
      "No call of cancelExternalBooking ends in reset with the outcome applied and the status 200. Its outcomes are unknown and not_applied.",
    ],
    [
      { code: "contract_violation", body: JSON.parse(cancel().responseBody ?? ""), status: 200 },
      "No call of cancelExternalBooking ends in contract_violation with the status 200. Its outcomes are none with these options.",
    ],
  ])("%j", (options, message) => {
    expect(() => createSolvError(options)).toThrow(new RangeError(message));
  });

  test.each([
    [{ code: "notfound" }, "`notfound` is not a known code. The nearest is `not_found`."],
    [
      { code: "not_found", outcom: "applied" },
      "`outcom` is not a known option. The nearest is `outcome`.",
    ],
    [{ code: "reset", operationId: "createToken" }, "`createToken` is not a known operation."],
    [{ code: "toString" }, "`toString` is not a known code."],
  ])("%j", (options, message) => {
    expect(() => createSolvError(options as never)).toThrow(TypeError);
    expect(() => createSolvError(options as never)).toThrow(message);
  });
});
