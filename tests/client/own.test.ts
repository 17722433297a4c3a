/** Options are own members, read once. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { createSolvClient as createPortable } from "../../src/index.js";
import { createSolvClient, SolvConfigurationError, SolvInputError } from "../../src/index.node.js";
import { expectNoOption, INHERITED, init, path, startServer } from "./inherited.js";
import { booking, bookingId, closeAll, closeLater, errorOf, minimalBody } from "./support.js";

afterEach(closeAll);

const options = { baseUrl: "https://partner-api.example", clientId: "c", accessToken: "t" };
const done = async () => Response.json(booking);

describe("a name that every object inherits is no option", () => {
  // One by one in `test:slow`. Node's own sockets refuse to be made with that one.
  test("all of them at once, but for a signal", () =>
    expectNoOption(INHERITED.filter((name) => name !== "signal")));

  test("a signal", () => expectNoOption(["signal"]));

  test("also where the caller left a member out", async () => {
    const { requests, baseUrl } = await startServer();
    const client = createSolvClient({ baseUrl, clientId: "c", accessToken: "t" });
    closeLater(client);
    Object.defineProperty(Object.prototype, "external_booking_id", {
      value: "b",
      configurable: true,
    });
    try {
      const params = { path: {} } as typeof init.params;
      const error = await errorOf(client.api.DELETE(path, { ...init, params }));
      expect(error).toBeInstanceOf(SolvInputError);
    } finally {
      delete (Object.prototype as { external_booking_id?: string }).external_booking_id;
    }
    expect(requests).toEqual([]);
  });
});

describe("an option is read once", () => {
  test("when the client is made, whatever it becomes later", async () => {
    const reads: string[] = [];
    const source = { ...options, fetch: done, onRequest: undefined, onResponse: undefined };
    const counted = Object.defineProperties(
      {},
      Object.fromEntries(
        Object.entries(source).map(([name, value]) => [
          name,
          {
            enumerable: true,
            get: () => {
              if (reads.includes(name)) throw new Error("CANARY");
              reads.push(name);
              return value;
            },
          },
        ]),
      ),
    ) as typeof options;
    for (const create of [createSolvClient, createPortable]) {
      reads.length = 0;
      const client = create(counted);
      await client.cancelExternalBooking(bookingId, minimalBody);
      await client.api.DELETE(path, init);
    }
  });

  test("and one that cannot be read is refused", async () => {
    const thrower = { enumerable: true, get: () => Promise.reject.call(undefined) };
    for (const name of ["onRequest", "fetch", "timeoutMs", "clientId"]) {
      const given = Object.defineProperty({ ...options }, name, thrower);
      for (const create of [createSolvClient, createPortable]) {
        expect(() => create(given)).toThrow(SolvConfigurationError);
      }
    }
    const client = createSolvClient({ ...options, fetch: done });
    for (const name of ["signal", "timeoutMs"]) {
      const given = Object.defineProperty({}, name, thrower);
      const call = client.cancelExternalBooking(bookingId, minimalBody, given);
      expect(await errorOf(call)).toBeInstanceOf(SolvConfigurationError);
    }
  });

  test.each([
    ["toString"],
    ["constructor"],
    [{ toString: () => Promise.reject.call(undefined) }],
    [7],
  ])("an environment is one of the description's, and not %p", (environment) => {
    const given = { clientId: "c", accessToken: "t", environment } as never;
    expect(() => createSolvClient(given)).toThrow("environment must be production or staging.");
  });
});
