/** Findings and outcomes: what is made of the answers to a check's probes. */
import { describe, expect, test } from "@jest/globals";
import { identity } from "../../src/check/findings.js";
import { type Probe, planProbes } from "../../src/check/plan.js";
import { isSuccess } from "../../src/check/statuses.js";
import { conclude, judgeCancel, judgeProbe, unexpectedValues } from "../../src/check/verdict.js";
import { examplesAt, lineOf } from "../../src/description/document.js";
import { type Operation, operations } from "../../src/description/operations.js";
import { WireFailure, type WireFailureKind } from "../../src/http/wire.js";
import { answer, evidence, probe, request, said, when } from "./answers.js";

const { cancelExternalBooking: cancel } = operations;
const success = cancel.responses[200]?.source;

describe("a finding", () => {
  test("stands at what was departed from", () => {
    const places = (of: Probe, status: number) => {
      const [first, ...more] = judgeProbe(of, answer(status), evidence()).findings;
      expect(first).toMatchObject({
        operationId: cancel.id,
        pointer: "",
        line: lineOf(first?.source ?? ""),
      });
      return [first, ...more].map((one) => one?.source);
    };
    expect(places(probe("control"), 422)).toEqual([success]);
    expect(places(probe("control"), 200)).toEqual([success]);
    expect(places(probe("path/unicode"), 200)).toEqual([success]);
    expect(places(probe("body/malformed"), 200)).toEqual([cancel.responses[422]?.source]);
    expect(places(probe("auth/access_token/garbage"), 200)).toEqual([`${cancel.source}/security`]);
    expect(places(probe("method/POST"), 200)).toEqual([cancel.source]);
    expect(places(probe("method/POST"), 500)).toEqual([cancel.source]);
    expect(places(probe("body/malformed"), 404)[0]).toBe(cancel.source);
  });

  test("names every documented refusal of input, and the operation where no answer is documented", () => {
    const of = (responses: Operation["responses"], kind: string) =>
      judgeProbe({ ...probe(kind), operation: { ...cancel, responses } }, answer(404), {
        ...evidence({ validates: new Set(["schema"]) }),
      }).findings[0];
    const { 200: accepted, 422: refused } = cancel.responses;
    if (!accepted || !refused) throw new Error("The description has lost its answers.");
    const several = { 200: accepted, 409: refused, 422: { ...refused, source: "#/422" } };
    expect(of(several, "body/missing/service_id")).toMatchObject({
      documented: "422",
      source: "#/422",
    });
    const range = { ...several, "4XX": { ...refused, source: "#/4XX" } };
    expect(of(range, "body/missing/service_id")).toMatchObject({
      documented: "400 or 422",
      source: "#/4XX",
    });
    expect(of({ 200: accepted }, "body/missing/service_id")).toMatchObject({
      check: "negative_data_rejection",
      source: cancel.source,
    });
    const none = { ...probe("control"), operation: { ...cancel, responses: {} } };
    expect(identity(none, { documented: "a", received: "b" }).source).toBe(cancel.source);
  });

  test.each<[WireFailureKind, string]>([
    ["reset", "reset while waiting"],
    ["too_large", "too large while waiting"],
  ])("is made of the failure %s", (kind, received) => {
    const failure = new WireFailure(kind, "waiting");
    const judged = judgeProbe(probe("control"), { request, failure, ...when }, evidence());
    expect(judged).toMatchObject({
      outcome: "failed",
      findings: [
        {
          severity: "error",
          check: "transport_conformance",
          pointer: "",
          received,
          source: cancel.source,
          documented: "a complete HTTP answer",
        },
      ],
    });
  });

  test("is not made of nothing", () => {
    expect(judgeProbe(probe("control"), { request, ...when }, evidence())).toEqual({
      outcome: "inconclusive",
      findings: [],
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
    // Bodies that did not arrive would have shown in the control.
    for (const other of [probe("body/malformed"), probe("valid/full", "cancel")]) {
      const [finding] = judgeProbe(other, answer(200, dropped), evidence()).findings;
      expect(finding).toBeDefined();
      expect(finding?.cause).toBeUndefined();
    }
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

test("a text out of its documented format is a warning, with its place", () => {
  const token = (expiration_timestamp: string) =>
    answer(200, { access_token: "a", token_type: "b", grant_type: "c", expiration_timestamp });
  const control = planProbes().find(({ id }) => id === "createAccessToken/control") as Probe;
  for (const text of ["2031-05-19T17:00:00", "2031-05-19 17:00:00Z", "2031-05-19T17:00:00+0000"]) {
    const { outcome, findings } = judgeProbe(control, token(text), evidence());
    expect(outcome).toBe("warned");
    expect(findings).toMatchObject([
      {
        severity: "warning",
        check: "response_schema_conformance",
        pointer: "/expiration_timestamp",
        documented: "a text in the format date-time",
      },
    ]);
    expect(JSON.stringify(findings)).not.toContain("2031");
  }
  expect(judgeProbe(control, token("2031-05-19T17:00:00+02:00"), evidence()).findings).toEqual([]);
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
      outcome: "passed",
      findings: [],
    });
    expect(judgeCancel(minimal, answer(200), target).outcome).toBe("passed");
  });

  test("is a finding for each expected value that it does not carry", () => {
    const expecting = {
      ...target,
      expect: { last_name: "x", status: "CANARY", phone: booking.phone },
    };
    const { outcome, findings } = judgeCancel(minimal, answer(200), expecting as never);
    expect(outcome).toBe("failed");
    expect(findings.map((one) => [said(one), one.pointer, one.source])).toEqual(
      ["/last_name", "/status"].map((pointer) => [
        "error booking_identity: the value that was expected of this booking -> another value",
        pointer,
        success,
      ]),
    );
  });

  test("that is refused is one finding, whatever was expected", () => {
    const expecting = { ...target, expect: { id: -1 } };
    expect(judgeCancel(minimal, answer(404), expecting).findings.map(said)).toEqual([
      "error positive_data_acceptance: 200, as for the plain valid request -> 404",
    ]);
  });

  test("that brought no answer is a failure of the wire, whatever was expected", () => {
    const failure = new WireFailure("reset", "waiting");
    const expecting = { ...target, expect: { id: -1 } };
    const { findings } = judgeCancel(minimal, { request, failure, ...when }, expecting);
    expect(findings.map(({ check }) => check)).toEqual(["transport_conformance"]);
  });

  test("without a readable answer shows no unexpected value", () => {
    expect(
      unexpectedValues(minimal, { request, ...when }, { ...target, expect: { id: 1 } }),
    ).toEqual([]);
  });

  test("of another booking is found at the documented success", () => {
    expect(
      identity(minimal, { pointer: "/id", documented: "one", received: "another" }),
    ).toMatchObject({
      severity: "error",
      check: "booking_identity",
      pointer: "/id",
      source: success,
      message: "/id: documented is one, received was another.",
    });
  });
});

test("an outcome is the worst of the findings", () => {
  const one = identity(probe("control"), { documented: "a", received: "b" });
  const warning = { ...one, severity: "warning" } as const;
  const undecided = { ...warning, check: "inconclusive" } as const;
  expect(conclude([]).outcome).toBe("passed");
  expect(conclude([warning]).outcome).toBe("warned");
  expect(conclude([warning, undecided]).outcome).toBe("inconclusive");
  expect(conclude([undecided, one]).outcome).toBe("failed");
});

test("a success is a status of the two hundreds", () => {
  expect([199, 200, 299, 300].map(isSuccess)).toEqual([false, true, true, false]);
});
