/** The plan of the check: which probes there are, which are chosen, and how each is printed. */
import { describe, expect, test } from "@jest/globals";
import { toCurl } from "../../src/check/curl.js";
import { createMatcher } from "../../src/check/filter.js";
import { planProbes } from "../../src/check/plan.js";
import { type RequestValues, SHELL_VARIABLES, toWire } from "../../src/check/request.js";
import { schemaAt } from "../../src/description/document.js";
import { operations } from "../../src/description/operations.js";

const plan = planProbes();
const ids = plan.map(({ id }) => id);
const schema = schemaAt("#/components/schemas/CancelExternalBookingRequest");

const VALUES: RequestValues = {
  key: "sample-client",
  clientSecret: "sample-secret",
  accessToken: "sample-token",
  unscopedAccessToken: "sample-unscoped",
  expiredAccessToken: "sample-expired",
  id: "sample-impossible",
  location: "sample-location",
  service: "sample-service",
};

test("every probe has an id of its own", () => {
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain("cancelExternalBooking/body/missing/external_location_id");
});

test("each required property is missed, nulled and mistyped; each optional one is mistyped", () => {
  expect(schema.required?.length).toBeGreaterThan(0);
  for (const [name, { type }] of Object.entries(schema.properties ?? {})) {
    const body = "cancelExternalBooking/body";
    const required = schema.required?.includes(name);
    expect(ids.includes(`${body}/missing/${name}`)).toBe(required);
    for (const kind of ["null", "boolean", "integer", "array", "object", "string"]) {
      expect([kind, ids.includes(`${body}/type/${name}/${kind}`)]).toEqual([kind, kind !== type]);
    }
  }
});

test("every credential of the description is left out and falsified", () => {
  for (const { name } of operations.cancelExternalBooking.security[0] ?? []) {
    expect(ids).toContain(`cancelExternalBooking/auth/${name}/missing`);
  }
  expect(ids).toContain("cancelExternalBooking/auth/access_token/garbage");
  expect(ids).toContain("cancelExternalBooking/auth/access_token/unscoped");
});

test("every method is either documented on the path or tried", () => {
  for (const { id, path } of Object.values(operations)) {
    const documented = Object.values(operations)
      .filter((other) => other.path === path)
      .map(({ method }) => method);
    const tried = ["GET", "POST", "PUT", "PATCH"].filter((one) =>
      ids.includes(`${id}/method/${one}`),
    );
    expect(new Set([...documented, ...tried])).toEqual(
      new Set([...documented, "GET", "POST", "PUT", "PATCH"]),
    );
    expect(tried.filter((method) => documented.includes(method))).toEqual([]);
  }
});

test("a safe probe of an operation on a booking carries the id that cannot exist", () => {
  const safe = plan.filter(
    ({ tier, operation }) => tier === "safe" && operation.path.includes("{"),
  );
  expect(safe.length).toBeGreaterThan(40);
  for (const probe of safe) {
    const draft = probe.make(probe.operation, VALUES);
    expect(draft?.path).toContain("sample-impossible");
  }
});

test("a body and a credential are varied one at a time", () => {
  const probe = plan.find(({ id }) => id === "cancelExternalBooking/body/missing/service_id");
  const draft = probe?.make(probe.operation, VALUES);
  expect(draft && JSON.parse(JSON.stringify(draft.body))).toEqual({
    external_location_id: "sample-location",
  });
  expect(draft?.headers).toContainEqual(["x-api-key", "sample-client"]);
  expect(draft?.headers).toContainEqual(["authorization", "Bearer sample-token"]);
});

describe("only and skip", () => {
  test("keep what matches and the control it is compared to", () => {
    const chosen = planProbes({ only: ["cancelExternalBooking/body/missing/*"] });
    expect(chosen.map(({ case: caseName }) => caseName)).toEqual([
      "control",
      "body/missing/external_location_id",
      "body/missing/service_id",
    ]);
  });
  test("keep the control of each operation, and of none whose probes are all left out", () => {
    const kept = (...only: string[]) => planProbes({ only }).map(({ id }) => id);
    const ofTwo = kept("*/body/malformed", "*/harsh/nul_in_id").filter((id) =>
      /^(cancelExternalBooking|createAccessToken)\//.test(id),
    );
    expect(ofTwo).toEqual([
      "cancelExternalBooking/control",
      "cancelExternalBooking/body/malformed",
      "cancelExternalBooking/harsh/nul_in_id",
      "cancelExternalBooking/booking/body/malformed",
      "createAccessToken/control",
      "createAccessToken/body/malformed",
    ]);
    expect(kept("cancelExternalBooking/cancel/repeat")).toEqual([
      "cancelExternalBooking/control",
      "cancelExternalBooking/cancel/repeat",
    ]);
  });
  test("leave out what is skipped", () => {
    const left = planProbes({ skip: ["*/auth/*"] }).map(({ id }) => id);
    expect(left.length).toBeLessThan(ids.length);
    expect(left.some((id) => id.includes("/auth/"))).toBe(false);
  });
  test.each([
    ["*", "a/b", true],
    ["a/*", "a/b/c", true],
    ["a.b", "axb", false],
    ["a.b", "a.b", true],
    ["(a)*{b}", "(a)/{b}", true],
    ["a", "a/b", false],
  ])("%s fits %s: %s", (glob, id, expected) => {
    expect(createMatcher([glob])(id)).toBe(expected);
  });
});

test("a printed request names variables, and its long runs are made by the shell", () => {
  for (const probe of plan) {
    const draft = probe.make(probe.operation, SHELL_VARIABLES);
    // A variable's name has one Unicode form only, so that probe has no printed request.
    expect(draft === undefined).toBe(probe.case === "mismatch/unicode_form");
    if (!draft) continue;
    const curl = toCurl(draft);
    expect(curl.length).toBeLessThan(1_000);
    expect(curl).not.toMatch(/sample|__SOLV/);
  }
});

test("the id travels as one percent-encoded segment behind the base path", () => {
  const control = plan.find(({ id }) => id === "cancelExternalBooking/control");
  const values = { ...VALUES, id: "a/b c%" };
  const draft = control?.make(control.operation, values);
  const wire = draft && toWire(draft, "http://127.0.0.1:1", "/prefix");
  expect(wire?.target).toBe("/prefix/v1/partner/external_bookings/a%2Fb%20c%25");
});
