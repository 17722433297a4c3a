/** Adds a call that reads a booking and one that changes it, as the generator would write them. Import it before `src/`. */
import { jest } from "@jest/globals";

interface Described {
  readonly operations: { readonly cancelExternalBooking: object };
}

jest.mock("../../generated/operations.js", () => {
  const actual = jest.requireActual<Described>("../../generated/operations.js");
  const { cancelExternalBooking } = actual.operations;
  const sampleChange = { ...cancelExternalBooking, id: "sampleChange", method: "PATCH" };
  const { requestBody: _, ...read } = { ...sampleChange, requestBody: undefined };
  const sampleRead = { ...read, id: "sampleRead", method: "GET" };
  return { ...actual, operations: { ...actual.operations, sampleRead, sampleChange } };
});
