/** Where tokens come from: one flight for many callers, renewed in time, never cached when it failed. */
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import nock from "nock";
import type { AccessTokenRequest } from "../../generated/schema.js";
import { createSolvClient, type SolvClient } from "../../src/index.node.js";
import {
  answerExamples,
  booking,
  bookingId,
  closeAll,
  errorOf,
  minimalBody,
  renderings,
  requestExamples,
  startClient,
} from "./support.js";

// Its import patches `node:http`, also for the test files that follow in this process.
nock.restore();
afterEach(async () => {
  nock.restore();
  jest.restoreAllMocks();
  await closeAll();
});

const tokens = (sent: string[]) => sent.filter((method) => method === "POST").length;

describe("with a clientSecret", () => {
  test.each(answerExamples("createAccessToken", 200))(
    "the token call is as described, and its answer %s is used",
    async (_, answer) => {
      const [, body] = requestExamples("createAccessToken")[0] ?? ["", {}];
      const { client_id, client_secret } = body as AccessTokenRequest;
      nock.activate();
      const baseUrl = "https://partner-api.example";
      const json = { "content-type": "application/json" };
      const scope = nock(baseUrl, { reqheaders: { "x-api-key": client_id } })
        .matchHeader("authorization", (value) => value === undefined)
        .post("/v1/auth/token", { ...body })
        .reply(200, answer, json);
      const { access_token } = answer as { access_token: string };
      const cancel = nock(baseUrl, { reqheaders: { authorization: `Bearer ${access_token}` } })
        .delete(`/v1/partner/external_bookings/${bookingId}`, { ...minimalBody })
        .reply(200, booking, json);
      const client = createSolvClient({
        baseUrl,
        clientId: client_id,
        clientSecret: client_secret,
      });
      await client.cancelExternalBooking(bookingId, minimalBody);
      scope.done();
      cancel.done();
      nock.restore();
    },
  );

  test("fifty callers share one token call, and later ones its token", async () => {
    const { client, sandbox, sent } = await startClient({ bookings: 60 }, { credential: "secret" });
    const cancelAll = (from: number, to: number) =>
      Promise.all(
        sandbox.bookings
          .slice(from, to)
          .map(({ external_booking_id, expect: _, ...place }) =>
            client.cancelExternalBooking(external_booking_id, place),
          ),
      );
    await cancelAll(0, 50);
    expect(tokens(sent())).toBe(1);
    await cancelAll(50, 60);
    expect(tokens(sent())).toBe(1);
  });

  test("a token is renewed shortly before it expires, whatever the server's clock says", async () => {
    for (const faults of [[], ["token-clock-ahead"], ["token-clock-behind"]]) {
      const { cancel, sent } = await startClient({ faults }, { credential: "secret" });
      const now = Date.now();
      await cancel();
      jest.spyOn(Date, "now").mockReturnValue(now + 3_530_000);
      await cancel();
      expect(tokens(sent())).toBe(1);
      jest.spyOn(Date, "now").mockReturnValue(now + 3_545_000);
      await cancel().catch(() => undefined);
      expect(tokens(sent())).toBe(2);
      jest.restoreAllMocks();
    }
  });

  test("a 401 brings one new token and one more attempt", async () => {
    const { cancel, sent, cancelled } = await startClient(
      { faults: ["unauthorised-once"] },
      { credential: "secret", maxRetries: 1 },
    );
    expect(await cancel()).toMatchObject({ attempts: 2 });
    expect(sent()).toEqual(["POST", "DELETE", "POST", "DELETE"]);
    expect(cancelled()).toBe(1);
  });

  test("a failure is not remembered", async () => {
    const { cancel, sent } = await startClient(
      { faults: ["token-status-500"], faultTimes: 1 },
      { credential: "secret" },
    );
    expect(await errorOf(cancel())).toMatchObject({
      code: "server",
      operationId: "createAccessToken",
      outcome: "not_applied",
    });
    expect(await cancel()).toMatchObject({ attempts: 1 });
    expect(sent()).toEqual(["POST", "POST", "DELETE"]);
  });

  test("one caller's abort does not take the token from the others", async () => {
    const { cancel, sent } = await startClient({}, { credential: "secret" });
    const controller = new AbortController();
    const first = errorOf(cancel({ signal: controller.signal }));
    const second = cancel();
    controller.abort();
    expect(await first).toMatchObject({ code: "aborted", outcome: "not_applied", attempts: 0 });
    expect(await second).toMatchObject({ attempts: 1 });
    expect(sent()).toEqual(["POST", "DELETE"]);
  });

  test("the grant type is configurable, and the secret stays out of sight", async () => {
    const { sandbox } = await startClient();
    const { clientId, clientSecret } = sandbox.credentials;
    let sentBody = "";
    const client = createSolvClient({
      baseUrl: sandbox.baseUrl,
      clientId,
      clientSecret,
      grantType: "client_credentials",
      fetch: async (_, init) => {
        sentBody = new TextDecoder().decode(init?.body as Uint8Array);
        return new Response(null, { status: 401 });
      },
    });
    await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
    expect(JSON.parse(sentBody)).toMatchObject({ grant_type: "client_credentials" });
    expect(renderings(client)).not.toContain(clientSecret);
    expect(JSON.stringify(client)).not.toContain(clientId);
  });

  test("is refused in a browser", () => {
    const page = globalThis as { document?: unknown };
    page.document = {};
    try {
      const options = { baseUrl: "https://a.example", clientId: "c", clientSecret: "s" };
      expect(() => createSolvClient(options)).toThrow("must not be used in a browser");
    } finally {
      delete page.document;
    }
  });
});

describe("with an accessToken function", () => {
  const using = async (accessToken: () => string | Promise<string>, faults: string[] = []) => {
    const started = await startClient({ faults });
    const { clientId } = started.sandbox.credentials;
    const client: SolvClient = createSolvClient({
      baseUrl: started.sandbox.baseUrl,
      clientId,
      accessToken,
      maxRetries: 1,
    });
    const cancel = () => client.cancelExternalBookingWithResponse(started.id, started.body);
    return { ...started, cancel };
  };

  test("it is asked once for concurrent calls, and again for the next", async () => {
    let asked = 0;
    const { cancel, sandbox } = await using(async () => {
      asked++;
      return sandbox.credentials.accessToken;
    });
    await Promise.all([cancel(), cancel(), cancel()]);
    expect(asked).toBe(1);
    await cancel();
    expect(asked).toBe(2);
  });

  test.each<[string, () => string | Promise<string>]>([
    ["rejects", () => Promise.reject(new Error("CANARY"))],
    [
      "throws",
      () => {
        throw new Error("CANARY");
      },
    ],
    ["gives a token with a line end", () => "CANARY\r\nx: y"],
    ["gives no string", () => 7 as unknown as string],
  ])("one that %s is a configuration error without a quotation", async (_, accessToken) => {
    const { cancel, sent } = await using(accessToken);
    const error = await errorOf(cancel());
    expect(error).toMatchObject({ code: "configuration", outcome: "not_applied", attempts: 0 });
    expect(renderings(error)).not.toContain("CANARY");
    expect(sent()).toEqual([]);
  });
});
