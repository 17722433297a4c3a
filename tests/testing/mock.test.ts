/** The mock of the cancel for users' own tests: what it answers, and what it insists on. */
import { describe, expect, test } from "@jest/globals";
import nock from "nock";
import { examplesAt } from "../../src/description/document.js";
import { contractMatchers, mockCancelExternalBooking } from "../../src/testing.js";
import { cancel } from "../verify/samples.js";
import { answerByNockOnly } from "./only-nock.js";

expect.extend(contractMatchers);

const origin = "https://partner-api.solvhealth.com";
const body = cancel().requestBody ?? "";

answerByNockOnly();

async function send(
  parts: { id?: string; headers?: Record<string, string>; body?: string; at?: string } = {},
) {
  const { id = "sample-1", at = origin } = parts;
  const response = await fetch(`${at}/v1/partner/external_bookings/${id}`, {
    method: "DELETE",
    headers: {
      "content-type": "application/json",
      "x-api-key": "sample-key",
      authorization: "Bearer sample-token",
      ...parts.headers,
    },
    body: parts.body ?? body,
  });
  return { response, value: await response.clone().json() };
}

describe("mockCancelExternalBooking", () => {
  test("answers with the first example of the description", async () => {
    const scope = mockCancelExternalBooking(nock(origin));
    const { response, value } = await send();
    await expect(response).toConformToContract("cancelExternalBooking");
    expect(response.status).toBe(200);
    expect(JSON.stringify(value)).toBe(cancel().responseBody);
    scope.done();
  });

  test.each([[undefined], [null], [{}], [nock], [{ status: 200 }]])(
    "asks for nock where it is given %p",
    (given) => {
      expect(() => mockCancelExternalBooking(given as never)).toThrow(
        new TypeError("Expected nock itself, as in { nock }, or one of its scopes."),
      );
    },
  );

  test("brings its scope when it is given nock", async () => {
    const scope = mockCancelExternalBooking({ nock, example: "minimal" });
    const { value } = await send({ id: "a%2Fb" });
    expect(value).toMatchObject({ first_name: "John" });
    scope.done();
  });

  const gateway = "https://gateway.example/partner-api";
  test.each([
    ["in its base URL", () => mockCancelExternalBooking({ nock, baseUrl: gateway })],
    ["with a slash at its end", () => mockCancelExternalBooking({ nock, baseUrl: `${gateway}/` })],
    ["in the scope's URL", () => mockCancelExternalBooking(nock(gateway))],
  ])("answers behind a path that stands %s, and only there", async (_, mock) => {
    const scope = mock();
    await expect(send({ at: "https://gateway.example" })).rejects.toThrow();
    const { response, value } = await send({ at: gateway });
    expect(response.status).toBe(200);
    expect(JSON.stringify(value)).toBe(cancel().responseBody);
    scope.done();
  });

  test("answers one booking only, when it is named", async () => {
    const scope = mockCancelExternalBooking(nock(origin), { externalBookingId: "a/b ü" });
    await expect(send({ id: "other" })).rejects.toThrow();
    const { response } = await send({ id: encodeURIComponent("a/b ü") });
    expect(response.status).toBe(200);
    scope.done();
  });

  test("lets a test choose values and the other documented answer", async () => {
    mockCancelExternalBooking(nock(origin), { booking: { id: 7, status: "gone" } });
    expect((await send()).value).toMatchObject({ id: 7, status: "gone", first_name: "Jane" });
    mockCancelExternalBooking(nock(origin), { status: 422, example: "missing_body" });
    const { response } = await send();
    expect(response.status).toBe(422);
    await expect(response).toConformToContract("cancelExternalBooking");
  });

  test.each([
    [
      { status: 404 },
      "No answer 404 is documented; there are 200 and 422. One that a server gives all the same is { undocumented: { status: 404 } }.",
    ],
    [{ example: "none" }, "The answer 200 has no such example; it has full and minimal."],
    [
      { booking: { id: "7" as unknown as number } },
      "The answer leaves the contract: /id: documented is integer, received was string.",
    ],
    [
      { booking: { sex: "x" } as object },
      "The answer leaves the contract: /sex: documented is no such property, received was one.",
    ],
  ])("refuses an answer that leaves the contract: %j", (options, message) => {
    expect(() => mockCancelExternalBooking(nock(origin), options)).toThrow(new RangeError(message));
  });

  test.each([
    [
      "{}",
      [
        {
          loc: ["body", "external_location_id"],
          msg: "field required",
          type: "value_error.missing",
        },
        { loc: ["body", "service_id"], msg: "field required", type: "value_error.missing" },
      ],
    ],
    ["", [{ loc: ["body"], msg: "field required", type: "value_error.missing" }]],
    ["[]", [{ loc: ["body"], msg: "the type object is expected", type: "type_error.dict" }]],
    [
      '{"external_location_id":1,"service_id":"s"}',
      [
        {
          loc: ["body", "external_location_id"],
          msg: "the type string is expected",
          type: "type_error.str",
        },
      ],
    ],
  ])(
    "answers the invalid body %j with 422, as documented, and says what is wrong where",
    async (sent, detail) => {
      mockCancelExternalBooking(nock(origin));
      const { response, value } = await send({ body: sent });
      expect(response.status).toBe(422);
      await expect(response).toConformToContract("cancelExternalBooking");
      expect(response.headers.get("content-type")).toBe("application/json");
      expect(value).toEqual({ detail });
    },
  );

  test("declares its answers as JSON, and lets an undocumented property of a request pass", async () => {
    mockCancelExternalBooking(nock(origin));
    const sent = JSON.stringify({ ...JSON.parse(body), note: "x" });
    const { response } = await send({ body: sent });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
  });

  test.each(["", "a/b", "%zz"])("answers no path that names no booking: %j", async (id) => {
    const scope = mockCancelExternalBooking(nock(origin), { externalBookingId: "a" });
    await expect(send({ id })).rejects.toThrow();
    expect(scope.isDone()).toBe(false);
    nock.cleanAll();
  });

  test("answers any booking when none is named, but only a booking", async () => {
    const scope = mockCancelExternalBooking(nock(origin));
    for (const id of ["", "a/b"]) await expect(send({ id })).rejects.toThrow();
    const url = `${origin}/v2/partner/external_bookings/sample-1`;
    await expect(fetch(url, { method: "DELETE", body })).rejects.toThrow();
    expect(scope.isDone()).toBe(false);
    expect((await send({ id: "a?x=/y" })).response.status).toBe(200);
  });

  test("a request with other credentials than documented fails, and is not quoted", async () => {
    mockCancelExternalBooking(nock(origin));
    const headers = { authorization: "Basic sample-secret" };
    const error: Error = await send({ headers }).then(
      () => new Error("It was answered."),
      (failure: Error) => failure,
    );
    const said = `${error.message} ${(error.cause as Error | undefined)?.message}`;
    expect(said).toContain("documented is authorization with bearer, received was another scheme.");
    expect(said).not.toContain("sample-secret");
  });

  test("its examples are those of the description", () => {
    const source =
      "#/paths/~1v1~1partner~1external_bookings~1{external_booking_id}/delete/responses/200";
    expect([...examplesAt(`${source}/content/application~1json`).keys()]).toEqual([
      "full",
      "minimal",
    ]);
  });
});

test("a scope that does not tell the path of its base URL has none", () => {
  const taken: ((uri: string) => boolean)[] = [];
  class SampleScope {
    intercept(matches: (uri: string) => boolean) {
      taken.push(matches);
      return { reply: () => this };
    }
  }
  mockCancelExternalBooking(new SampleScope());
  const path = "/v1/partner/external_bookings/sample-1";
  expect(taken.map((matches) => [matches(path), matches(`/elsewhere${path}`)])).toEqual([
    [true, false],
  ]);
});
