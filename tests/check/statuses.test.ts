/** What a status means for each kind of probe, with and without evidence of how the server works. */
import { describe, expect, test } from "@jest/globals";
import type { Probe } from "../../src/check/plan.js";
import { judgeProbe } from "../../src/check/verdict.js";
import { operations } from "../../src/description/operations.js";
import { answer, evidence, probe, undocumented, verdict } from "./answers.js";

const { createAccessToken } = operations;
const impossible = "error booking_identity: no success for an id that cannot exist -> 200";

describe.each<[name: string, of: Probe, cases: [number, ...string[]][]]>([
  [
    "the plain valid request for what cannot exist",
    probe("control"),
    [
      [404, "warned", undocumented(404)],
      [200, "failed", impossible],
      [422, "failed", "error positive_data_acceptance: no refusal of a valid request -> 422"],
      [500, "failed", undocumented(500, "error")],
    ],
  ],
  [
    "an unusual but valid request",
    probe("valid/unknown_property"),
    [
      [404, "warned", undocumented(404)],
      [422, "failed", "error positive_data_acceptance: 404, as for the plain valid request -> 422"],
      [500, "failed", undocumented(500, "error")],
    ],
  ],
  [
    "a legal id",
    probe("path/unicode"),
    [
      [404, "warned", undocumented(404)],
      [200, "failed", impossible],
      [400, "failed", "error positive_data_acceptance: no refusal of a legal id -> 400"],
      [414, "failed", "error positive_data_acceptance: no refusal of a legal id -> 414"],
      [422, "failed", "error positive_data_acceptance: no refusal of a legal id -> 422"],
      [410, "warned", undocumented(410)],
    ],
  ],
  [
    "a very long id",
    probe("path/very_long"),
    [
      [414, "warned", undocumented(414)],
      [422, "passed"],
    ],
  ],
  [
    "an invalid body",
    probe("body/missing/service_id"),
    [
      [422, "passed"],
      [
        200,
        "failed",
        "error negative_data_rejection: 422 -> 200: the invalid request was carried out",
      ],
      [
        404,
        "inconclusive",
        "warning inconclusive: 422 -> 404, as for the plain valid request: the server looks up before it decides",
        undocumented(404),
      ],
      [409, "failed", "error negative_data_rejection: 422 -> 409"],
      [415, "failed", "error negative_data_rejection: 422 -> 415"],
      [400, "failed", "error negative_data_rejection: 422 -> 400"],
      [300, "failed", undocumented(300, "error")],
      [399, "failed", undocumented(399, "error")],
      [302, "failed", undocumented(302, "error")],
      [500, "failed", undocumented(500, "error")],
    ],
  ],
  [
    "an invalid body that a lenient server may accept",
    probe("body/type/cancellation_reason/null"),
    [
      [
        200,
        "warned",
        "warning negative_data_rejection: 422 -> 200: the invalid request was carried out",
      ],
    ],
  ],
  [
    "a body of another media type",
    probe("body/media_type"),
    [
      [415, "warned", undocumented(415)],
      // Who reads JSON whatever it is declared as, or refuses it in another way, breaks no promise.
      [409, "warned", "warning negative_data_rejection: 422 -> 409", undocumented(409)],
      [
        200,
        "warned",
        "warning negative_data_rejection: 422 -> 200: the invalid request was carried out",
      ],
      [500, "failed", undocumented(500, "error")],
    ],
  ],
  [
    "a media type in capitals",
    probe("valid/media_type_case"),
    [
      [404, "warned", undocumented(404)],
      [
        415,
        "warned",
        "warning positive_data_acceptance: 404, as for the plain valid request -> 415",
        undocumented(415),
      ],
      [500, "failed", undocumented(500, "error")],
    ],
  ],
  [
    "a body in chunks",
    probe("valid/chunked"),
    [
      [404, "warned", undocumented(404)],
      [411, "warned", undocumented(411)],
      [
        422,
        "warned",
        "warning positive_data_acceptance: 404, as for the plain valid request -> 422",
      ],
      [500, "failed", undocumented(500, "error")],
    ],
  ],
  [
    "a wrong token",
    probe("auth/access_token/garbage"),
    [
      [401, "warned", undocumented(401)],
      [403, "warned", undocumented(403)],
      [
        200,
        "failed",
        "error authentication_enforced: a refusal -> 200: the unauthorised request was carried out",
      ],
      [
        404,
        "inconclusive",
        "warning inconclusive: a refusal -> 404, as for the plain valid request: the server looks up before it decides",
        undocumented(404),
      ],
      [422, "passed"],
    ],
  ],
  [
    "a request that does not fit its booking",
    probe("mismatch/location", "booking"),
    [
      [404, "warned", undocumented(404)],
      [
        200,
        "failed",
        "error negative_data_rejection: no success -> 200: the mistaken request was carried out",
      ],
    ],
  ],
  [
    "another method",
    probe("method/POST"),
    [
      [404, "passed"],
      [405, "passed"],
      [501, "passed"],
      [302, "passed"],
      [500, "failed", "error status_code_conformance: no such method -> 500"],
      [200, "failed", "error status_code_conformance: no such method -> 200"],
    ],
  ],
  [
    "reading a booking that exists",
    probe("method/GET", "booking"),
    [[200, "warned", "warning status_code_conformance: no such method -> 200"]],
  ],
  [
    "reading one that does not",
    probe("method/GET"),
    [[200, "failed", "error status_code_conformance: no such method -> 200"]],
  ],
  [
    "writing to a booking that exists",
    probe("method/POST", "booking"),
    [[200, "failed", "error status_code_conformance: no such method -> 200"]],
  ],
])("%s", (_name, of, cases) => {
  test.each(cases)("answered with %d has %s", (status, ...expected) => {
    expect(verdict(of, status)).toEqual(expected);
  });
});

describe("with evidence", () => {
  test("of validation, an invalid body that is looked up was not validated", () => {
    const of = probe("body/missing/service_id");
    const [outcome, first] = verdict(of, 404, evidence({ validates: new Set(["schema"]) }));
    expect([outcome, first]).toEqual([
      "failed",
      "error negative_data_rejection: 422 -> 404, as for a valid request: it was not validated",
    ]);
    expect(verdict(of, 404, evidence({ validates: new Set(["syntax"]) }))[0]).toBe("inconclusive");
    expect(verdict(of, 409, evidence({ validates: new Set(["schema"]) }))).toEqual([
      "failed",
      "error negative_data_rejection: 422 -> 409",
    ]);
  });

  test("of authentication, a wrong credential that is looked up was not checked", () => {
    const of = probe("auth/access_token/garbage");
    const authenticates = new Set(["access_token"]);
    expect(verdict(of, 404, evidence({ authenticates }))).toEqual([
      "failed",
      "error authentication_enforced: a refusal -> 404, as for an authorised request",
    ]);
    expect(verdict(of, 401, evidence({ authenticates, control: 401 }))[0]).toBe("warned");
    expect(verdict(of, 403, evidence({ authenticates, control: 403 }))[0]).toBe("warned");
    const unscoped = probe("auth/access_token/unscoped");
    expect(verdict(unscoped, 404, evidence({ authenticates }))[0]).toBe("inconclusive");
  });

  test("without a control nothing is compared to it", () => {
    const nothing = evidence({ control: undefined });
    expect(verdict(probe("valid/unknown_property"), 409, nothing)).toEqual([
      "warned",
      undocumented(409),
    ]);
    expect(verdict(probe("auth/access_token/garbage"), 409, nothing)[0]).toBe("warned");
  });

  test("a legal id that is refused like the plain one is no finding", () => {
    expect(verdict(probe("path/unicode"), 400, evidence({ control: 400 }))).toEqual([
      "warned",
      undocumented(400),
    ]);
  });

  test("a success without an id in the path is what the control is there for", () => {
    const of = probe("control", "safe", createAccessToken);
    expect(
      judgeProbe(of, answer(200), evidence()).findings.map(({ check }) => check),
    ).not.toContain("booking_identity");
  });
});
