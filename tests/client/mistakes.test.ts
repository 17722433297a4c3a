/** Options: own members, read once; mistakes are refused before anything is sent. */
import http from "node:http";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createSolvClient as createOnDeno } from "../../src/index.deno.js";
import { createSolvClient as createPortable } from "../../src/index.js";
import { createSolvClient, SolvConfigurationError, SolvInputError } from "../../src/index.node.js";
import { expectNoOption, INHERITED, init, path, startServer } from "./inherited.js";
import { booking, bookingId, closeAll, closeLater, errorOf, minimalBody } from "./support.js";

/** Options that only JavaScript lets pass: each is refused before anything is sent, and none is quoted. */
describe("mistakes", () => {
  const FUNCTIONS = ["fetch", "onRequest", "onResponse", "onFinding"];

  const options = { baseUrl: "https://partner-api.example", clientId: "c", accessToken: "t" };
  const CANARY = "CANARY";

  /** What making a client of anything ends in. */
  function refusalOf(given: unknown, create: unknown = createSolvClient): SolvConfigurationError {
    try {
      (create as (given: unknown) => unknown)(given);
    } catch (error) {
      if (error instanceof SolvConfigurationError) return error;
      throw error;
    }
    throw new Error("It was taken.");
  }

  test.each([
    ["nothing", undefined],
    ["null", null],
    ["text", CANARY],
    ["a function", () => CANARY],
  ])("options that are %s", (_, given) => {
    const { message, outcome, attempts } = refusalOf(given);
    expect(message).toBe("The options must be an object.");
    expect([outcome, attempts]).toEqual(["not_applied", 0]);
  });

  const all =
    "Known are environment, baseUrl, allowHttp, clientId, accessToken, " +
    "clientSecret, grantType, scope, timeoutMs, maxRetries, maxBodyBytes, onContractViolation, headers, " +
    "retryUnknownOutcome, fetch, onRequest, onResponse, onFinding, agent.";

  describe.each([
    ["timeout", "`timeout` is not a known option. The nearest is `timeoutMs`."],
    ["retries", "`retries` is not a known option. The nearest is `maxRetries`."],
    ["baseURl", "`baseURl` is not a known option. The nearest is `baseUrl`."],
    ["client_id", "`client_id` is not a known option. The nearest is `clientId`."],
    ["acessToken", "`acessToken` is not a known option. The nearest is `accessToken`."],
    ["toString", `\`toString\` is not a known option. ${all}`],
    ["zzz", `\`zzz\` is not a known option. ${all}`],
    // What is no name may be a value that came into the wrong place.
    [`${CANARY} ${CANARY}`, `One of the options is not a known option. ${all}`],
    [CANARY.repeat(9), `One of the options is not a known option. ${all}`],
  ])("an option named %s", (name = "", message) => {
    test("is named, with the nearest that is known", () => {
      expect(refusalOf({ ...options, [name]: 5000 }).message).toBe(message);
    });

    test("is as if it were not there when it is left undefined", () => {
      expect(() => createSolvClient({ ...options, [name]: undefined })).not.toThrow();
    });
  });

  describe.each([
    ...FUNCTIONS.map((name) => [name, "function"]),
    ["retryUnknownOutcome", "boolean"],
    ["agent", "object"],
  ])("%s", (name = "", type) => {
    test.each([[CANARY], [0], [""]])(`must be a ${type}, and is not %j`, (value) => {
      expect(refusalOf({ ...options, [name]: value }).message).toBe(`${name} must be a ${type}.`);
    });

    test("is left out with null", () => {
      expect(() => createSolvClient({ ...options, [name]: null })).not.toThrow();
    });
  });

  test("an agent is one that Node can ask for a connection", () => {
    // As undici's agents are, which only `fetch` takes.
    const dispatcher = { dispatch: () => true, destroy: () => undefined };
    expect(refusalOf({ ...options, agent: dispatcher }).message).toBe(
      "The agent must be an http.Agent or an https.Agent, or extend one.",
    );
    const own = new (class extends http.Agent {})();
    expect(() =>
      createSolvClient({ ...options, baseUrl: "http://127.0.0.1:1", agent: own }),
    ).not.toThrow();
  });

  test("Deno refuses the same", () => {
    expect(refusalOf({ ...options, timeout: 5000 }, createOnDeno).message).toMatch(
      "is not a known option",
    );
  });
});

/** Options are own members, read once. */
describe("own members", () => {
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
});
