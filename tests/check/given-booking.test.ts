/** What may go to a given booking without the permission to cancel it: nothing but what it is for. */
import { describe, expect, test } from "@jest/globals";
import { objectionTo } from "../../src/check/given-booking.js";
import { type Probe, planProbes } from "../../src/check/plan.js";
import { NO_VALUES, valuesFor } from "../../src/check/request.js";
import { methodProbe } from "./method-probe.js";
import { given } from "./partner-server.js";

const plan = planProbes({ only: ["cancelExternalBooking/*"] });
// As if the safe tier had seen everything refused: then most of it may go to a booking.
const refused = new Set(plan.map(({ case: caseName }) => caseName));
const values = { ...NO_VALUES, key: "k", accessToken: "t", unscopedAccessToken: "u" };

describe("before a request goes to a given booking", () => {
  const probeOf = (caseName: string) => {
    const found =
      methodProbe(caseName, "booking") ??
      plan.find(({ id }) => id === `cancelExternalBooking/booking/${caseName}`);
    if (!found) throw new Error(`There is no probe ${caseName}.`);
    return found;
  };
  const [target] = given("aB");
  if (!target) throw new Error("There is no booking.");
  const own = valuesFor(values, target);
  const control = plan.find(({ id }) => id === "cancelExternalBooking/control");

  const booking = plan.filter((probe) => probe.tier === "booking" && !probe.needs);

  test.each(booking)("$id is sent, and not when it is the plain request", (probe) => {
    expect(objectionTo(probe, own, refused)).toBe(
      probe.case === "mismatch/unicode_form" ? expect.any(String) : undefined,
    );
    const make = control?.make ?? probe.make;
    expect(objectionTo({ ...probe, make }, own, refused)).toEqual(expect.any(String));
  });

  test("it claims nothing else than what it is for", () => {
    const methods = probeOf("method/POST").make;
    const missing = probeOf("auth/access_token/missing").make;
    for (const caseName of ["body/malformed", "mismatch/service", "mismatch/longer_id"]) {
      for (const make of [methods, missing]) {
        expect(objectionTo({ ...probeOf(caseName), make }, own, refused)).not.toBeUndefined();
      }
    }
  });

  test("a wrong credential is not the right one, however its scheme is written", () => {
    const probe = probeOf("auth/access_token/garbage");
    for (const [token, isRefused] of [
      ["Bearer t", false],
      ["bEARER t", false],
      ["Bearer T", true],
      ["Token t", true],
    ] as const) {
      const make: Probe["make"] = (operation, given) => {
        const draft = probe.make(operation, given);
        const headers = (draft?.headers ?? []).map(([name, value]) =>
          name === "authorization" ? ([name, token] as const) : ([name, value] as const),
        );
        return draft && { ...draft, headers };
      };
      const objection = objectionTo({ ...probe, make }, own, refused);
      expect([token, objection === undefined]).toEqual([token, isRefused]);
    }
  });

  test("a right credential beside a wrong one is one", () => {
    const probe = probeOf("auth/access_token/garbage");
    const make: Probe["make"] = (operation, given) => {
      const draft = probe.make(operation, given);
      return draft && { ...draft, headers: [...draft.headers, ["Authorization", "Bearer t"]] };
    };
    expect(objectionTo({ ...probe, make }, own, refused)).not.toBeUndefined();
  });

  test("another spelling of an id is nothing but that", () => {
    const spelled = (id: string) =>
      objectionTo(
        {
          ...probeOf("mismatch/id_case"),
          make: () => control?.make(control.operation, { ...own, id: id }),
        },
        own,
        refused,
      );
    expect(spelled("Ab")).toBeUndefined();
    for (const id of ["AB", "aB1", "b", "aBaB"]) expect(spelled(id)).not.toBeUndefined();
  });
});
