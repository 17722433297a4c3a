/** Lets the cancel ask for another body while something is tried, as the generator would write it. */
import document from "../../generated/openapi.json" with { type: "json" };
import type { Schema } from "../../src/description/document.js";
import { type DescribedBody, operations } from "../../src/description/operations.js";

const AT = "sample_body";

export function withCancelBody<T>(
  schema: Schema,
  test: (value: unknown) => boolean,
  examples: readonly unknown[],
  attempt: () => T,
): T {
  const { cancelExternalBooking: cancel } = operations;
  const { requestBody } = cancel;
  const named = Object.fromEntries(examples.map((value, index) => [`e${index}`, { value }]));
  Object.assign(document, {
    [AT]: { schema, content: { "application/json": { examples: named } } },
  });
  const fault = {
    instancePath: "",
    schemaPath: `#/${AT}/schema`,
    keyword: "sample",
    params: {},
    pointer: "",
    found: "object",
  };
  const validate: DescribedBody["validate"] = (value) => {
    const valid = test(value);
    validate.errors = valid ? [] : [fault];
    return valid;
  };
  const content = { "application/json": { schema: `#/${AT}/schema`, validate } };
  Object.assign(cancel, { requestBody: { ...requestBody, source: `#/${AT}`, content } });
  try {
    return attempt();
  } finally {
    Object.assign(cancel, { requestBody });
    Reflect.deleteProperty(document, AT);
  }
}
