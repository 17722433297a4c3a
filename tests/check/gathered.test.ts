/** What the answers to the safe probes show of how a server works. */
import { describe, expect, test } from "@jest/globals";
import { gatherEvidence } from "../../src/check/verdict.js";
import { answer, probe, request, when } from "./answers.js";

describe("evidence", () => {
  const sent = (caseName: string, status?: number) => ({
    probe: probe(caseName),
    exchange: status === undefined ? { request, ...when } : answer(status),
  });
  const of = (...all: ReturnType<typeof sent>[]) => {
    const { control, validates, authenticates } = gatherEvidence(all);
    return [control, [...validates].sort(), [...authenticates]];
  };

  test("is the control's status, and what was refused otherwise than it", () => {
    expect(of()).toStrictEqual([undefined, [], []]);
    expect(of(sent("control"))).toStrictEqual([undefined, [], []]);
    expect(of(sent("body/malformed", 422))).toStrictEqual([undefined, ["syntax"], []]);
    expect(of(sent("body/malformed", 422), sent("control", 404))).toStrictEqual([
      404,
      ["syntax"],
      [],
    ]);
    expect(of(sent("control", 404), sent("body/malformed", 422))).toStrictEqual([
      404,
      ["syntax"],
      [],
    ]);
    expect(of(sent("control", 404), sent("body/missing/service_id", 422))).toStrictEqual([
      404,
      ["parameter", "schema", "syntax"],
      [],
    ]);
    expect(of(sent("control", 404), sent("auth/client_id/wrong", 401))).toStrictEqual([
      404,
      [],
      ["client_id"],
    ]);
  });

  test("of parameters alone says nothing about bodies: the record may be looked up in between", () => {
    const { probe: malformed, exchange } = sent("body/malformed", 422);
    const expectation = { kind: "invalid", level: "parameter", lenient: false } as const;
    const parameter = { probe: { ...malformed, expectation }, exchange };
    expect(of(sent("control", 404), parameter)).toStrictEqual([404, ["parameter"], []]);
  });

  test("is nothing that was answered like the control, undocumented, or no refusal", () => {
    expect(of(sent("control", 422), sent("body/malformed", 422))).toStrictEqual([422, [], []]);
    expect(of(sent("control", 404), sent("body/malformed", 400))).toStrictEqual([404, [], []]);
    expect(of(sent("control", 404), sent("auth/client_id/wrong", 404))).toStrictEqual([
      404,
      [],
      [],
    ]);
    expect(of(sent("control", 404), sent("auth/client_id/wrong", 399))).toStrictEqual([
      404,
      [],
      [],
    ]);
    expect(of(sent("control", 404), sent("auth/client_id/wrong", 500))).toStrictEqual([
      404,
      [],
      [],
    ]);
    expect(of(sent("control", 404), sent("auth/client_id/wrong", 400))[2]).toStrictEqual([
      "client_id",
    ]);
    expect(of(sent("control", 404), sent("auth/access_token/unscoped", 403))).toStrictEqual([
      404,
      [],
      [],
    ]);
    expect(of(sent("control", 404), sent("path/unicode", 422))).toStrictEqual([404, [], []]);
  });
});
