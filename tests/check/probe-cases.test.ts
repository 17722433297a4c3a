/** What is tried with operations that today's description does not have: open, or with other bodies. */
import { describe, expect, test } from "@jest/globals";
import "./described-body.js";
import { authentication } from "../../src/check/probes/authentication.js";
import { invalidBodies } from "../../src/check/probes/bodies.js";
import { harshValues } from "../../src/check/probes/harsh.js";
import { mismatches } from "../../src/check/probes/mismatches.js";
import { unusualIds } from "../../src/check/probes/paths.js";
import type { ProbeCase } from "../../src/check/probes/probe-case.js";
import { unusualRequests } from "../../src/check/probes/unusual.js";
import { SHELL_VARIABLES } from "../../src/check/request.js";
import { type Operation, operations } from "../../src/description/operations.js";

const NOT_OBJECTS = ["malformed", "not_an_object/array", "not_an_object/string"];
const NOT_NUMBERS = ["null", "boolean", "string", "array", "object"];
const NOT_TEXTS = ["boolean", "integer", "array", "object"];
const NOT_LISTS = ["null", "boolean", "integer", "string", "object"];

const { requestBody, ...bodiless } = operations.cancelExternalBooking;
const [[clientId, token] = []] = bodiless.security;
const [described] = Object.values(requestBody?.content ?? {});
if (!requestBody || !described || !clientId || !token) throw new Error("The description shrank.");

const operation: Operation = {
  ...bodiless,
  path: "/sample",
  security: [],
  requestBody: {
    ...requestBody,
    required: false,
    content: {
      "application/json": { ...described, schema: "#/sample/body", validate: () => true },
    },
  },
};
const cases = (variations: ProbeCase[]) => variations.map(({ case: caseName }) => caseName);
const bodyOf = (variations: ProbeCase[], wanted: string) =>
  variations.find(({ case: caseName }) => caseName === wanted)?.make(operation, SHELL_VARIABLES)
    ?.body;

describe("an operation without credentials", () => {
  test("is not tried with wrong ones, nor with its scheme in another case", () => {
    expect(authentication(operation)).toEqual([]);
    expect(cases(unusualRequests({ ...bodiless, security: [] }))).toEqual(
      [
        "header_case",
        "header_lower_case",
        "unknown_header",
        "accept_encoding",
        "unknown_query",
      ].map((name) => `valid/${name}`),
    );
  });

  test("on no booking is tried with no id", () => {
    expect(unusualIds(operation)).toEqual([]);
    expect(cases(harshValues(operation))).toEqual(["harsh/nul/note"]);
    expect(cases(harshValues(bodiless))).toEqual(["harsh/nul_in_id"]);
  });
});

describe("an id close to a booking's", () => {
  const pathOf = (caseName: string, id: string) =>
    mismatches(bodiless)
      .find((one) => one.case === `mismatch/${caseName}`)
      ?.make(bodiless, { ...SHELL_VARIABLES, id })
      ?.path.split("/")
      .at(-1);

  test.each([
    ["unicode_form", "\u00e9", "e%CC%81"],
    ["unicode_form", "e\u0301", "%C3%A9"],
    ["unicode_form", "sample", undefined],
    ["id_case", "aB1", "Ab1"],
    ["id_case", "1-2", undefined],
    ["double_decoding", "a\t", "%2561%2509"],
  ])("of %s: %j is %j", (caseName, id, expected) => {
    expect(pathOf(caseName, id)).toBe(expected);
  });
});

describe("a token", () => {
  const tried = (scopes: string[]) =>
    authentication({ ...operation, security: [[{ ...token, scopes }]] });

  test("that needs no scope is not tried without one", () => {
    expect(cases(tried([]))).toEqual(
      [
        "missing",
        "garbage",
        "scheme_ignored",
        "scheme_length",
        "basic",
        "bare",
        "extended",
        "header/x-authorization",
        "header/x-access-token",
        "header/x-auth-token",
        "header/cookie",
        "other_scheme",
        "expired",
      ].map((name) => `auth/access_token/${name}`),
    );
  });

  test("is tried without all of its scopes", () => {
    expect(tried(["a", "b"]).at(-1)?.expects).toBe("A token without a and b is refused.");
  });

  test("alone is taken away, and what else a request carries stays", () => {
    const open = { ...bodiless, security: [[clientId, token]] };
    const [missing] = authentication({ ...open, security: [[token]] });
    const headers = missing?.make(open, SHELL_VARIABLES)?.headers;
    expect(headers).toContainEqual([clientId.header, SHELL_VARIABLES.key]);
    expect(headers?.map(([name]) => name)).not.toContain(token.header);
  });
});

describe("a credential that an alternative does without", () => {
  const tried = (...alternatives: (typeof token)[][]) =>
    new Set(
      authentication({ ...bodiless, security: [[clientId, token], ...alternatives] }).map(
        ({ case: caseName }) => caseName.split("/")[1],
      ),
    );

  test.each([
    ["nothing", [], []],
    ["the client id", [clientId], ["client_id"]],
    ["another credential", [{ ...token, name: "sample" }], ["client_id", "access_token"]],
  ])("is neither left out nor wrong where %s is enough", (_, alternative, names) => {
    expect([...tried(alternative)]).toEqual(names);
  });
});

describe("a body", () => {
  test("that does not exist is not varied", () => {
    expect(invalidBodies(bodiless)).toEqual([]);
    expect(invalidBodies({ ...bodiless, requestBody: { ...requestBody, content: {} } })).toEqual(
      [],
    );
  });

  test("in which nothing is required is tried as every kind that it may not be", () => {
    const variations = invalidBodies(operation);
    expect(cases(variations)).toEqual([
      ...NOT_OBJECTS.map((name) => `body/${name}`),
      "body/media_type",
      "body/trailing_text",
      ...NOT_NUMBERS.map((kind) => `body/type/amount/${kind}`),
      ...NOT_TEXTS.map((kind) => `body/type/note/${kind}`),
      ...NOT_LISTS.map((kind) => `body/type/list/${kind}`),
    ]);
    expect(bodyOf(variations, "body/type/list/integer")).toEqual({ list: 7 });
    const note = variations.find(({ case: caseName }) => caseName === "body/type/note/array");
    expect(note).toMatchObject({
      expects: "note as array is refused: it is documented as string or null.",
      expectation: { kind: "invalid", level: "schema", lenient: false },
    });
  });

  test("is tried with unusual texts where text is allowed", () => {
    const variations = unusualRequests(operation);
    expect(cases(variations).filter((name) => name.includes("/note"))).toHaveLength(5);
    expect(cases(variations).filter((name) => /\/(amount|anything|list)/.test(name))).toEqual([]);
    expect(bodyOf(variations, "valid/full")).toEqual({
      anything: "text",
      amount: 7,
      note: "text",
      list: [],
    });
    expect(bodyOf(variations, "valid/unknown_property")).toEqual({ solv_contract: "probe" });
  });
});
