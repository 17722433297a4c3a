/** `client.call` and `client.api` on operations that the description may get: parameters, statuses, scopes. */
import "./added-operations.js";
import { afterAll, describe, expect, test } from "@jest/globals";
import nock from "nock";
import { createSolvClient, type SolvClient } from "../../src/index.node.js";
import { answerByNockOnly } from "../testing/only-nock.js";
import { bookingId, errorOf, minimalBody } from "./support.js";

const baseUrl = "https://partner-api.example";
const json = { "content-type": "application/json" };
const options = { baseUrl, clientId: "sample-client", accessToken: "sample-token" };

/** The client without the types of today's description. */
interface Loose {
  call(operationId: string, input?: object, options?: object): Promise<unknown>;
  readonly api: Readonly<
    Record<string, (path: string, init?: object) => Promise<Record<string, unknown>>>
  >;
  close(): Promise<void>;
}
const loose = (client: SolvClient) => client as unknown as Loose;
const client = loose(createSolvClient({ ...options, maxRetries: 0 }));

answerByNockOnly();
afterAll(() => client.close());

describe("parameters", () => {
  const queries: [object | undefined, string][] = [
    [undefined, ""],
    [{}, ""],
    [{ limit: 7, kind: "open" }, "?limit=7&kind=open"],
    [{ kind: undefined, limit: 0 }, "?limit=0"],
    [{ tags: ["a b", "c&d", "é"] }, "?tags=a%20b&tags=c%26d&tags=%C3%A9"],
    [{ ids: [3, 1] }, "?ids=3,1"],
    [{ tags: [] }, ""],
  ];
  test.each(queries)("of a query are written as it is described: %j", async (query, written) => {
    const uris: string[] = [];
    nock(baseUrl)
      .get(/./)
      .twice()
      .reply((uri) => {
        uris.push(uri);
        return [200, [], json];
      });
    expect(await client.call("listSamples", query && { query })).toEqual([]);
    await client.api.GET?.("/v1/samples", query && { params: { query } });
    expect(uris).toEqual([`/v1/samples${written}`, `/v1/samples${written}`]);
  });

  test("of a path and of headers are written, by their described kinds", async () => {
    nock(baseUrl, { reqheaders: { "x-sample-reason": "because", "x-trace": "1" } })
      .get("/v1/samples/7")
      .reply(200, { a: 1 }, json);
    const input = { path: { sample_id: 7 }, headers: { "x-sample-reason": "because" } };
    const result = await client.call("getSample", input, { headers: { "X-Trace": "1" } });
    expect(result).toEqual({ a: 1 });
  });

  test.each<[string, object, string]>([
    ["listSamples", { query: { limit: "CANARY" } }, "limit must be integer."],
    ["listSamples", { query: { limit: 1.5 } }, "limit must be integer."],
    ["listSamples", { query: { limit: null } }, "limit must be integer."],
    ["listSamples", { query: { limit: 51 } }, "limit"],
    ["listSamples", { query: { kind: "CANARY" } }, "kind"],
    ["listSamples", { query: { tags: "CANARY" } }, "tags must be a list of string."],
    ["listSamples", { query: { tags: [{ CANARY: 1 }] } }, "tags must be a list of string."],
    ["listSamples", { query: { tags: ["\ud800"] } }, "tags must be a list of string."],
    [
      "listSamples",
      { query: { limits: 7 } },
      "`limits` is not a known query parameter. The nearest is `limit`.",
    ],
    ["listSamples", { query: "CANARY" }, "query must be an object of parameters."],
    ["listSamples", { path: { CANARY: 1 } }, "is not a known path parameter. None is known."],
    ["listSamples", { body: {} }, "the operation takes no body."],
    ["listSamples", { params: {} }, "`params` is not a known part of a call."],
    ["getSample", {}, "sample_id must be integer."],
    ["getSample", { path: { sample_id: "CANARY" } }, "sample_id must be integer."],
    ["getSample", { path: { sample_id: 7 } }, "X-Sample-Reason"],
    [
      "getSample",
      { path: { sample_id: 7 }, headers: { "X-Sample-Reason": "CANARY\n" } },
      "X-Sample-Reason must be string.",
    ],
  ])("%s with %j is refused before it is sent", async (operationId, input, text) => {
    const error = await errorOf(client.call(operationId, input));
    expect(error).toMatchObject({ code: "invalid_input", outcome: "not_applied", operationId });
    expect(error.attempts).toBe(0);
    expect(error.message).toContain(text);
    expect(JSON.stringify(error)).not.toContain("CANARY\\n");
    if (!text.startsWith("is not")) expect(JSON.stringify(error)).not.toContain("CANARY");
  });

  test("that are not there are named with the operations that are", async () => {
    expect(await errorOf(client.call("getSamples"))).toMatchObject({
      code: "configuration",
      message: "`getSamples` is not a known operationId. The nearest is `getSample`.",
    });
  });
});

describe("a documented answer", () => {
  test.each([204, 205])("without a body: %i", async (status) => {
    nock(baseUrl).delete("/v1/samples/7").twice().reply(status);
    const path = { sample_id: 7 };
    expect(await client.call("removeSample", { path })).toBeUndefined();
    const answer = await client.api.DELETE?.("/v1/samples/{sample_id}", { params: { path } });
    expect(answer).toMatchObject({ data: undefined, response: { status } });
  });

  test("304 is no success, and no redirect to follow", async () => {
    nock(baseUrl).get("/v1/samples/7").twice().reply(304);
    const parameters = { path: { sample_id: 7 }, header: { "X-Sample-Reason": "a" } };
    const { path, header } = parameters;
    const error = await errorOf(client.call("getSample", { path, headers: header }));
    expect(error).toMatchObject({ status: 304, outcome: "not_applied" });
    expect(error.message).toMatch(/the server answered with status 304\.$/);
    const answer = await client.api.GET?.("/v1/samples/{sample_id}", { params: parameters });
    expect(answer).toEqual({ error: undefined, response: expect.anything() });
  });

  test("207 to a body of a media type of its own", async () => {
    nock(baseUrl, { reqheaders: { "content-type": "application/merge-patch+json" } })
      .patch("/v1/samples/7", { a: null })
      .twice()
      .reply(207, { a: 1 }, json);
    const path = { sample_id: 7 };
    expect(await client.call("mergeSample", { path, body: { a: null } })).toEqual({ a: 1 });
    const init = { params: { path }, body: { a: null } };
    const answer = await client.api.PATCH?.("/v1/samples/{sample_id}", init);
    expect(answer).toMatchObject({ data: { a: 1 } });
  });

  test("a body that may be left out is not written", async () => {
    nock(baseUrl, { badheaders: ["content-type"] })
      .patch("/v1/samples/7", (body) => body === "")
      .reply(207, {}, json);
    expect(await client.call("mergeSample", { path: { sample_id: 7 } })).toEqual({});
  });
});

describe("what takes no effect", () => {
  const path = "/v1/samples";
  test.each([
    ["a broken connection", () => nock(baseUrl).get(path).replyWithError("broken"), "network"],
    ["a crash", () => nock(baseUrl).get(path).reply(500), "server"],
    [
      "a broken answer",
      () => nock(baseUrl).get(path).reply(200, "<p>", json),
      "contract_violation",
    ],
  ])("was not applied, whatever ends it: %s", async (_, answering, code) => {
    answering();
    const error = await errorOf(client.call("listSamples"));
    expect(error).toMatchObject({ outcome: "not_applied", code });
    expect(error.retryable).toBe(code !== "contract_violation");
  });

  test("is repeated after a crash, but not after a broken answer", async () => {
    const patient = loose(createSolvClient(options));
    nock(baseUrl).get(path).reply(503).get(path).reply(200, [7], json);
    expect(await patient.call("listSamples")).toEqual([7]);
    nock(baseUrl).get(path).reply(200, "<p>", json);
    expect((await errorOf(patient.call("listSamples"))).attempts).toBe(1);
    nock(baseUrl).delete(`${path}/7`).reply(503);
    const removing = patient.call("removeSample", { path: { sample_id: 7 } });
    expect(await errorOf(removing)).toMatchObject({ attempts: 1, outcome: "unknown" });
    await patient.close();
  });
});

describe("scopes", () => {
  const secret = { baseUrl, clientId: "sample-client", clientSecret: "sample-secret" };
  const issuing = (seen: string[]) =>
    nock(baseUrl)
      .post("/v1/auth/token")
      .times(9)
      .reply((_, body) => {
        const { scope } = body as { scope: string };
        seen.push(scope);
        const token = `${scope.replace(":", "-")}-${seen.length}`;
        return [200, { access_token: token, token_type: "bearer", grant_type: "g" }, json];
      });
  const listing = (token: string, times: number) =>
    nock(baseUrl, { reqheaders: { authorization: `Bearer ${token}` } })
      .get("/v1/samples")
      .times(times)
      .reply(200, [], json);

  test("are those of the operation that is called: one token for each set, one flight each", async () => {
    const seen: string[] = [];
    issuing(seen);
    listing("read-bookings-1", 3);
    nock(baseUrl).delete("/v1/samples/7").reply(204);
    const own = loose(createSolvClient(secret));
    await Promise.all([own.call("listSamples"), own.call("listSamples")]);
    await own.call("removeSample", { path: { sample_id: 7 } });
    await own.call("listSamples");
    expect(seen).toEqual(["read:bookings", "write:samples"]);
    nock.cleanAll();
    await own.close();
  });

  test("are those of the option where it is given", async () => {
    const seen: string[] = [];
    issuing(seen);
    nock(baseUrl).get("/v1/samples").reply(200, [], json).delete("/v1/samples/7").reply(204);
    const own = loose(createSolvClient({ ...secret, scope: "read:bookings,write:samples" }));
    await own.call("listSamples");
    await own.call("removeSample", { path: { sample_id: 7 } });
    expect(seen).toEqual(["read:bookings,write:samples"]);
    nock.cleanAll();
    await own.close();
  });
});

describe("headers", () => {
  const start = (headers: object) => createSolvClient({ ...options, headers: headers as never });
  const answering = (reqheaders: Record<string, string>) =>
    nock(baseUrl, { reqheaders }).delete(/./).reply(422, { detail: [] }, json);

  test("may name the caller's program, once", async () => {
    const seen: unknown[] = [];
    nock(baseUrl)
      .get("/v1/samples")
      .reply(function answer() {
        seen.push(this.req.headers["user-agent"]);
        return [200, [], json];
      });
    await client.call("listSamples", {}, { headers: { "User-Agent": "sample/1" } });
    expect([seen].flat(2)).toEqual(["sample/1"]);
  });

  test("of a call go before the client's, and both before what api sends of its own", async () => {
    const own = start({ "X-Partner": "sample", traceparent: "client" });
    const scope = answering({ "x-partner": "sample", traceparent: "call" });
    const headers = { traceparent: "call", absent: undefined };
    await errorOf(own.cancelExternalBooking(bookingId, minimalBody, { headers }));
    scope.done();
    const iterable = answering({ "x-partner": "other", traceparent: "client" });
    const list = new Headers({ "X-Partner": "other" });
    await errorOf(own.cancelExternalBooking(bookingId, minimalBody, { headers: list }));
    iterable.done();
    const viaApi = answering({ "x-partner": "sample", traceparent: "api" });
    await own.api.DELETE("/v1/partner/external_bookings/{external_booking_id}", {
      params: { path: { external_booking_id: bookingId } },
      body: minimalBody,
      headers: { traceparent: "api" },
    });
    viaApi.done();
    await own.close();
  });

  test.each([
    ["Authorization", "CANARY", "must not hold `authorization`, which the client sets itself."],
    ["X-API-Key", "CANARY", "must not hold `x-api-key`"],
    ["Content-Length", "7", "must not hold `content-length`"],
    ["transfer-encoding", "chunked", "must not hold `transfer-encoding`"],
    ["content-type", "text/plain", "must not hold `content-type`"],
    ["Proxy-Authorization", "CANARY", "must not hold `proxy-authorization`"],
    ["x-trace", "CANARY\r\nx-other: 1", "The header `x-trace` must be one line of Latin-1 text."],
    ["x-trace", 7, "The header `x-trace` must be one line of Latin-1 text."],
    ["CANARY CANARY", "a", "headers must be an object of names and values."],
  ])("that are not the caller's are refused: %s", async (name, value, text) => {
    const headers = { [name]: value };
    expect(() => start(headers)).toThrow(text);
    const call = client.call("listSamples", {}, { headers });
    const error = await errorOf(call);
    expect(error).toMatchObject({ code: "configuration", attempts: 0 });
    expect(error.message).toContain(text);
    expect(error.message).not.toContain("CANARY");
  });
});

test("an unknown option of a call is named, with the nearest that is known", async () => {
  const cancelling = createSolvClient(options);
  const given = { timeout: 7 } as object;
  const text = "`timeout` is not a known option. The nearest is `timeoutMs`.";
  for (const call of [
    cancelling.cancelExternalBooking(bookingId, minimalBody, given),
    client.call("listSamples", {}, given),
  ]) {
    expect(await errorOf(call)).toMatchObject({ code: "configuration", message: text });
  }
  await cancelling.close();
});
