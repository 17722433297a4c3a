/** On how much of a booking a broken answer counts as one: `applied` is said of nothing less. */
import { describe, expect, test } from "@jest/globals";
import { conclude, type Situation } from "../../src/client/answer.js";
import { schemaAt } from "../../src/description/document.js";
import { type Operation, operations } from "../../src/description/operations.js";
import { booking } from "./support.js";

const cancel: Operation = operations.cancelExternalBooking;
const situation: Situation = { operation: cancel, attempts: 1, earlierAttemptUnknown: false };
const whole: Record<string, unknown> = { ...booking };
const { required = [] } = schemaAt("#/components/schemas/Booking");
const others = required.filter((name) => !["id", "status"].includes(name));
const half = Math.ceil(others.length / 2);

/** A booking with its identity and as many of the other required members. */
const withOthers = (count: number) =>
  Object.fromEntries(
    ["id", "status", ...others.slice(0, count)].map((name) => [name, whole[name]]),
  );

/** What both modes make of a 200 with this value. */
function endingOf(value: unknown) {
  const body = new TextEncoder().encode(JSON.stringify(value));
  const response = { status: 200, headers: [["content-type", "application/json"]] as const, body };
  const { error } = conclude(response, situation, { report: false });
  const reported = conclude(response, situation, { report: true });
  return { outcome: error?.outcome, returned: "value" in reported && reported.value };
}

const applied = (value: unknown) => ({ outcome: "applied", returned: value });
const unknown = { outcome: "unknown", returned: false };

test("a refusal that has an id and a status is no booking", () => {
  const refusal = { id: 981, status: "error", message: "This booking cannot be cancelled" };
  expect(endingOf(refusal)).toEqual(unknown);
  expect(endingOf({ id: 981, status: "error" })).toEqual(unknown);
});

describe("of the required members besides id and status", () => {
  test.each([half, half + 1, others.length - 1])("%i are enough", (count) => {
    expect(endingOf(withOthers(count))).toEqual(applied(withOthers(count)));
  });

  test.each([0, 1, half - 1])("%i are too few", (count) => {
    expect(endingOf(withOthers(count))).toEqual(unknown);
  });

  test("one of another kind does not count", () => {
    const [first = ""] = others;
    expect(endingOf({ ...withOthers(half), [first]: null })).toEqual(unknown);
    const more = { ...withOthers(half + 1), [first]: null };
    expect(endingOf(more)).toEqual(applied(more));
  });

  test("all do not make up for an id or a status", () => {
    for (const name of ["id", "status"]) {
      const { [name]: _, ...rest } = whole;
      expect(endingOf(rest)).toEqual(unknown);
      expect(endingOf({ ...whole, [name]: null })).toEqual(unknown);
    }
  });
});

test.each(["error", "errors", "message", "title", "detail", "error_description", "exception"])(
  "a broken booking with the member %s may be a refusal",
  (name) => {
    expect(endingOf({ ...whole, email: null, [name]: "sample" })).toEqual(unknown);
    // Nothing is wrong with it as long as it conforms: no object is closed.
    expect(endingOf({ ...whole, [name]: "sample" })).toMatchObject({ outcome: undefined });
  },
);

test("members are counted as the description has them, whatever every object inherits", () => {
  const response = cancel.responses["200"];
  const described = response?.content["application/json"];
  if (!response || !described) throw new Error("The description has no such answer any more.");
  const validate = Object.assign(
    () => {
      validate.errors = ["id", "toString"].map((name) => ({
        instancePath: "",
        schemaPath: "#/x/required",
        keyword: "required",
        found: "nothing",
        params: { missingProperty: name },
        pointer: `/${name}`,
      }));
      return false;
    },
    { errors: [] as { pointer: string }[] },
  );
  const content = { "application/json": { ...described, validate: validate as never } };
  const operation = { ...cancel, responses: { "200": { ...response, content } } };
  const body = new TextEncoder().encode("{}");
  const answer = { status: 200, headers: [["content-type", "application/json"]] as const, body };
  expect(conclude(answer, { ...situation, operation }, { report: false }).error?.outcome).toBe(
    "unknown",
  );
});
