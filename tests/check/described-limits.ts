/** Lets the cancel's body and id have limits, as the generator would write them. Import it before `src/`. */
import { jest } from "@jest/globals";

/** What is allowed of a body and of an id beside what is described. */
export const mockLimits = {
  allows: (_body: Readonly<Record<string, unknown>>): boolean => true,
  id: (_id: string): boolean => true,
};

interface Described {
  readonly operations: {
    readonly cancelExternalBooking: {
      readonly parameters: readonly object[];
      readonly requestBody: {
        readonly content: Readonly<
          Record<string, { readonly validate: (body: unknown) => boolean }>
        >;
      };
    };
  };
}

jest.mock("../../generated/operations.js", () => {
  const actual = jest.requireActual<Described>("../../generated/operations.js");
  const { cancelExternalBooking: cancel } = actual.operations;
  const [entry] = Object.entries(cancel.requestBody.content);
  if (!entry) throw new Error("The description shrank.");
  const [type, body] = entry;
  const fault = {
    instancePath: "",
    schemaPath: "#",
    keyword: "sample",
    params: {},
    pointer: "",
    found: "string",
  };
  const validate = Object.assign(
    (value: unknown) => {
      const valid = body.validate(value);
      const allowed = valid && mockLimits.allows(value as Record<string, unknown>);
      validate.errors = allowed
        ? []
        : valid
          ? [fault]
          : (body.validate as { errors?: unknown[] }).errors;
      return allowed;
    },
    { errors: undefined as unknown[] | undefined },
  );
  const parameters = cancel.parameters.map((parameter) => ({
    ...parameter,
    validate: (id: unknown) => mockLimits.id(String(id)),
  }));
  const requestBody = { ...cancel.requestBody, content: { [type]: { ...body, validate } } };
  return {
    ...actual,
    operations: {
      ...actual.operations,
      cancelExternalBooking: { ...cancel, parameters, requestBody },
    },
  };
});
