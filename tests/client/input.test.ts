/** What the client refuses before anything is sent, on both surfaces. */
import { afterAll, describe, expect, test } from "@jest/globals";
import type { CancelExternalBookingRequest } from "../../generated/schema.js";
import {
  createSolvClient,
  type SolvClientOptions,
  SolvConfigurationError,
  SolvInputError,
} from "../../src/index.node.js";
import { answerByNockOnly } from "../testing/only-nock.js";
import { bookingId, errorOf, minimalBody, renderings } from "./support.js";

const path = "/v1/partner/external_bookings/{external_booking_id}";
const base = { clientId: "sample-client", accessToken: "sample-access-token" };
const target = { baseUrl: "https://partner-api.example" };
let asked = 0;
const client = createSolvClient({
  ...target,
  clientId: base.clientId,
  accessToken: () => {
    asked++;
    return base.accessToken;
  },
});

// No interceptor is ever set up here: whatever is sent fails, with another error than the expected.
answerByNockOnly();
afterAll(() => expect(asked).toBe(0));

const badIds: [string, unknown][] = [
  ["empty", ""],
  ["a dot", "."],
  ["two dots", ".."],
  ["undefined", undefined],
  ["null", null],
  ["a number", 7],
  ["an array", ["a"]],
  ["an object", { toString: () => "a" }],
  ["a lone high surrogate", "a\ud800"],
  ["a lone low surrogate", "\udc00a"],
];

describe("an id", () => {
  test.each(badIds)("that is %s", async (_, id) => {
    const error = await errorOf(client.cancelExternalBooking(id as string, minimalBody));
    expect(error).toBeInstanceOf(SolvInputError);
    expect(error).toMatchObject({ code: "invalid_input", outcome: "not_applied", attempts: 0 });
    expect(error.message).toContain(`DELETE ${path}: external_booking_id `);
    const init = { params: { path: { external_booking_id: id as string } }, body: minimalBody };
    expect(await errorOf(client.api.DELETE(path, init))).toBeInstanceOf(SolvInputError);
  });

  test("that is missing from client.api's parameters", async () => {
    for (const params of [{}, { path: {} }, undefined]) {
      const init = { params, body: minimalBody } as unknown as Parameters<
        typeof client.api.DELETE<typeof path>
      >[1];
      await expect(client.api.DELETE(path, init)).rejects.toBeInstanceOf(Error);
    }
  });
});

describe("a body", () => {
  const loop: Record<string, unknown> = { ...minimalBody };
  loop.service_id = loop;
  test.each<[string, unknown, string]>([
    ["undefined", undefined, ""],
    ["null", null, ""],
    ["an array", [minimalBody], ""],
    ["a string", "x", ""],
    ["without external_location_id", { service_id: "s" }, "/external_location_id"],
    ["without service_id", { external_location_id: "l" }, "/service_id"],
    ["with a number", { ...minimalBody, service_id: 7 }, "/service_id"],
    ["with null", { ...minimalBody, cancellation_reason: null }, "/cancellation_reason"],
  ])("that is %s", async (_, body, pointer) => {
    const call = client.cancelExternalBooking(bookingId, body as CancelExternalBookingRequest);
    const error = await errorOf(call);
    expect(error).toBeInstanceOf(SolvInputError);
    expect(error).toMatchObject({ outcome: "not_applied", attempts: 0 });
    expect((error as SolvInputError).findings[0]).toMatchObject({ pointer });
    expect(error.message).toContain(pointer);
  });

  test.each<[string, unknown]>([
    ["circular", loop],
    ["a BigInt", { ...minimalBody, service_id: 7n }],
  ])("that has no JSON: %s", async (_, body) => {
    const call = client.cancelExternalBooking(bookingId, body as CancelExternalBookingRequest);
    expect(await errorOf(call)).toBeInstanceOf(SolvInputError);
  });
});

describe("client.api refuses", () => {
  test("a path without an operation, and another server", async () => {
    const untyped = client.api as unknown as Record<
      string,
      (...call: unknown[]) => Promise<unknown>
    >;
    const params = { path: { external_booking_id: bookingId } };
    const calls = [
      untyped.DELETE?.("/v1/partner/no_such_bookings", { params, body: minimalBody }),
      untyped.POST?.(path, { params }),
      untyped.DELETE?.(path, { params, body: minimalBody, baseUrl: "https://elsewhere.example" }),
      untyped.DELETE?.(path, {
        params,
        body: minimalBody,
        baseUrl: "https://partner-api.example.org",
      }),
      untyped.DELETE?.(path, {
        params,
        body: minimalBody,
        pathSerializer: () => "https://partner-api.example/v1/partner/external_bookings/%2E%2E",
      }),
      untyped.DELETE?.(path, {
        params,
        body: minimalBody,
        pathSerializer: () => "https://partner-api.example/v1/partner/external_bookings/.",
      }),
    ];
    for (const call of calls)
      expect(await errorOf(call ?? Promise.resolve())).toBeInstanceOf(SolvInputError);
  });
});

describe("options", () => {
  test.each<[string, object, string]>([
    ["no target", { ...base }, "either environment or baseUrl"],
    ["credentials in the URL", { ...base, baseUrl: "https://u:CANARY@a.example" }, "no user"],
    ["a query", { ...base, baseUrl: "https://a.example/?CANARY" }, "query"],
    [
      "a line break in a token",
      { ...base, ...target, accessToken: "CANARY\r\nx: y" },
      "visible ASCII",
    ],
    ["a token outside of ASCII", { ...base, ...target, accessToken: "CANARY€" }, "visible ASCII"],
    ["a NUL in a secret", { ...target, clientId: "c", clientSecret: "CANARY\0" }, "visible ASCII"],
  ])("%s", (_, options, part) => {
    let error: unknown;
    try {
      createSolvClient(options as SolvClientOptions);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(SolvConfigurationError);
    expect(error).toMatchObject({ code: "configuration", outcome: "not_applied", attempts: 0 });
    expect((error as Error).message).toContain(part);
    expect(renderings(error)).not.toContain("CANARY");
  });
});
