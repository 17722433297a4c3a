/** Nothing but a SolvError leaves a call, whatever a header, a middleware or a signal of the caller's does. */
import { describe, expect, test } from "@jest/globals";
import { createSolvClient, SolvInputError } from "../../src/index.node.js";
import { booking, bookingId, errorOf, minimalBody, renderings } from "./support.js";

const path = "/v1/partner/external_bookings/{external_booking_id}";
const init = { params: { path: { external_booking_id: bookingId } }, body: minimalBody };
const options = { baseUrl: "https://partner-api.example", clientId: "c", accessToken: "t" };
const done = async () => Response.json(booking);

describe("nothing but a SolvError leaves a call of client.api", () => {
  const client = () => createSolvClient({ ...options, fetch: done });

  test.each<[string, object]>([
    ["a header value with a line break", { headers: { "x-sample": "CANARY\r\nx: y" } }],
    ["a header value outside of Latin-1", { headers: { "x-sample": "CANARY€" } }],
    ["a header name with a space", { headers: { "x sample": "CANARY" } }],
    ["a method of fetch's that there is not", { mode: "CANARY" }],
    [
      "a parameter that throws",
      {
        params: Object.defineProperty({}, "path", {
          enumerable: true,
          get: () => Promise.reject.call(undefined),
        }),
      },
    ],
    ["a body serializer that throws", { bodySerializer: () => Promise.reject.call(undefined) }],
  ])("%s", async (_, more) => {
    const error = await errorOf(client().api.DELETE(path, { ...init, ...more }));
    expect(error).toBeInstanceOf(SolvInputError);
    expect(error).toMatchObject({ outcome: "not_applied", attempts: 0 });
    expect(renderings(error)).not.toContain("CANARY");
  });

  test("what a middleware throws before anything was sent", async () => {
    const { api } = client();
    api.use({
      onRequest: () => {
        throw new TypeError("CANARY");
      },
    });
    const error = await errorOf(api.DELETE(path, init));
    expect(error).toMatchObject({ code: "invalid_input", outcome: "not_applied", attempts: 0 });
    expect(error.operationId).toBe("cancelExternalBooking");
    expect(renderings(error)).not.toContain("CANARY");
  });

  test.each([
    [200, booking, "applied"],
    [404, {}, "not_applied"],
    [500, {}, "unknown"],
  ])(
    "what a middleware throws after a %i keeps what is known of the booking",
    async (status, body, outcome) => {
      const { api } = createSolvClient({
        ...options,
        fetch: async () => Response.json(body, { status }),
      });
      api.use({
        onResponse: () => {
          throw new TypeError("CANARY");
        },
      });
      const error = await errorOf(api.DELETE(path, init));
      expect(error).toMatchObject({ code: "configuration", outcome, status, attempts: 1 });
      expect(renderings(error)).not.toContain("CANARY");
    },
  );

  test("what a middleware makes of a failure keeps it too", async () => {
    const { api } = createSolvClient({
      ...options,
      maxRetries: 0,
      fetch: () => Promise.reject(new TypeError("sample")),
    });
    api.use({ onError: () => new TypeError("CANARY") } as object);
    const error = await errorOf(api.DELETE(path, init));
    expect(error).toMatchObject({ code: "configuration", outcome: "unknown", attempts: 1 });
  });
});

describe("a signal that fails", () => {
  const calls = (signal: object) => {
    let sent = 0;
    const client = createSolvClient({
      ...options,
      fetch: () => {
        sent++;
        return done();
      },
    });
    const given = signal as AbortSignal;
    return {
      sent: () => sent,
      ways: [
        () => client.cancelExternalBooking(bookingId, minimalBody, { signal: given }),
        () => client.api.DELETE(path, { ...init, signal: given }),
      ],
    };
  };
  const throws = () => Promise.reject.call(undefined) as never;

  test.each<[string, object]>([
    ["by its listeners", { aborted: false, addEventListener: throws, removeEventListener: throws }],
    [
      "by its state",
      {
        get aborted() {
          return throws();
        },
        addEventListener: () => {},
        removeEventListener: () => {},
      },
    ],
    ["by being none", { aborted: false }],
  ])("%s ends the call with a SolvError", async (_, signal) => {
    const { ways } = calls(signal);
    for (const way of ways) await errorOf(way());
  });
});
