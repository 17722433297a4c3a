/** Operations that may be added: with further parameters, or with a body that names no location or service. */
import { describe, expect, test } from "@jest/globals";
import document from "../../generated/openapi.json" with { type: "json" };
import { toCurl } from "../../src/check/curl.js";
import { mismatches } from "../../src/check/probes/mismatches.js";
import { unusualRequests } from "../../src/check/probes/unusual.js";
import { plainDraft, SHELL_VARIABLES } from "../../src/check/request.js";
import {
  type DescribedParameter,
  type Operation,
  operations,
} from "../../src/description/operations.js";
import { parameter as described } from "../description/parameter.js";

const { cancelExternalBooking: cancel } = operations;
const { requestBody: _body, ...bodiless } = cancel;
const kindOf = (value: unknown) => {
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
};
const parameter = (place: string, name: string, ...kinds: string[]): DescribedParameter =>
  described(name, {
    in: place,
    kinds,
    source: "#",
    validate: (value) => kinds.includes(kindOf(value)),
    ...(kinds.includes("array") && { items: ["string"] }),
  });

describe("the parameters of an operation", () => {
  const [id] = cancel.parameters;
  if (!id) throw new Error("The description shrank.");
  const operation: Operation = {
    ...cancel,
    parameters: [
      ...cancel.parameters,
      parameter("query", "page size", "integer"),
      parameter("query", "sort", "string"),
      { ...id, in: "query" },
      { ...parameter("query", "optional", "string"), required: false },
      parameter("query", "list", "array"),
      parameter("query", "kinds", "string", "integer"),
      parameter("header", "X-Sample", "boolean"),
    ],
  };
  const query = /^\?page%20size=7&sort=text&external_booking_id=[^&{}]+&list=text&kinds=text$/;

  test("that are required are sent, with a documented value where there is one", () => {
    const draft = plainDraft(operation, SHELL_VARIABLES);
    expect(draft.query).toMatch(query);
    expect(draft.headers).toContainEqual(["X-Sample", "true"]);
    expect(draft.headers.filter(([name]) => name === "external_booking_id")).toEqual([]);
    expect(toCurl(draft)).toContain("page%20size=7");
  });

  test.each([
    [{ example: "single", schema: { enum: ["listed"] } }, "single"],
    [{ schema: { examples: ["shown"], default: "usual", enum: ["listed"] } }, "shown"],
    [{ schema: { default: "usual", enum: ["listed"] } }, "usual"],
    [{ schema: { enum: ["listed"] } }, "listed"],
    [{ example: "single", examples: { a: { value: "named" } } }, "named"],
    [{ schema: {} }, "text"],
  ])("described as %j are sent as %s", (node, value) => {
    Object.assign(document, { sample_parameter: node });
    const source = "#/sample_parameter";
    const sample = {
      ...parameter("query", "sample", "string"),
      source,
      schema: `${source}/schema`,
    };
    const draft = plainDraft({ ...cancel, parameters: [sample] }, SHELL_VARIABLES);
    Reflect.deleteProperty(document, "sample_parameter");
    expect(draft.query).toBe(`?sample=${value}`);
  });

  test("stay when an unknown one is added", () => {
    const add = (to: Operation) =>
      unusualRequests(to)
        .find(({ case: caseName }) => caseName === "valid/unknown_query")
        ?.make(to, SHELL_VARIABLES)?.query;
    expect(add(cancel)).toBe("?solv_contract=probe");
    expect(add(operation)?.replace("&solv_contract=probe", "")).toMatch(query);
  });
});

describe("a mismatch of the body", () => {
  const tried = (operation: Operation) =>
    mismatches(operation)
      .map(({ case: caseName }) => caseName.replace("mismatch/", ""))
      .filter((name) => ["location", "service", "id_case"].includes(name));

  test("is tried only where the plain request names what could be another one's", () => {
    expect(tried(cancel)).toEqual(["location", "service", "id_case"]);
    expect(tried(bodiless)).toEqual(["id_case"]);
    const [body] = Object.values(cancel.requestBody?.content ?? {});
    if (!cancel.requestBody || !body) throw new Error("The description shrank.");
    // Here both are no properties.
    const content = { "application/json": { ...body, schema: "#/components/schemas/Booking" } };
    expect(tried({ ...cancel, requestBody: { ...cancel.requestBody, content } })).toEqual([
      "id_case",
    ]);
  });
});
