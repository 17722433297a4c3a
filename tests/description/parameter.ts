/** Makes parameters that the description does not have, for the tests of what reads them. */
import type { Validator } from "../../generated/validators.js";
import type { DescribedParameter } from "../../src/description/operations.js";

/** A parameter whose value may be any text, unless something else is given. */
export function parameter(
  name: string,
  given: Partial<DescribedParameter> = {},
): DescribedParameter {
  const isForm = given.in === "query";
  return {
    name,
    in: "header",
    required: true,
    style: isForm ? "form" : "simple",
    explode: isForm,
    kinds: ["string"],
    schema: "#/sample/schema",
    validate: () => true,
    source: "#/sample",
    line: 7,
    ...given,
  };
}

/** A validator that allows what a test allows, and finds this keyword not met otherwise. */
export function validator(allows: (value: unknown) => boolean, keyword = "type"): Validator {
  const validate: Validator = (value) => {
    const valid = allows(value);
    validate.errors = valid
      ? []
      : [
          {
            instancePath: "",
            schemaPath: `#/sample/schema/${keyword}`,
            keyword,
            params: keyword === "type" ? { type: "integer" } : {},
            pointer: "",
            found: typeof value,
          },
        ];
    return valid;
  };
  return validate;
}
