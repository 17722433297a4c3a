/** How a call ends for each fault of the sandbox, and which likely cause its error names. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { createSolvClient as createPortable } from "../../src/index.js";
import { createSolvClient, type SolvContractError } from "../../src/index.node.js";
import { faults, type Sandbox, startSandbox } from "../../src/sandbox.js";
import { classOf, connectionTable, type Ending, faultTable, tokenTable } from "./fault-table.js";
import {
  booking,
  bookingId,
  closeAll,
  closeLater,
  errorOf,
  minimalBody,
  renderings,
} from "./support.js";

/** The fault matrix: for each fault of the sandbox, how a cancel ends and what became of the booking. */
describe("the fault matrix", () => {
  /** For what never ends by itself; everything else ends long before the other limit. */
  const SHORT_MS = 250;
  const LONG_MS = 20_000;

  /** What must not be seen: everything that the sandbox knows of its bookings, and the credentials. */
  function secretsOf({ bookings, credentials }: Sandbox): string[] {
    return [
      ...Object.values(credentials),
      ...bookings.flatMap(({ expect: expected, ...place }) => [
        ...Object.values(place),
        String(expected.last_name),
      ]),
      "example.com",
      "+1555",
      "Example Street",
    ];
  }

  async function cancelUnder(name: string, credential: "token" | "secret", ending: Ending) {
    const [code, outcome, cancels] = ending;
    const sandbox = await startSandbox({ faults: [name], paceMs: SHORT_MS });
    const { clientId, clientSecret, accessToken } = sandbox.credentials;
    const client = createSolvClient({
      baseUrl: sandbox.baseUrl,
      clientId,
      maxRetries: 0,
      timeoutMs: code === "timeout" ? SHORT_MS : LONG_MS,
      ...(credential === "token" ? { accessToken } : { clientSecret }),
    });
    const [booking] = sandbox.bookings;
    if (!booking) throw new Error("The sandbox has no booking.");
    const { external_booking_id, expect: _, ...body } = booking;
    const call = client.cancelExternalBooking(external_booking_id, body);
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    client.close();
    const { requests, elsewhere } = sandbox;
    const [state] = sandbox.state();
    await sandbox.close();

    if (code === undefined) expect(error).toBeUndefined();
    else expect(error).toMatchObject({ name: classOf[code], code, outcome });
    expect(state?.cancelled).toBe(cancels);
    expect(elsewhere).toEqual([]);
    const shown = error === undefined ? "" : renderings(error);
    expect(secretsOf(sandbox).filter((secret) => shown.includes(secret))).toEqual([]);
    return { error, sent: requests.map(({ method }) => method) };
  }

  describe("a fault of the cancel", () => {
    test.each(Object.entries({ ...faultTable, ...connectionTable }))("%s", async (name, ending) => {
      const { sent } = await cancelUnder(name, "token", ending);
      expect(sent).toEqual(name in connectionTable ? [] : ["DELETE"]);
    });
  });

  describe("a fault of the token call", () => {
    // Both calls have one transport and one way to conclude, so here one fault stands for each code. Where
    // the token call succeeds the cancel follows on its connection, so there each has its turn.
    const one = Object.entries(faultTable).filter(
      ([, [code]], at, all) => !code || all.findIndex(([, [other]]) => other === code) === at,
    );
    test.each(one)("token-%s", async (name, [code]) => {
      const ending: Ending = code ? [code, "not_applied", 0] : [undefined, undefined, 1];
      const { error, sent } = await cancelUnder(`token-${name}`, "secret", ending);
      expect(sent).toEqual(code ? ["POST"] : ["POST", "DELETE"]);
      if (error) expect(error).toMatchObject({ operationId: "createAccessToken" });
    });

    test.each(Object.entries(tokenTable))("%s", async (name, ending) => {
      await cancelUnder(name, "secret", ending);
    });
  });

  describe("what a careless client would fail on", () => {
    test.each(faults.filter(({ kind, name }) => kind === "legal" && !name.startsWith("token-")))(
      "$name",
      async ({ name }) => {
        await cancelUnder(name, "token", [undefined, undefined, 1]);
      },
    );
  });

  test("every fault of the transport and of the token call stands in the table", () => {
    const known = faults
      .filter(({ kind, name }) => kind === "transport" || name.startsWith("token-"))
      .map(({ name }) => name);
    const listed = [
      ...Object.keys(faultTable),
      ...Object.keys(connectionTable),
      ...Object.keys(faultTable).map((name) => `token-${name}`),
      ...Object.keys(tokenTable),
    ];
    expect(listed.sort()).toEqual(known.sort());
  });
});

/** The likely cause of an answer stands in its error: in the message, and in each finding. */
describe("likely causes", () => {
  afterEach(closeAll);

  const ENVELOPE =
    "The answer is wrapped in `meta` and `data`, as the API's quick start shows it; the endpoint's own page shows it bare.";
  const PROXY = "A proxy or gateway answered in the API's place.";
  const DROPPED =
    "The body that was sent did not arrive: an intermediary probably dropped the body of the DELETE.";
  const FRAMEWORK = "The refusal has the shape of another framework, or of a handler of its own.";
  const detail = [{ loc: ["body"], msg: "field required", type: "missing" }];
  const { id: _, ...nameless } = booking as { id: number };

  const endOf = async (status: number, body: unknown, type = "application/json") => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const answer = async () => new Response(text, { status, headers: { "content-type": type } });
    const client = createSolvClient({
      baseUrl: "https://a.example",
      clientId: "c",
      accessToken: "t",
      fetch: answer,
    });
    closeLater(client);
    return errorOf(client.cancelExternalBooking(bookingId, minimalBody));
  };

  test.each<[string, number, unknown, string]>([
    [
      "an envelope",
      200,
      { meta: {}, data: booking },
      `${ENVELOPE} The booking was found at /data.`,
    ],
    ["an envelope the other way round", 200, { data: {}, meta: booking }, "found at /meta."],
    ["an envelope of something else", 200, { meta: {}, data: nameless }, ENVELOPE],
    ["an envelope of an error", 404, { meta: {}, data: null }, ENVELOPE],
    ["a body that was dropped", 422, { detail }, DROPPED],
    ["another framework", 422, { message: "sample" }, FRAMEWORK],
    ["a proxy's page", 200, "<p>sample</p>", PROXY],
    ["a proxy's page for a 404", 404, "<p>sample</p>", PROXY],
    ["a proxy's page for a 502", 502, "<p>sample</p>", PROXY],
  ])("%s", async (_, status, body, cause) => {
    const error = await endOf(status, body);
    expect(error.message.endsWith(cause)).toBe(true);
    expect(error.message).not.toMatch(/sample|field required/);
    const { findings = [] } = error as Partial<SolvContractError>;
    for (const finding of findings) expect(finding.cause?.endsWith(cause)).toBe(true);
  });

  test("a page is read where there is no TextDecoder, such as under jsdom", async () => {
    const { TextDecoder } = globalThis;
    Reflect.deleteProperty(globalThis, "TextDecoder");
    try {
      const { code, message } = await endOf(502, "<p>sample</p>");
      expect([code, message.endsWith(PROXY)]).toEqual(["server", true]);
    } finally {
      globalThis.TextDecoder = TextDecoder;
    }
  });

  test("what has no likely cause has none", async () => {
    expect((await endOf(200, nameless)).message).toMatch(/received was nothing\.$/);
    expect((await endOf(422, { detail: [] })).message).toMatch(/invalid\.$/);
  });

  test("an envelope leaves the outcome open: it is no booking", async () => {
    expect((await endOf(200, { meta: {}, data: booking })).outcome).toBe("unknown");
  });

  test("the client ends with its block", async () => {
    const client = createSolvClient({
      baseUrl: "https://a.example",
      clientId: "c",
      accessToken: "t",
    });
    await client[Symbol.asyncDispose]();
    const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
    expect(error.message).toBe("The client is closed.");
  });

  test("where there is no fetch, that is said, and nothing was sent", async () => {
    const { fetch } = globalThis;
    Reflect.deleteProperty(globalThis, "fetch");
    try {
      const client = createPortable({
        baseUrl: "https://a.example",
        clientId: "c",
        accessToken: "t",
      });
      const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
      expect(error).toMatchObject({ code: "configuration", outcome: "not_applied" });
      expect(error.message).toBe(
        "There is no fetch here, such as under jsdom. Give one as `fetch`.",
      );
    } finally {
      globalThis.fetch = fetch;
    }
  });
});
