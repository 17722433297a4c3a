/** How requests of any operation are written, and which values and ids are invented for them. */
import { describe, expect, test } from "@jest/globals";
import { toCurl } from "../../src/check/curl.js";
import {
  exampleBody,
  plainDraft,
  type RequestDraft,
  type RequestValues,
  toWire,
} from "../../src/check/request.js";
import { candidatesOf, keepsFormats, SAMPLES, typesOf } from "../../src/check/schema-values.js";
import { hasRoom, unusedId } from "../../src/check/unused-ids.js";
import type { Schema } from "../../src/description/document.js";
import { type Operation, operations } from "../../src/description/operations.js";
import { parameter, validator } from "../description/parameter.js";

/** Requests of operations that today's description does not have, and how any of them is written. */
describe("requests", () => {
  const { cancelExternalBooking: cancel } = operations;
  const VALUES: RequestValues = {
    key: "sample-client",
    clientSecret: "sample-secret",
    accessToken: "sample-token",
    unscopedAccessToken: "sample-unscoped",
    expiredAccessToken: "sample-expired",
    id: "sample-id",
    location: "sample-location",
    service: "sample-service",
  };

  describe("the plain request", () => {
    const { requestBody, ...open }: Operation = { ...cancel, security: [] };

    test("of an open operation without a body carries neither credentials nor a media type", () => {
      expect(plainDraft(open, VALUES)).toEqual({
        method: "DELETE",
        path: "/v1/partner/external_bookings/sample-id",
        query: "",
        headers: [["Accept", "application/json"]],
        body: undefined,
      });
    });

    test("of a body in which nothing is required is an empty object", () => {
      const [body] = Object.values(requestBody?.content ?? {});
      if (!requestBody || !body) throw new Error("The description has lost its request body.");
      const schema = "#/components/schemas/HTTPValidationError";
      const content = { "application/json": { ...body, schema, validate: () => true } };
      const draft = plainDraft({ ...open, requestBody: { ...requestBody, content } }, VALUES);
      expect(draft.body).toStrictEqual({});
    });
  });

  test.each<[Schema, unknown]>([
    [{ type: "string" }, "text"],
    [{ type: "integer" }, 7],
    [{ type: "number" }, 7],
    [{ type: ["boolean", "null"] }, true],
    [{ type: "string", enum: ["sample", "other"] }, "sample"],
    [{ const: false }, false],
    [{ type: "string", examples: ["sample", "other"] }, "sample"],
    [{}, "text"],
  ])("the value for %j is %j", (property, value) => {
    const body = { schema: { properties: { a: property } }, examples: [], validate: () => true };
    expect(exampleBody(body, VALUES, ["a"])).toStrictEqual({ a: value });
    const documented = { ...body, examples: [{ a: "documented" }, "no object", null] };
    expect(exampleBody(documented, VALUES, ["a"])).toStrictEqual({
      a: property.examples?.[0] ?? "documented",
    });
  });

  test("what is required and not described has any value, and what is known has the real one", () => {
    const body = { schema: {}, examples: [], validate: () => true };
    expect(exampleBody(body, VALUES, ["a", "service_id"])).toStrictEqual({
      a: "text",
      service_id: "sample-service",
    });
  });

  test("the kinds of a schema are a list, empty where any kind is allowed", () => {
    expect(typesOf({})).toEqual([]);
    expect(typesOf({ type: "string" })).toEqual(["string"]);
    expect(typesOf({ type: ["string", "null"] })).toEqual(["string", "null"]);
  });

  test("there is one sample of each kind", () => {
    const kinds = Object.entries(SAMPLES).map(([kind, value]) => {
      if (value === null) return [kind, "null"];
      if (Array.isArray(value)) return [kind, "array"];
      return [kind, Number.isInteger(value) ? "integer" : typeof value];
    });
    expect(kinds).toHaveLength(6);
    for (const [kind, found] of kinds) expect(found).toBe(kind);
  });

  describe("a request is written", () => {
    const draft: RequestDraft = {
      method: "POST",
      path: "/a",
      query: "?b=c",
      headers: [["x-d", "e"]],
      body: undefined,
    };
    const wire = (body: RequestDraft["body"]) =>
      toWire({ ...draft, body }, "https://a.example", "/p");
    const text = (body: RequestDraft["body"]) => new TextDecoder().decode(wire(body).body);

    test("with who sends it, and without a body where there is none", () => {
      expect(wire(undefined)).toStrictEqual({
        method: "POST",
        origin: "https://a.example",
        target: "/p/a?b=c",
        headers: [
          ["User-Agent", "solv-contract (Solv external bookings)"],
          ["x-d", "e"],
        ],
      });
      expect(toCurl(draft)).not.toContain("--data");
    });

    test("with an object as JSON, and a text as it is", () => {
      expect(text({ f: [1] })).toBe('{"f":[1]}');
      expect(text("[1")).toBe("[1");
      expect(wire("").body).toEqual(new Uint8Array());
    });
  });
});

/** Values that are invented for a schema, and the formats of texts. */
describe("values for a schema", () => {
  test.each<[string, string[], string[]]>([
    ["date", ["2031-05-20"], ["", "text", "2031-02-30", "2031-05-20T00:00:00Z"]],
    [
      "date-time",
      ["2031-05-20T16:30:00Z", "2031-05-20t16:30:00.5+02:00"],
      ["2031-05-20", "2031-05-20T25:00:00Z"],
    ],
    ["uuid", ["00000000-0000-4000-8000-000000000000"], ["0", "text"]],
    ["email", ["jane.sample@example.com"], ["jane", "a b@example.com", ""]],
    ["uri", ["https://example.com/a"], ["example.com", "/a", "https://exa mple.com"]],
  ])("a %s is one or is none", (format, allowed, others) => {
    const schema: Schema = { type: "object", properties: { a: { type: "string", format } } };
    for (const text of allowed)
      expect([text, keepsFormats(schema, { a: text })]).toEqual([text, true]);
    for (const text of others)
      expect([text, keepsFormats(schema, { a: text })]).toEqual([text, false]);
    const [sample] = candidatesOf({ type: "string", format });
    expect(keepsFormats(schema, { a: sample })).toBe(true);
  });

  test.each<[Schema, unknown]>([
    [{ type: "string", minLength: 6 }, "texttext".slice(0, 6)],
    [{ type: "string", maxLength: 2 }, "te"],
    [{ type: "integer", minimum: 20, multipleOf: 6 }, 24],
    [{ type: "integer", exclusiveMaximum: 0 }, -1],
    [{ type: "array", minItems: 2, items: { enum: ["a", "b"] } }, ["a", "b"]],
    [
      { type: "object", required: ["a"], properties: { a: { type: "integer", minimum: 9 } } },
      { a: 9 },
    ],
  ])("for %j there is %j among them", (schema, value) => {
    expect(candidatesOf(schema)).toContainEqual(value);
  });
});

/** Ids that cannot exist, of the kind that a path parameter asks for, and where there is no room for one. */
describe("ids that cannot exist", () => {
  const invented = (n: number) => `solv-contract-no-such-00000000-0000-4000-8000-00000000000${n}`;
  const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
  const inPath = (kinds: string[], allows: (value: unknown) => boolean) =>
    parameter("id", { in: "path", kinds, validate: validator(allows) });
  const text = (pattern: RegExp) => inPath(["string"], (value) => pattern.test(String(value)));

  test("are the invented text where any text is allowed", () => {
    expect(unusedId(text(/./), invented(1))).toBe(invented(1));
  });

  test.each([
    ["a UUID", uuid],
    ["upper case and digits", /^[A-Z0-9]{13,20}$/],
    ["digits alone", /^\d{20}$/],
    ["64 characters of hex", /^[\da-f]{64}$/],
  ])("are %s, another for each run", (_name, pattern) => {
    const described = text(pattern);
    expect(hasRoom(described)).toBe(true);
    const [one, other] = [invented(1), invented(2)].map((each) => unusedId(described, each));
    expect(one).toMatch(pattern);
    expect(other).toMatch(pattern);
    expect(one).not.toBe(other);
    expect(unusedId(described, invented(1))).toBe(one);
  });

  test("are the greatest exact integer where integers have no limit", () => {
    const described = inPath(["integer"], Number.isInteger);
    expect(unusedId(described, invented(1))).toBe("9007199254740991");
  });

  test.each([
    ["an enum", text(/^(a|b)$/)],
    ["a short text", text(/^.{0,10}$/)],
    ["a narrow pattern", text(/^[A-Z]{3}-\d{4}$/)],
    [
      "a bounded integer",
      inPath(["integer"], (value) => Number.isInteger(value) && Number(value) < 2 ** 53),
    ],
    ["a boolean", inPath(["boolean"], (value) => typeof value === "boolean")],
  ])("have no room in %s", (_name, described) => {
    expect(hasRoom(described)).toBe(false);
    expect(unusedId(described, invented(1))).toBeUndefined();
  });
});
