/** What each fault of a refusal breaks in the answer or lets pass, and what it cancels. */
import { describe, expect, test } from "@jest/globals";
import { operations } from "../../../src/description/operations.js";
import { headerOf, type WireResponse } from "../../../src/http/wire.js";
import { judgeResponse } from "../../../src/judge/judge.js";
import { authenticationFaults } from "../../../src/sandbox/faults/authentication.js";
import { validationFaults } from "../../../src/sandbox/faults/validation.js";
import {
  type Asked,
  bookingAt,
  cancel,
  cancelled,
  cancelOf,
  json,
  start,
  type Trial,
  withHeader,
} from "../helpers.js";

const errorsIn = (answer: WireResponse) =>
  judgeResponse(operations.cancelExternalBooking, answer).filter((f) => f.severity === "error");

const invalid: Asked = { body: {} };

describe("validation", () => {
  const item = (property: string) => ({ pointer: `/detail/0/${property}` });
  /** The finding that each fault must raise, or the status that it answers with. */
  const expected: Readonly<Record<string, object | number>> = {
    "detail-string": { pointer: "/detail", received: "string" },
    "detail-object": { pointer: "/detail", received: "object" },
    "detail-null": { pointer: "/detail", received: "null" },
    "detail-of-strings": { pointer: "/detail/0", received: "string" },
    "detail-bare": { pointer: "", received: "array" },
    "invalid-null": { pointer: "", received: "null" },
    "item-without-loc": item("loc"),
    "item-without-msg": item("msg"),
    "item-without-type": item("type"),
    "loc-string": { ...item("loc"), received: "string" },
    "loc-null": { ...item("loc"), received: "null" },
    "loc-nested": { ...item("loc/0"), received: "array" },
    "loc-fraction": { ...item("loc/2"), received: "number" },
    "msg-null": { ...item("msg"), received: "null" },
    "type-number": { ...item("type"), received: "integer" },
    "invalid-empty": { check: "response_body_syntax" },
    "invalid-html": { check: "content_type_conformance", received: "text/html" },
    "invalid-problem": { check: "content_type_conformance", received: "application/problem+json" },
    "invalid-as-200": 200,
    "invalid-as-400": 400,
    "invalid-as-404": 404,
    "invalid-as-500": 500,
  };
  const crashes: Readonly<Record<string, Asked>> = {
    "crashes-on-malformed-json": { body: "{" },
    "crashes-on-no-body": { body: null },
    "crashes-on-non-object": { body: [] },
  };
  const legal: Readonly<Record<string, (detail: Record<string, unknown>[] | undefined) => void>> = {
    "no-detail": (detail) => expect(detail).toBeUndefined(),
    "empty-detail": (detail) => expect(detail).toEqual([]),
    "first-item-only": (detail) => expect(detail).toHaveLength(1),
    "extra-members": (detail) => expect(detail?.[0]).toHaveProperty("input"),
    "position-in-loc": (detail) => expect(detail?.[0]).toHaveProperty("loc.2", 0),
  };

  test("every fault is tried", () => {
    const tried = [expected, crashes, legal].flatMap((table) => Object.keys(table));
    expect(validationFaults.map(({ name }) => name).sort()).toEqual(
      [...tried, "unknown-as-422"].sort(),
    );
  });

  test.each(Object.keys(expected))("%s cancels nothing", async (name) => {
    const trial = await start({ faults: [name] });
    const answer = await cancel(trial, 0, invalid);
    const wanted = expected[name];
    if (typeof wanted === "number") expect(answer.status).toBe(wanted);
    else expect(errorsIn(answer)).toContainEqual(expect.objectContaining(wanted ?? {}));
    expect(cancelled(trial)).toBe(0);
    expect((await cancel(trial)).status).toBe(200);
  });

  test.each(Object.keys(crashes))("%s", async (name) => {
    const trial = await start({ faults: [name] });
    expect((await cancel(trial, 0, crashes[name])).status).toBe(500);
    expect(cancelled(trial)).toBe(0);
    expect((await cancel(trial)).status).toBe(200);
  });

  test.each(Object.keys(legal))("%s conforms", async (name) => {
    const trial = await start({ faults: [name] });
    const answer = await cancel(trial, 0, invalid);
    expect(answer.status).toBe(422);
    expect(errorsIn(answer)).toEqual([]);
    legal[name]?.((json(answer) as { detail?: Record<string, unknown>[] }).detail);
  });

  test("unknown-as-422 refuses a valid request", async () => {
    const trial = await start({ faults: ["unknown-as-422"] });
    const target = operations.cancelExternalBooking.path.replace(/\{.*\}/, "sample-unknown");
    const answer = await cancel(trial, 0, { target });
    expect(answer.status).toBe(422);
    expect(json(answer)).toMatchObject({ detail: [{ loc: ["body"] }] });
  });
});

describe("authentication", () => {
  const without = (name: string, value?: string) => (trial: Trial) => ({
    headers: withHeader(cancelOf(bookingAt(trial), trial.sandbox).headers, name, value),
  });
  const accepted: Readonly<Record<string, (trial: Trial) => Asked>> = {
    "accepts-no-token": without("authorization"),
    "accepts-garbage-token": without("authorization", "Bearer sample-garbage"),
    "accepts-expired-token": without("authorization", "Bearer sample-expired-access-token"),
    "accepts-unscoped-token": without("authorization", "Bearer sample-unscoped-access-token"),
    "accepts-another-scheme": without("authorization", "Basic c2FtcGxl"),
    "accepts-no-key": without("x-api-key"),
    "accepts-wrong-key": without("x-api-key", "sample-other"),
    "accepts-anybody": () => ({ headers: [["content-type", "application/json"]] }),
  };
  const statuses: Readonly<Record<string, number>> = {
    "unauthorised-as-200": 200,
    "unauthorised-as-500": 500,
    "unauthorised-redirect": 302,
    "forbidden-instead": 403,
    "no-challenge": 401,
  };

  test("every fault is tried", () => {
    expect(authenticationFaults.map(({ name }) => name).sort()).toEqual(
      [
        ...Object.keys(accepted),
        ...Object.keys(statuses),
        "refuses-everybody",
        "unscoped-as-401",
        "validates-first",
      ].sort(),
    );
  });

  test.each(Object.keys(accepted))("%s cancels, and no other does", async (name) => {
    const trial = await start({ faults: [name] });
    const asked = accepted[name]?.(trial);
    expect((await cancel(trial, 0, asked)).status).toBe(200);
    expect(cancelled(trial)).toBe(1);
    const others = Object.keys(accepted).filter((other) => other !== "accepts-anybody");
    for (const other of name === "accepts-anybody" ? [] : others) {
      if (other === name) continue;
      expect((await cancel(trial, 1, accepted[other]?.(trial))).status).toBeGreaterThan(400);
    }
    expect(cancelled(trial, 1)).toBe(0);
  });

  test.each(Object.keys(statuses))("%s", async (name) => {
    const trial = await start({ faults: [name] });
    const answer = await cancel(trial, 0, without("authorization")(trial));
    expect(answer.status).toBe(statuses[name]);
    expect(cancelled(trial)).toBe(0);
    expect((await cancel(trial)).status).toBe(200);
    if (name === "no-challenge") {
      expect(headerOf(answer.headers, "www-authenticate")).toBeUndefined();
    }
  });

  test("refuses-everybody cancels nothing", async () => {
    const trial = await start({ faults: ["refuses-everybody"] });
    expect((await cancel(trial)).status).toBe(401);
    expect(cancelled(trial)).toBe(0);
  });

  test("unscoped-as-401", async () => {
    const trial = await start({ faults: ["unscoped-as-401"] });
    const asked = accepted["accepts-unscoped-token"]?.(trial);
    expect((await cancel(trial, 0, asked)).status).toBe(401);
  });

  test("validates-first answers 422 before 401, and still asks for credentials", async () => {
    const trial = await start({ faults: ["validates-first"] });
    const nobody = without("authorization")(trial);
    expect((await cancel(trial, 0, { ...nobody, ...invalid })).status).toBe(422);
    expect((await cancel(trial, 0, nobody)).status).toBe(401);
    expect(cancelled(trial)).toBe(0);
  });
});
