/** Adds operations to the description, as the generator would write them. Import it before `src/`. */
import { jest } from "@jest/globals";

jest.mock("../../generated/operations.js", () => {
  const actual = jest.requireActual("../../generated/operations.js") as {
    operations: {
      cancelExternalBooking: {
        security: readonly (readonly object[])[];
        parameters: readonly object[];
      };
    };
  };
  const { cancelExternalBooking: cancel } = actual.operations;
  const validator = (keyword: string, isValid: (value: unknown) => boolean) => {
    const validate = (value: unknown) => {
      const fault = { pointer: "", instancePath: "", schemaPath: "#", keyword, params: {} };
      validate.errors = isValid(value) ? [] : [{ ...fault, found: typeof value }];
      return validate.errors.length === 0;
    };
    validate.errors = [] as object[];
    return validate;
  };
  const anything = validator("type", () => true);
  const parameter = (place: string, name: string, more: object) => ({
    name,
    in: place,
    required: false,
    style: place === "query" ? "form" : "simple",
    explode: place === "query",
    schema: "#",
    validate: anything,
    source: "#",
    line: 1,
    kinds: ["string"],
    ...more,
  });
  const scoped = (scope: string) =>
    cancel.security.map((credentials) =>
      credentials.map((one) => ("scheme" in one ? { ...one, scopes: [scope] } : one)),
    );
  const answer = (content: object = {}) => ({ source: "#", line: 1, headers: [], content });
  const json = answer({ "application/json": { schema: "#", validate: anything } });
  const { requestBody: _, ...bodiless } = cancel as typeof cancel & { requestBody: object };
  const read = {
    ...bodiless,
    method: "GET",
    line: 1,
    source: "#",
    security: scoped("read:bookings"),
  };
  const path = "/v1/samples";
  const limit = {
    kinds: ["integer"],
    validate: validator("maximum", (value) => Number(value) <= 50),
  };
  const kind = {
    kinds: ["string"],
    validate: validator("enum", (value) => value === "open" || value === "closed"),
  };
  const sampleId = parameter("path", "sample_id", { required: true, kinds: ["integer"] });
  const added = {
    listSamples: {
      ...read,
      id: "listSamples",
      path,
      parameters: [
        parameter("query", "limit", limit),
        parameter("query", "kind", kind),
        parameter("query", "tags", { kinds: ["array"], items: ["string"] }),
        parameter("query", "ids", { kinds: ["array"], items: ["integer"], explode: false }),
      ],
      responses: { "200": json },
    },
    getSample: {
      ...read,
      id: "getSample",
      path: `${path}/{sample_id}`,
      parameters: [sampleId, parameter("header", "X-Sample-Reason", { required: true })],
      responses: { "2XX": json, "304": answer(), default: json },
    },
    removeSample: {
      ...read,
      id: "removeSample",
      method: "DELETE",
      path: `${path}/{sample_id}`,
      security: scoped("write:samples"),
      parameters: [sampleId],
      responses: { "204": answer(), "205": answer() },
    },
    mergeSample: {
      ...cancel,
      id: "mergeSample",
      method: "PATCH",
      path: `${path}/{sample_id}`,
      security: scoped("write:samples"),
      parameters: [sampleId],
      requestBody: {
        required: false,
        source: "#",
        line: 1,
        content: { "application/merge-patch+json": { schema: "#", validate: anything } },
      },
      responses: { "207": json },
    },
  };
  return { ...actual, operations: { ...actual.operations, ...added } };
});
