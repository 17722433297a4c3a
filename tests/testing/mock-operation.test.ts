/** The mock of any operation: which calls it takes, and what it answers, documented or not. */
import { expect, test } from "@jest/globals";
import nock from "nock";
import type { Operation } from "../../src/description/operations.js";
import { operations } from "../../src/description/operations.js";
import { createSolvClient } from "../../src/index.node.js";
import { isTargetOf } from "../../src/testing/mock-request.js";
import { type MockOperationOptions, mockOperation } from "../../src/testing.js";
import { parameter, validator } from "../description/parameter.js";
import { cancel } from "../verify/samples.js";
import { answerByNockOnly } from "./only-nock.js";

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
  await expect(client.cancelExternalBooking("a", body)).rejects.toMatchObject({ code: "network" });
  expect(scope.isDone()).toBe(false);
  await client.cancelExternalBooking("a/b", body);
  scope.done();
  client.close();
});

test("query parameters are matched as they are read, lists among them", () => {
  const own: Operation = {
    ...operations.createAccessToken,
    parameters: [
      parameter("page", { in: "query", kinds: ["integer"], validate: validator(Number.isInteger) }),
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
  [{ undocumented: { status: 99 } }, "The undocumented answer must have a status from 200 to 599."],
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
