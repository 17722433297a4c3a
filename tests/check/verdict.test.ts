/** What a status means for each kind of probe, with and without evidence of how the server works. */
import { describe, expect, test } from "@jest/globals";
import type { Exchange } from "../../src/check/exchange.js";
import { type Evidence, identity } from "../../src/check/expectations.js";
import { type Probe, planProbes } from "../../src/check/plan.js";
import {
  conclude,
  gatherEvidence,
  judgeCancel,
  judgeProbe,
  unexpectedValues,
} from "../../src/check/verdict.js";
import { operations } from "../../src/description.js";
import { examplesAt, lineOf } from "../../src/document.js";
import type { Finding } from "../../src/judge/finding.js";
import { WireFailure, type WireFailureKind } from "../../src/wire.js";

const { cancelExternalBooking: cancel, createAccessToken } = operations;
const success = cancel.responses[200]?.source;
const headers = [["content-type", "application/json"]] as const;
const when = { startedAt: new Date(0), durationMs: 1 };
const request = { method: "DELETE", origin: "", target: "", headers: [] };

function probe(situation: string, tier = "safe", operation = cancel): Probe {
  const found = planProbes().find(
    (one) => one.situation === situation && one.tier === tier && one.operation === operation,
  );
  if (!found) throw new Error(`There is no probe ${situation}.`);
  return found;
}

/** An answer whose body conforms, where the status is documented. */
function answer(status: number, body?: unknown): Exchange {
  const source = `${cancel.responses[status]?.source}/content/application~1json`;
  const [example] = status in cancel.responses ? examplesAt(source).values() : [{}];
  const bytes = new TextEncoder().encode(JSON.stringify(body ?? example));
  return { request, response: { status, headers, body: bytes }, ...when };
}

const evidence = (parts: Partial<Evidence> = {}): Evidence => ({
  ...{ control: 404, validates: new Set(), authenticates: new Set(), ...parts },
});
const said = ({ severity, check, documented, received }: Finding) =>
  `${severity} ${check}: ${documented} -> ${received}`;
const verdict = (of: Probe, status: number, known = evidence()) => {
  const { outcome, findings } = judgeProbe(of, answer(status), known);
  return [outcome, ...findings.map(said)];
};

const undocumented = (status: number, severity = "warning") =>
  `${severity} status_code_conformance: 200 or 422 -> ${status}`;
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
  ["a body of another media type", probe("body/media_type"), [[415, "warned", undocumented(415)]]],
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
      ...["warned", undocumented(409)],
    ]);
    expect(verdict(probe("auth/access_token/garbage"), 409, nothing)[0]).toBe("warned");
  });

  test("a legal id that is refused like the plain one is no finding", () => {
    expect(verdict(probe("path/unicode"), 400, evidence({ control: 400 }))).toEqual([
      ...["warned", undocumented(400)],
    ]);
  });

  test("a success without an id in the path is what the control is there for", () => {
    const of = probe("control", "safe", createAccessToken);
    expect(
      judgeProbe(of, answer(200), evidence()).findings.map(({ check }) => check),
    ).not.toContain("booking_identity");
  });
});

describe("evidence", () => {
  const sent = (situation: string, status?: number) => ({
    probe: probe(situation),
    exchange: status === undefined ? { request, ...when } : answer(status),
  });
  const of = (...all: ReturnType<typeof sent>[]) => {
    const { control, validates, authenticates } = gatherEvidence(all);
    return [control, [...validates].sort(), [...authenticates]];
  };

  test("is the control's status, and what was refused otherwise than it", () => {
    expect(of()).toEqual([undefined, [], []]);
    expect(of(sent("control"))).toEqual([undefined, [], []]);
    expect(of(sent("control", 404), sent("body/malformed", 422))).toEqual([404, ["syntax"], []]);
    expect(of(sent("control", 404), sent("body/missing/service_id", 422))).toEqual([
      ...[404, ["schema", "syntax"], []],
    ]);
    expect(of(sent("control", 404), sent("auth/client_id/wrong", 401))).toEqual([
      ...[404, [], ["client_id"]],
    ]);
  });

  test("is nothing that was answered like the control, undocumented, or no refusal", () => {
    expect(of(sent("control", 422), sent("body/malformed", 422))).toEqual([422, [], []]);
    expect(of(sent("control", 404), sent("body/malformed", 400))).toEqual([404, [], []]);
    expect(of(sent("control", 404), sent("auth/client_id/wrong", 404))).toEqual([404, [], []]);
    expect(of(sent("control", 404), sent("auth/client_id/wrong", 399))).toEqual([404, [], []]);
    expect(of(sent("control", 404), sent("auth/client_id/wrong", 500))).toEqual([404, [], []]);
    expect(of(sent("control", 404), sent("auth/client_id/wrong", 400))[2]).toEqual(["client_id"]);
    expect(of(sent("control", 404), sent("auth/access_token/unscoped", 403))).toEqual([
      ...[404, [], []],
    ]);
    expect(of(sent("control", 404), sent("path/unicode", 422))).toEqual([404, [], []]);
  });
});

describe("a finding", () => {
  test("stands at what was departed from", () => {
    const places = (of: Probe, status: number) => {
      const [first, ...more] = judgeProbe(of, answer(status), evidence()).findings;
      expect(first).toMatchObject({ operationId: cancel.id, line: lineOf(first?.source ?? "") });
      return [first, ...more].map((one) => one?.source);
    };
    expect(places(probe("control"), 422)).toEqual([success]);
    expect(places(probe("control"), 200)).toEqual([success]);
    expect(places(probe("body/malformed"), 200)).toEqual([cancel.responses[422]?.source]);
    expect(places(probe("auth/access_token/garbage"), 200)).toEqual([`${cancel.source}/security`]);
    expect(places(probe("method/POST"), 200)).toEqual([cancel.source]);
    expect(places(probe("method/POST"), 500)).toEqual([cancel.source]);
    expect(places(probe("body/malformed"), 404)[0]).toBe(cancel.source);
  });

  test.each<[WireFailureKind, string]>([
    ["reset", "reset while waiting"],
    ["too_large", "too large while waiting"],
  ])("is made of the failure %s", (kind, received) => {
    const failure = new WireFailure(kind, "waiting", true, "");
    const judged = judgeProbe(probe("control"), { request, failure, ...when }, evidence());
    expect(judged).toMatchObject({
      outcome: "failed",
      findings: [
        {
          ...{ severity: "error", check: "transport_conformance", pointer: "", received },
          ...{ source: cancel.source, documented: "a complete HTTP answer" },
        },
      ],
    });
  });

  test("is not made of nothing", () => {
    expect(judgeProbe(probe("control"), { request, ...when }, evidence())).toEqual({
      ...{ outcome: "passed", findings: [] },
    });
  });

  test("has the likely cause that the answer tells", () => {
    const wrapped = { meta: {}, data: {} };
    const { findings } = judgeProbe(probe("control"), answer(200, wrapped), evidence());
    expect(findings.length).toBeGreaterThan(1);
    for (const { cause } of findings) expect(cause).toMatch(/^The answer is wrapped/);
    const dropped = { detail: [{ loc: ["body"], msg: "m", type: "missing" }] };
    const [first] = judgeProbe(probe("control"), answer(422, dropped), evidence()).findings;
    expect(first?.cause).toMatch(/dropped the body/);
    const [other] = judgeProbe(probe("body/malformed"), answer(200, dropped), evidence()).findings;
    expect(other?.cause).toBeUndefined();
    for (const [status, cause] of [
      [400, /another framework/],
      [422, /another framework/],
      [404, undefined],
    ] as const) {
      const judged = judgeProbe(probe("control"), answer(status, { message: "m" }), evidence());
      if (cause) expect(judged.findings[0]?.cause).toMatch(cause);
      else expect(judged.findings[0]?.cause).toBeUndefined();
    }
  });
});

describe("a cancel", () => {
  const minimal = probe("valid/minimal", "cancel");
  const target = { external_booking_id: "a", external_location_id: "b", service_id: "c" };
  const booking = structuredClone(
    [...examplesAt(`${success}/content/application~1json`).values()][0],
  ) as Record<string, unknown>;

  test("is accepted with any expected value that the answer carries", () => {
    const expecting = { ...target, expect: { id: Number(booking.id) } };
    expect(judgeCancel(minimal, answer(200), expecting)).toEqual({
      ...{ outcome: "passed", findings: [] },
    });
    expect(judgeCancel(minimal, answer(200), target).outcome).toBe("passed");
  });

  test("is a finding for each expected value that it does not carry", () => {
    const expecting = { ...target, expect: { id: -1, status: "CANARY", phone: booking.phone } };
    const { outcome, findings } = judgeCancel(minimal, answer(200), expecting as never);
    expect(outcome).toBe("failed");
    expect(findings.map((one) => [said(one), one.pointer, one.source])).toEqual(
      ["/id", "/status"].map((pointer) => [
        "error booking_identity: the value that was expected of this booking -> another value",
        ...[pointer, success],
      ]),
    );
  });

  test("that is refused is one finding, whatever was expected", () => {
    const expecting = { ...target, expect: { id: -1 } };
    expect(judgeCancel(minimal, answer(404), expecting).findings.map(said)).toEqual([
      "error positive_data_acceptance: 200, as for the plain valid request -> 404",
    ]);
  });

  test("without a readable answer shows no unexpected value", () => {
    expect(
      unexpectedValues(minimal, { request, ...when }, { ...target, expect: { id: 1 } }),
    ).toEqual([]);
  });

  test("of another booking is found at the documented success", () => {
    expect(identity(minimal, "/id", "one", "another")).toMatchObject({
      ...{ severity: "error", check: "booking_identity", pointer: "/id", source: success },
      message: "/id: documented is one, received was another.",
    });
  });
});

test("an outcome is the worst of the findings", () => {
  const one = identity(probe("control"), "", "a", "b");
  const warning = { ...one, severity: "warning" } as const;
  const undecided = { ...warning, check: "inconclusive" } as const;
  expect(conclude([]).outcome).toBe("passed");
  expect(conclude([warning]).outcome).toBe("warned");
  expect(conclude([warning, undecided]).outcome).toBe("inconclusive");
  expect(conclude([undecided, one]).outcome).toBe("failed");
});
