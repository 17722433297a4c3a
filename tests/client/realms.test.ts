/** Other realms, bare environments, and several copies of the package. */
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import * as here from "../../src/client/errors.js";
import { decodeUtf8, encodeUtf8 } from "../../src/http/utf8.js";
import { createSolvClient } from "../../src/index.node.js";
import * as check from "../../src/report/cannot-run.js";
import { booking, bookingId, closeAll, errorOf, minimalBody, startClient } from "./support.js";

/** Other realms and bare environments: signals by shape, and no encoder of the platform's (jsdom). */
describe("realms", () => {
  const encoders = { TextEncoder: globalThis.TextEncoder, TextDecoder: globalThis.TextDecoder };
  afterEach(async () => {
    Object.assign(globalThis, encoders);
    await closeAll();
  });

  /** A signal as another realm has it: the shape of one, and none of this realm's classes. */
  function foreignSignal() {
    const listeners = new Set<() => void>();
    const signal = {
      aborted: false,
      addEventListener: (_: string, listener: () => void) => listeners.add(listener),
      removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
    };
    return {
      signal: signal as unknown as AbortSignal,
      listeners,
      abort: () => {
        signal.aborted = true;
        for (const listener of listeners) listener();
      },
    };
  }

  const path = "/v1/partner/external_bookings/{external_booking_id}";
  const init = { params: { path: { external_booking_id: bookingId } }, body: minimalBody };

  describe("a signal of another realm", () => {
    test("does not disturb a call over sockets, and keeps no listener", async () => {
      const { client, id, body, sandbox } = await startClient();
      const { signal, listeners } = foreignSignal();
      expect(await client.cancelExternalBooking(id, body, { signal })).toMatchObject({
        status: "cancelled",
      });
      expect(listeners.size).toBe(0);
      const params = {
        path: { external_booking_id: sandbox.bookings[1]?.external_booking_id ?? "" },
      };
      const { response } = await client.api.DELETE(path, { params, body, signal });
      expect(response.status).toBeLessThan(500);
    });

    test.each(["cancelExternalBooking", "api"] as const)("aborts %s", async (way) => {
      const client = createSolvClient({
        baseUrl: "https://partner-api.example",
        clientId: "c",
        accessToken: "t",
        fetch: () => new Promise(() => undefined),
      });
      const { signal, abort } = foreignSignal();
      const call = errorOf(
        way === "api"
          ? client.api.DELETE(path, { ...init, signal })
          : client.cancelExternalBooking(bookingId, minimalBody, { signal }),
      );
      await new Promise((resolve) => setTimeout(resolve, 10));
      abort();
      expect(await call).toMatchObject({ code: "aborted", outcome: "unknown" });
    });
  });

  describe("without TextEncoder and TextDecoder", () => {
    const bare = () =>
      Object.assign(globalThis, { TextEncoder: undefined, TextDecoder: undefined });

    test.each(["", "plain", "Zoë 😀 \u0000 %25 \n", "\ufeffx"])("%j is the same bytes", (text) => {
      const bytes = encoders.TextEncoder.prototype.encode.call(new encoders.TextEncoder(), text);
      bare();
      expect([...encodeUtf8(text)]).toEqual([...bytes]);
      expect(decodeUtf8(bytes)).toBe(text);
    });

    test.each([[[0xff]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xe2, 0x82]]])(
      "%j are no UTF-8",
      (bytes) => {
        expect(() => decodeUtf8(Uint8Array.from(bytes))).toThrow();
        bare();
        expect(() => decodeUtf8(Uint8Array.from(bytes))).toThrow();
      },
    );

    test("every entry loads", () => {
      bare();
      const names = ["fetch", "Request", "Response", "Headers", "setImmediate"] as const;
      const kept = Object.fromEntries(names.map((name) => [name, globalThis[name]]));
      Object.assign(globalThis, Object.fromEntries(names.map((name) => [name, undefined])));
      try {
        jest.isolateModules(() => {
          for (const entry of ["index", "index.node", "contract", "testing", "sandbox", "types"]) {
            expect(require(`../../src/${entry}.ts`)).toBeDefined();
          }
        });
      } finally {
        Object.assign(globalThis, kept);
      }
    });

    test("a call works", async () => {
      const answer = Response.json({ ...booking, first_name: "Zoë" });
      const client = createSolvClient({
        baseUrl: "https://partner-api.example",
        clientId: "c",
        accessToken: "t",
        fetch: async () => answer,
      });
      bare();
      const cancelled = await client.cancelExternalBooking(bookingId, minimalBody);
      expect(cancelled.first_name).toBe("Zoë");
    });
  });
});

/** An error is an instance of its class in every copy of the package that a program loads. */
describe("copies", () => {
  let there: typeof here = here;
  let checkThere: typeof check = check;
  jest.isolateModules(() => {
    there = jest.requireActual("../../src/client/errors.js");
    checkThere = jest.requireActual("../../src/report/cannot-run.js");
  });
  const details = { text: "sample.", outcome: "not_applied" } as const;

  describe("two copies", () => {
    test("are two", () => {
      expect(there.SolvServerError).not.toBe(here.SolvServerError);
    });

    test("know each other's errors, and tell their classes apart", () => {
      const error: unknown = new there.SolvServerError(details);
      expect(error instanceof here.SolvServerError).toBe(true);
      expect(error instanceof here.SolvError).toBe(true);
      expect(error instanceof here.SolvInputError).toBe(false);
      const cannot: unknown = new checkThere.CannotRunError("sample.");
      expect(cannot instanceof check.CannotRunError).toBe(true);
      expect(cannot instanceof here.SolvError).toBe(false);
    });
  });

  test("a class that extends an exported one knows its own errors only", () => {
    class Own extends here.SolvServerError {}
    const own: unknown = new Own(details);
    expect(own instanceof Own && own instanceof there.SolvServerError).toBe(true);
    const other: unknown = new here.SolvServerError(details);
    expect(other instanceof Own).toBe(false);
  });

  test.each([undefined, null, "SolvError", { name: "SolvError" }, new Error("sample")])(
    "%p is no error of ours",
    (value: unknown) => {
      expect(value instanceof here.SolvError).toBe(false);
    },
  );
});
