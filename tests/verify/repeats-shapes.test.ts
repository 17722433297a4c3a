/** Bodies that the description does not have yet: of which of them repeats are recognised. */
import { expect, test } from "@jest/globals";
import "./described-bodies.js";
import { operations } from "../../src/description/operations.js";
import { createRepeats } from "../../src/verify/repeats.js";
import { encode, judged, write } from "./learned.js";

/** Whether an exchange is recognised whose answer has the schema at this place. */
function isLearned(schema: string): boolean {
  const bytes = encode(write("ndjson"));
  const known = judged(bytes, "ndjson");
  if (!known) throw new Error("The sample cannot be judged.");
  const { cancelExternalBooking } = operations;
  const response = cancelExternalBooking.responses[200];
  const body = response?.content["application/json"];
  if (!body) throw new Error("The description has no such answer.");
  const content = { "application/json": { ...body, schema } };
  const operation = { ...cancelExternalBooking, responses: { 200: { ...response, content } } };
  const repeats = createRepeats();
  repeats.learn(bytes, "ndjson", known.exchange, { ...known.judgement, operation });
  return repeats.isRepeat(bytes);
}

test.each([
  "nothing",
  "properties",
  "items",
  "anyOf",
  "oneOf",
  "allOf",
  "reference",
  "words",
  "marks",
  "tree",
])("kinds and names alone matter: %s", (name) => {
  expect(isLearned(`#/sample/kinds/${name}`)).toBe(true);
});

test.each(["format", "properties", "items", "anyOf", "oneOf", "allOf", "reference", "tree"])(
  "values matter: %s",
  (name) => {
    expect(isLearned(`#/sample/values/${name}`)).toBe(false);
  },
);
