/** Puts a request body in the description's place that it does not have. Import it before `src/`. */
import { jest } from "@jest/globals";

jest.mock("../../generated/openapi.json", () => ({
  sample: {
    body: {
      properties: {
        anything: {},
        amount: { type: "number" },
        note: { type: ["string", "null"] },
        list: { type: "array" },
      },
    },
  },
}));
