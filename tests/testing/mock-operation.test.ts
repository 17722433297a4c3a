/** The mock of any operation, and the answers that tests have at hand. */
import { describe, expect, test } from "@jest/globals";
import nock from "nock";
import { type Operation, operations } from "../../src/description/operations.js";
import { createSolvClient } from "../../src/index.node.js";
import { isTargetOf } from "../../src/testing/mock-request.js";
import { isFetchResponse, readFetchResponse, readReply } from "../../src/testing/reply.js";
import { type MockOperationOptions, mockOperation } from "../../src/testing.js";
import { parameter, validator } from "../description/parameter.js";
import { cancel } from "../verify/samples.js";
import { answerByNockOnly } from "./only-nock.js";

/** The mock of any operation: which calls it takes, and what it answers, documented or not. */
describe("mocks", () => {
  const origin = "https://api.sample.invalid";
  const body = JSON.parse(cancel().requestBody ?? "");
  const given = { baseUrl: origin, clientId: "sample-client", maxRetries: 0 };

  answerByNockOnly();

  test("the token call is an operation like any other", async () => {
    const tokens = mockOperation("createAccessToken", nock(origin), {
      body: { access_token: "sample-made" },
    });
    const scope = nock(origin, { reqheaders: { authorization: "Bearer sample-made" } });
    const cancels = mockOperation("cancelExternalBooking", scope);
    const client = createSolvClient({ ...given, clientSecret: "sample-secret" });
    await expect(client.cancelExternalBooking("a", body)).resolves.toHaveProperty("id");
    tokens.done();
    cancels.done();
    client.close();
  });

  test.each([
    [
      { status: 404, body: { detail: "none" } },
      { code: "not_found", outcome: "not_applied" },
    ],
    [
      { status: 429, headers: { "retry-after": "7" } },
      { code: "rate_limit", retryAfter: 7 },
    ],
    [
      { status: 502, body: "<html>" },
      { code: "server", outcome: "unknown" },
    ],
    [{ status: 200, body: { data: {}, meta: {} } }, { code: "contract_violation" }],
  ])("an undocumented answer is given by name: %j", async (undocumented, error) => {
    mockOperation("cancelExternalBooking", nock(origin), { undocumented });
    const client = createSolvClient({ ...given, accessToken: "sample-token" });
    await expect(client.cancelExternalBooking("a", body)).rejects.toMatchObject(error);
    client.close();
  });

  test("another call is not intercepted", async () => {
    const path = { external_booking_id: "a/b" };
    const scope = mockOperation("cancelExternalBooking", nock(origin), { path });
    const client = createSolvClient({ ...given, accessToken: "sample-token" });
    await expect(client.cancelExternalBooking("a", body)).rejects.toMatchObject({
      code: "network",
    });
    expect(scope.isDone()).toBe(false);
    await client.cancelExternalBooking("a/b", body);
    scope.done();
    client.close();
  });

  test("query parameters are matched as they are read, lists among them", () => {
    const own: Operation = {
      ...operations.createAccessToken,
      parameters: [
        parameter("page", {
          in: "query",
          kinds: ["integer"],
          validate: validator(Number.isInteger),
        }),
        parameter("tags", { in: "query", kinds: ["array"], items: ["string"] }),
      ],
    };
    Object.assign(operations, { createAccessToken: own });
    try {
      const matches = (query: string, wanted: object) =>
        isTargetOf(own, own.path + query, { query: { ...wanted } });
      expect(matches("?page=2", { page: 2 })).toBe(true);
      expect(matches("?page=3", { page: 2 })).toBe(false);
      expect(matches("", { page: 2 })).toBe(false);
      expect(matches("?tags=a&tags=b&page=1", { tags: ["a", "b"] })).toBe(true);
      expect(matches("?tags=a", { tags: ["a", "b"] })).toBe(false);
      expect(matches("?tags=a,b", { tags: ["a", "b"] })).toBe(false);
      expect(matches("?page=7", { page: undefined })).toBe(true);
    } finally {
      Object.assign(operations, { createAccessToken: { ...own, parameters: [] } });
    }
  });

  test.each<[MockOperationOptions<"cancelExternalBooking">, string]>([
    [{ undocumented: { status: 404 }, status: 200 }, "Give either `undocumented` or `status`."],
    [
      { undocumented: { status: 99 } },
      "The undocumented answer must have a status from 200 to 599.",
    ],
    [
      { undocumented: { status: 422, body: { detail: [] } } },
      "The answer 422 is documented so. Give `status` and `body`.",
    ],
  ])("refuses %j", (options, message) => {
    expect(() => mockOperation("cancelExternalBooking", nock(origin), options)).toThrow(
      new RangeError(message),
    );
  });

  test.each([
    [{ path: { booking: "a" } }, "`booking` is not a known path parameter."],
    [{ statusCode: 200 }, "`statusCode` is not a known option. The nearest is `status`."],
    [{ externalBookingId: "a" }, "`externalBookingId` is not a known option."],
  ])("refuses what it does not know: %j", (options, message) => {
    const mock = () => mockOperation("cancelExternalBooking", nock(origin), options as never);
    expect(mock).toThrow(TypeError);
    expect(mock).toThrow(message);
  });

  test("refuses an operation that is not described", () => {
    expect(() => mockOperation("cancelBooking" as never, nock(origin))).toThrow(
      "`cancelBooking` is not a known operation.",
    );
  });
});

/** The answers that tests have at hand, read as what would have travelled. */
describe("answers at hand", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const json = ["content-type", "application/json"];

  describe("a body", () => {
    test.each([
      ["left out", undefined, "", []],
      ["null", null, "", []],
      ["text", '{"a":1}', '{"a":1}', []],
      ["bytes", bytes("ab"), "ab", []],
      ["a value", { a: 1 }, '{"a":1}', [json]],
      ["false", false, "false", [json]],
    ])("that is %s is read as it would travel", (_name, body, text, headers) => {
      expect(readReply({ status: 200, body })).toEqual({ status: 200, headers, body: bytes(text) });
      expect(readReply([200, body])).toEqual({ status: 200, headers, body: bytes(text) });
    });

    test("that is a value keeps the media type it was given", () => {
      const headers = { "Content-Type": "text/plain" };
      expect(readReply({ status: 200, headers, body: {} }).headers).toEqual([
        ["Content-Type", "text/plain"],
      ]);
    });
  });

  test("header fields are a list, whatever they were", () => {
    const read = (headers: unknown) => readReply({ statusCode: 201, headers }).headers;
    expect(read(undefined)).toEqual([]);
    expect(read(new Headers({ a: "1" }))).toEqual([["a", "1"]]);
    expect(read([["a", "1"]])).toEqual([["a", "1"]]);
    expect(read({ a: "1", b: ["2", "3"], c: undefined })).toEqual([
      ["a", "1"],
      ["b", "2"],
      ["b", "3"],
    ]);
  });

  test.each(["content-type: application/json", 7, true])("header fields are not %j", (headers) => {
    expect(() => readReply({ status: 200, headers })).toThrow(
      new TypeError("Expected the headers as an object, as a list of pairs, or as Headers."),
    );
  });

  test("a fetch Response is known by its clone and its body", async () => {
    const response = new Response("ab", { status: 201, headers: { a: "1" } });
    expect(isFetchResponse(response)).toBe(true);
    for (const other of [null, {}, { clone: () => 1 }, { bodyUsed: true }]) {
      expect(isFetchResponse(other)).toBe(false);
    }
    const read = await readFetchResponse(response);
    expect(read).toMatchObject({ status: 201, body: bytes("ab") });
    expect(read.headers).toContainEqual(["a", "1"]);
  });
});
