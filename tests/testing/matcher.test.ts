/** The matcher for users' own tests: what it accepts, what it refuses, and what it says. */
import { describe, expect, test } from "@jest/globals";
import { lineOf } from "../../src/description/document.js";
import { type Operation, operations } from "../../src/description/operations.js";
import { judge } from "../../src/judge/judge.js";
import { type ContractMatchers, contractMatchers } from "../../src/testing.js";
import { booking, cancel, refusal, token } from "../verify/samples.js";

declare module "expect" {
  interface Matchers<R> extends ContractMatchers<R> {}
}

expect.extend(contractMatchers);

const json = { "Content-Type": "application/json; charset=utf-8" };
const good = { status: 200, headers: json, body: cancel().responseBody };
const bad = { ...good, body: booking((b) => Object.assign(b, { email: null, secret_field: "x" })) };

const faultsOf = (operation: Operation, { status, headers, body = "" }: typeof good) =>
  judge(operation, undefined, {
    status,
    headers: Object.entries(headers),
    body: Buffer.from(body),
  }).filter(({ severity }) => severity === "error");

/** The first operation that answers with a booking. */
const first = Object.values<Operation>(operations).find(({ responses }) =>
  Object.values(responses[200]?.content ?? {}).some(({ schema }) => schema.endsWith("/Booking")),
)?.id;

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("Nothing was thrown.");
}

describe("toConformToContract accepts", () => {
  test.each([
    ["text", good],
    ["bytes", { ...good, body: Buffer.from(good.body ?? "") }],
    ["a value", { status: 200, body: JSON.parse(good.body ?? "") }],
    ["statusCode", { ...good, status: undefined, statusCode: 200 }],
    ["Headers", { ...good, headers: new Headers(json) }],
    ["a list of headers", { ...good, headers: [["content-type", "application/json"]] }],
    ["header values in lists", { ...good, headers: { "content-type": ["application/json"] } }],
    ["a reply of nock", [200, JSON.parse(good.body ?? ""), json]],
    ["a reply of nock without headers", [200, JSON.parse(good.body ?? "")]],
    ["the other documented answer", { ...good, status: 422, body: refusal }],
    ["a further property", { ...good, body: booking((b) => Object.assign(b, { x: 1 })) }],
  ])("%s", (_, reply) => {
    expect(reply).toConformToContract("cancelExternalBooking");
    expect(reply).toConformToContract();
  });

  test("a fetch Response, without reading it up", async () => {
    const response = new Response(good.body, { status: 200, headers: json });
    await expect(response).toConformToContract("cancelExternalBooking");
    expect(await response.json()).toMatchObject({ first_name: "Jane" });
  });

  test("what another operation answers, when none is named", () => {
    const reply = { status: 200, headers: json, body: token.responseBody };
    expect(reply).toConformToContract();
    expect(reply).not.toConformToContract("cancelExternalBooking");
  });
});

describe("toConformToContract refuses", () => {
  test.each([
    ["null in a field", bad],
    ["a missing field", { ...good, body: booking((b) => delete b.id) }],
    ["no media type", { status: 200, body: good.body }],
    ["another media type", { ...good, headers: { "content-type": "text/html" } }],
    ["an undocumented success", { ...good, status: 201 }],
    ["a crash", { ...good, status: 500 }],
    ["an empty body", { status: 200, headers: json }],
    ["a wrapped answer", [200, { data: JSON.parse(good.body ?? "") }]],
  ])("%s", (_, reply) => {
    expect(reply).not.toConformToContract("cancelExternalBooking");
    expect(reply).not.toConformToContract();
    expect(() => expect(reply).toConformToContract("cancelExternalBooking")).toThrow();
  });

  test("a fetch Response, judged by the operation that its address belongs to", async () => {
    const response = new Response(good.body, { status: 200, headers: json });
    await expect(response).toConformToContract();
    Object.defineProperty(response, "url", { value: `https://a.example${token.url}` });
    await expect(response).not.toConformToContract();
    await expect(expect(response).toConformToContract()).rejects.toThrow(
      "does not conform to createAccessToken",
    );
  });
});

test("a fetch Response whose address is no URL is judged by any operation", async () => {
  const response = new Response(token.responseBody, { status: 200, headers: json });
  Object.defineProperty(response, "url", { value: "/v1/partner/external_bookings/sample" });
  await expect(response).toConformToContract();
});

describe("the message", () => {
  test("says what is documented where and what was received, and quotes nothing", () => {
    const message = messageOf(() => expect(bad).toConformToContract("cancelExternalBooking"));
    expect(message.split("\n")).toEqual([
      "The answer (status 200) does not conform to cancelExternalBooking.",
      `  response_schema_conformance: /email: documented is string, received was null. (openapi/external-bookings.yaml:${lineOf("#/components/schemas/Booking/properties/email/type")})`,
    ]);
    for (const value of Object.values(JSON.parse(good.body ?? "{}"))) {
      if (typeof value === "string" && value.length > 3) expect(message).not.toContain(value);
    }
  });

  test("names the nearest operation when none was named", () => {
    const message = messageOf(() => expect(bad).toConformToContract());
    const nearest = Object.values<Operation>(operations)
      .map((operation) => ({ id: operation.id, faults: faultsOf(operation, bad).length }))
      .reduce((best, one) => (one.faults < best.faults ? one : best));
    expect(nearest.faults).toBe(1);
    expect(message).toContain(
      `does not conform to any operation.\nThe nearest is ${nearest.id}:\n`,
    );
  });

  test("of a negated match says what it conforms to", () => {
    expect(messageOf(() => expect(good).not.toConformToContract())).toBe(
      `Expected the answer not to conform to any operation, but it conforms to ${first}.`,
    );
  });
});

describe("misuse is told", () => {
  test.each([undefined, null, "text", {}, [], 5])("%j is no answer", (value) => {
    expect(() => expect(value).toConformToContract()).toThrow(TypeError);
  });

  test.each([undefined, {}, { clone: () => ({}) }, { bodyUsed: false }])(
    "%p is told what an answer would be",
    (value) => {
      expect(() => expect(value).toConformToContract()).toThrow(
        new TypeError(
          "Expected a fetch Response, a nock reply [status, body, headers], or { status, headers, body }.",
        ),
      );
    },
  );

  test("an operation that is not described", () => {
    expect(() => expect(good).toConformToContract("toString" as "createAccessToken")).toThrow(
      `The description has no such operation; it has ${Object.keys(operations).join(", ")}.`,
    );
  });

  test("a Response whose body was read", async () => {
    const response = new Response(good.body, { status: 200, headers: json });
    await response.text();
    await expect(expect(response).toConformToContract()).rejects.toThrow("was read already");
  });
});
