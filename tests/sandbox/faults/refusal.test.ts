/** What each fault of a refusal makes of its body and status, what that breaks, and that nothing else changes. */
import { describe, expect, test } from "@jest/globals";
import { headerOf, type WireResponse } from "../../../src/http/wire.js";
import { authenticationFaults } from "../../../src/sandbox/faults/authentication.js";
import { validationFaults } from "../../../src/sandbox/faults/validation.js";
import {
  type Asked,
  authorizedBy,
  cancel,
  cancelled,
  start,
  type Trial,
  withHeader,
} from "../helpers.js";
import { errorsIn } from "../judged.js";
import { conforming } from "./changes.js";

const text = ({ body }: WireResponse) => new TextDecoder().decode(body);
const unknown = { target: "/v1/partner/external_bookings/sample-unknown" };

describe("validation", () => {
  interface Item {
    readonly loc: readonly unknown[];
    readonly msg: string;
    readonly type: string;
  }
  type Detail = readonly Item[];
  type Change = (detail: Detail) => unknown;

  const each =
    (change: (item: Item) => unknown): Change =>
    (detail) => ({ detail: detail.map(change) });
  const same = each((item) => item);
  const loc = (change: (loc: Item["loc"]) => unknown) =>
    each((item) => ({ ...item, loc: change(item.loc) }));
  const at = (property: string, received?: string) => ({
    pointer: `/detail/0/${property}`,
    ...(received && { received }),
  });
  const type = (received: string) => ({ check: "content_type_conformance", received });
  const page = "<!doctype html><title>Sample</title><p>Invalid.</p>";

  /** The body, made of the detail of a conforming refusal, and the error, or the status with which it is none. */
  const expected: Readonly<Record<string, readonly [Change | string, object | number]>> = {
    "detail-string": [
      () => ({ detail: "The request is invalid." }),
      { pointer: "/detail", received: "string" },
    ],
    "detail-object": [([first]) => ({ detail: first }), { pointer: "/detail", received: "object" }],
    "detail-null": [() => ({ detail: null }), { pointer: "/detail", received: "null" }],
    "detail-of-strings": [each(({ msg }) => msg), { pointer: "/detail/0", received: "string" }],
    "detail-bare": [(detail) => detail, { pointer: "", received: "array" }],
    "invalid-null": [() => null, { pointer: "", received: "null" }],
    "item-without-loc": [each(({ msg, type }) => ({ msg, type })), at("loc")],
    "item-without-msg": [each(({ loc, type }) => ({ loc, type })), at("msg")],
    "item-without-type": [each(({ loc, msg }) => ({ loc, msg })), at("type")],
    "loc-string": [loc((steps) => steps.join(".")), at("loc", "string")],
    "loc-null": [loc(() => null), at("loc", "null")],
    "loc-nested": [loc((steps) => [steps]), at("loc/0", "array")],
    "loc-fraction": [loc((steps) => [...steps, 0.5]), at("loc/2", "number")],
    "msg-null": [each((item) => ({ ...item, msg: null })), at("msg", "null")],
    "type-number": [each((item) => ({ ...item, type: 422 })), at("type", "integer")],
    "invalid-empty": ["", { check: "response_body_syntax" }],
    "invalid-html": [page, type("text/html")],
    "invalid-problem": [same, type("application/problem+json")],
    "invalid-as-200": [same, 200],
    "invalid-as-400": [same, 400],
    "invalid-as-404": [same, 404],
    "invalid-as-500": [same, 500],
    "no-detail": [() => ({}), 422],
    "empty-detail": [() => ({ detail: [] }), 422],
    "first-item-only": [([first]) => ({ detail: [first] }), 422],
    "extra-members": [
      each((item) => ({
        ...item,
        input: "sample-echoed-input",
        ctx: {},
        url: "https://docs.example/sample",
      })),
      422,
    ],
    "position-in-loc": [loc((steps) => [...steps, 0]), 422],
  };
  /** The bodies that crash it. */
  const crashing: Readonly<Record<string, readonly unknown[]>> = {
    "crashes-on-malformed-json": ["{"],
    "crashes-on-no-body": [null],
    "crashes-on-non-object": [[], [1], "null", '"sample"', "7", "true"],
  };

  test("every fault is tried", () => {
    const tried = [...Object.keys(expected), ...Object.keys(crashing), "unknown-as-422"];
    expect(validationFaults.map(({ name }) => name).sort()).toEqual(tried.sort());
  });

  test.each(Object.entries(expected))("%s is what its name says", async (name, [body, wanted]) => {
    const plain = await start();
    const { detail } = JSON.parse(text(await cancel(plain, 0, { body: {} }))) as { detail: Detail };
    expect(detail).toHaveLength(2);
    const trial = await start({ faults: [name] });
    const answer = await cancel(trial, 0, { body: {} });
    expect(text(answer)).toBe(typeof body === "string" ? body : JSON.stringify(body(detail)));
    expect(answer.status).toBe(typeof wanted === "number" ? wanted : 422);
    if (typeof wanted === "object") {
      expect(errorsIn(answer)).toContainEqual(expect.objectContaining(wanted));
    } else if (wanted === 422) expect(errorsIn(answer)).toEqual([]);
    expect(cancelled(trial)).toBe(0);
    // Another refusal and a success are left alone.
    expect((await cancel(trial, 0, unknown)).status).toBe(404);
    expect(text(await cancel(trial))).toBe(text(await cancel(plain)));
  });

  test.each(Object.entries(crashing))("%s crashes on nothing else", async (name, crash) => {
    const trial = await start({ faults: [name] });
    for (const body of [...Object.values(crashing).flat(), {}]) {
      const answer = await cancel(trial, 0, { body });
      const crashes = crash.includes(body);
      expect([body, answer.status]).toEqual([body, crashes ? 500 : 422]);
      if (crashes) expect(text(answer)).toBe('{"detail":"Crashed."}');
    }
    expect(cancelled(trial)).toBe(0);
    expect((await cancel(trial)).status).toBe(200);
  });

  test("unknown-as-422 says that the body is missing, and only of what is unknown", async () => {
    const trial = await start({ faults: ["unknown-as-422"] });
    const answer = await cancel(trial, 0, unknown);
    expect(answer.status).toBe(422);
    expect(text(answer)).toBe(
      '{"detail":[{"loc":["body"],"msg":"field required","type":"value_error.missing"}]}',
    );
    expect((await cancel(trial, 0, { ...unknown, headers: [] })).status).toBe(401);
  });
});

describe("authentication", () => {
  const nobody = authorizedBy();
  const unscoped = authorizedBy("Bearer sample-unscoped-access-token");
  const key = (value?: string) => (trial: Trial) => ({
    headers: withHeader(conforming(trial).headers, "x-api-key", value),
  });
  const accepted: Readonly<Record<string, (trial: Trial) => Asked>> = {
    "accepts-no-token": nobody,
    "accepts-garbage-token": authorizedBy("Bearer sample-garbage"),
    "accepts-expired-token": authorizedBy("Bearer sample-expired-access-token"),
    "accepts-unscoped-token": unscoped,
    "accepts-another-scheme": authorizedBy("Basic c2FtcGxl"),
    "accepts-no-key": key(),
    "accepts-wrong-key": key("sample-other"),
    "accepts-anybody": () => ({ headers: [["content-type", "application/json"]] }),
  };
  /** The statuses without a token and without its scope; the bodies stay as they are. */
  const statuses: Readonly<Record<string, readonly [number, number]>> = {
    "unauthorised-as-200": [200, 403],
    "unauthorised-as-500": [500, 403],
    "forbidden-instead": [403, 403],
    "unscoped-as-401": [401, 401],
    "no-challenge": [401, 403],
  };

  test("every fault is tried", () => {
    const others = ["refuses-everybody", "unauthorised-redirect", "validates-first"];
    const tried = [...Object.keys(accepted), ...Object.keys(statuses), ...others];
    expect(authenticationFaults.map(({ name }) => name).sort()).toEqual(tried.sort());
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

  test.each(Object.keys(statuses))("%s changes nothing else", async (name) => {
    const [trial, plain] = [await start({ faults: [name] }), await start()];
    const first = await cancel(trial, 0, nobody(trial));
    const second = await cancel(trial, 0, unscoped(trial));
    expect([first.status, second.status]).toEqual(statuses[name]);
    expect(text(first)).toBe(text(await cancel(plain, 0, nobody(plain))));
    expect(text(second)).toBe(text(await cancel(plain, 0, unscoped(plain))));
    expect(headerOf(first.headers, "content-type")).toBe("application/json");
    const challenge = name === "no-challenge" ? undefined : "Bearer";
    expect(headerOf(first.headers, "www-authenticate")).toBe(challenge);
    expect(cancelled(trial)).toBe(0);
    expect((await cancel(trial)).status).toBe(200);
  });

  test("unauthorised-redirect leads to a login page elsewhere", async () => {
    const trial = await start({ faults: ["unauthorised-redirect"] });
    const answer = await cancel(trial, 0, nobody(trial));
    expect(answer.status).toBe(302);
    expect(headerOf(answer.headers, "location")).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/login$/);
    expect(text(answer)).toBe("");
    expect((await cancel(trial, 0, unscoped(trial))).status).toBe(403);
    expect(cancelled(trial)).toBe(0);
    expect((await cancel(trial)).status).toBe(200);
  });

  test("refuses-everybody refuses as if the token were not known", async () => {
    const trial = await start({ faults: ["refuses-everybody"] });
    const answer = await cancel(trial);
    expect(answer.status).toBe(401);
    expect(text(answer)).toBe('{"detail":"The access token is not known."}');
    expect((await cancel(trial, 0, unscoped(trial))).status).toBe(403);
    expect(cancelled(trial)).toBe(0);
  });

  test("validates-first answers 422 before 401, and still asks for credentials", async () => {
    const trial = await start({ faults: ["validates-first"] });
    expect((await cancel(trial, 0, { ...nobody(trial), body: {} })).status).toBe(422);
    expect((await cancel(trial, 0, nobody(trial))).status).toBe(401);
    expect(cancelled(trial)).toBe(0);
  });
});
