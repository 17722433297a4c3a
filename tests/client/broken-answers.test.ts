/** Broken answers: on how much of a booking one counts as it, and those made to exhaust their reader. */
import { describe, expect, test } from "@jest/globals";
import { conclude, type Situation } from "../../src/client/answer.js";
import type { SolvValidationError } from "../../src/client/errors.js";
import { schemaAt } from "../../src/description/document.js";
import { type Operation, operations } from "../../src/description/operations.js";
import { bombs } from "../judge/bombs.js";
import { booking } from "./support.js";

/** On how much of a booking a broken answer counts as one: `applied` is said of nothing less. */
describe("recognised bookings", () => {
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
    const response = {
      status: 200,
      headers: [["content-type", "application/json"]] as const,
      body,
    };
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
});

/** Answers that were made to exhaust their reader end a call with a short error. */
describe("bombs", () => {
  const SIZE = 100_000;
  const operation = operations.cancelExternalBooking;

  function errorOf(status: number, text: string, report: boolean) {
    const headers = [["content-type", "application/json"]] as const;
    const response = { status, headers, body: new TextEncoder().encode(text) };
    const answer = conclude(
      response,
      { operation, attempts: 1, earlierAttemptUnknown: false },
      { report },
    );
    return answer.error;
  }

  test.each(bombs(SIZE))("an answer of %s", (_, status, text) => {
    for (const report of [false, true]) {
      const error = errorOf(status, text, report);
      expect(error?.message.length).toBeLessThan(2_000);
      expect(error?.stack?.length).toBeLessThan(10_000);
      expect(JSON.stringify(error).length).toBeLessThan(60_000);
      expect(JSON.stringify(error)).not.toContain("xxxx");
    }
  });

  test("issues that are not read are counted", () => {
    const item = { loc: ["body", "service_id"], msg: "m", type: "missing" };
    const text = JSON.stringify({ detail: Array.from({ length: 10_000 }, () => item) });
    const error = errorOf(422, text, false) as SolvValidationError;
    expect(error.issues).toHaveLength(50);
    expect(error.revealMessages()).toHaveLength(50);
    const told = error.message.match(/service_id/g)?.length ?? 0;
    expect(error.message).toContain(` and ${10_000 - told} more.`);
    const ten = JSON.stringify({ detail: Array.from({ length: 10 }, () => item) });
    expect(errorOf(422, ten, false)?.message).not.toContain("more");
  });

  test("a way of more steps than a reader follows is cut", () => {
    const loc = Array.from({ length: 60 }, () => "service_id");
    const text = JSON.stringify({ detail: [{ loc, msg: "m", type: "missing" }] });
    const error = errorOf(422, text, false) as SolvValidationError;
    expect(error.issues[0]?.loc).toHaveLength(50);
    expect(error.message.match(/service_id/g)).toHaveLength(10);
    expect(error.message).toContain("service_id… (missing)");
  });
});
