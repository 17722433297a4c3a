/** Servers that limit the rate, or answer what was made to exhaust their reader. */
import { describe, expect, test } from "@jest/globals";
import { type Probe, planProbes } from "../../src/check/plan.js";
import { gatherEvidence, judgeCancel, judgeProbe } from "../../src/check/verdict.js";
import type { Exchange } from "../../src/http/exchange.js";
import { WireFailure } from "../../src/http/wire.js";
import { renderers } from "../../src/report/formats/renderers.js";
import { bombs } from "../judge/bombs.js";
import { evidence, probe, request, when } from "./answers.js";
import { serve } from "./small-server.js";

/** A server that limits the rate: nothing is said about its contract. */
describe("a limited rate", () => {
  const plan = planProbes({ only: ["cancelExternalBooking/*"] });
  const answer = (status: number): Exchange => ({
    request: { method: "DELETE", origin: "", target: "", headers: [] },
    response: { status, headers: [], body: new Uint8Array() },
    startedAt: new Date(0),
    durationMs: 1,
  });
  const inconclusive = {
    outcome: "inconclusive",
    findings: [],
    notJudged: "429 was answered",
  };

  const kinds = new Map(plan.map((probe) => [probe.expectation.kind, probe]));

  test.each([...kinds])("a 429 is no verdict where %s is expected", (_kind, probe) => {
    const evidence = {
      control: 404,
      validates: new Set<never>(),
      authenticates: new Set<never>(),
    };
    expect(judgeProbe(probe, answer(429), evidence)).toMatchObject(inconclusive);
  });

  test("a 429 is no verdict on a cancel", () => {
    const [cancel] = plan.filter(({ tier }) => tier === "cancel");
    const target = { external_booking_id: "a", external_location_id: "b", service_id: "c" };
    expect(judgeCancel(cancel as Probe, answer(429), target)).toMatchObject(inconclusive);
  });

  test("a 429 is no evidence, and nothing is compared to it", () => {
    const sent = (caseName: string, status: number) => ({
      probe: plan.find((one) => one.case === caseName) as Probe,
      exchange: answer(status),
    });
    const limited = gatherEvidence([sent("control", 429), sent("auth/client_id/wrong", 401)]);
    expect(limited.control).toBeUndefined();
    expect([...limited.authenticates]).toEqual(["client_id"]);
    const valid = sent("valid/unknown_query", 404);
    expect(judgeProbe(valid.probe, valid.exchange, limited).outcome).toBe("warned");
    const later = gatherEvidence([sent("control", 404), sent("auth/client_id/wrong", 429)]);
    expect(later).toMatchObject({ control: 404, authenticates: new Set() });
  });

  test("an aborted request is no verdict on any probe, nor on a cancel", () => {
    const { response: _, ...sent } = answer(0);
    const failure = new WireFailure("aborted", "waiting", { message: "The call was aborted." });
    const aborted = { ...sent, failure };
    const evidence = {
      control: 404,
      validates: new Set<never>(),
      authenticates: new Set<never>(),
    };
    const outcomes = plan.map((probe) => judgeProbe(probe, aborted, evidence).outcome);
    expect(new Set(outcomes)).toEqual(new Set(["inconclusive"]));
    const [cancel] = plan.filter(({ tier }) => tier === "cancel");
    const target = { external_booking_id: "a", external_location_id: "b", service_id: "c" };
    expect(judgeCancel(cancel as Probe, aborted, target).outcome).toBe("inconclusive");
  });
});

/** Answers that were made to exhaust their reader cost a check no more than reading them. */
describe("bombs", () => {
  const headers = [["content-type", "application/json"]] as const;

  test.each(bombs(20_000))("an answer of %s", (_, status, body) => {
    const response = { status, headers, body: new TextEncoder().encode(body) };
    const { findings } = judgeProbe(probe("control"), { request, response, ...when }, evidence());
    // One more says that the status is not the expected one.
    expect(findings.length).toBeLessThanOrEqual(51);
    for (const found of findings) expect(JSON.stringify(found).length).toBeLessThan(2_000);
    expect(JSON.stringify(findings)).not.toContain("xxxx");
  });

  test.each([
    ["many items without anything", 422],
    ["many known names", 200],
  ])("a report of a server that answers %s", async (name, status) => {
    const body = bombs(1_500).find(([bomb]) => bomb === name)?.[2] ?? "";
    const { check } = await serve(() => [status, body]);
    // More answers than the report has room for.
    const report = await check({ only: ["*/valid/*", "*/path/*", "*/body/missing/*"] });
    for (const render of Object.values(renderers)) {
      expect(render(report).length).toBeLessThan(5_000_000);
    }
    const findings = report.results.flatMap((result) => result.findings);
    expect(findings.length).toBeLessThan(2_500);
  });
});
