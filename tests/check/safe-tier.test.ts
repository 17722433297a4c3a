/** What the answers to the safe probes show, and what counts as refused there. */
import { describe, expect, test } from "@jest/globals";
import { planProbes } from "../../src/check/plan.js";
import type { Run } from "../../src/check/session.js";
import { createShownIds } from "../../src/check/shown-ids.js";
import { probeSafely } from "../../src/check/tiers/safe.js";
import { gatherEvidence } from "../../src/check/verdict.js";
import type { Exchange } from "../../src/http/exchange.js";
import { WireFailure } from "../../src/http/wire.js";
import { answer, probe, request, when } from "./answers.js";

/** What counts as refused in the safe tier: only that may be tried on a booking where it is a leniency. */
describe("what counts as refused", () => {
  const LENIENT = "body/type/cancellation_reason/null";
  const plan = planProbes({ only: [`cancelExternalBooking/${LENIENT}`] });

  /** The cases that count as refused; a connection that is reset stands for no status. */
  async function refusedWith(control: number | undefined, lenient: number | undefined) {
    const run: Run = {
      values: {
        key: "k",
        clientSecret: "",
        accessToken: "t",
        unscopedAccessToken: "",
        expiredAccessToken: "",
        id: "a",
        location: "b",
        service: "c",
      },
      concurrency: 1,
      undecided: new Set(),
      shownIds: createShownIds(),
      ended: () => false,
      isUp: async () => true,
      failing: () => undefined,
      send: async ({ case: caseName }): Promise<Exchange> => {
        const status = caseName === "control" ? control : lenient;
        return {
          request: { method: "DELETE", origin: "", target: "", headers: [] },
          ...(status === undefined
            ? { failure: new WireFailure("reset", "waiting") }
            : { response: { status, headers: [], body: new Uint8Array() } }),
          startedAt: new Date(0),
          durationMs: 1,
        };
      },
      record: () => undefined,
      skip: () => undefined,
    };
    return [...(await probeSafely(run, plan, "host")).refused];
  }

  test("is what was answered with a status for wrong input, and otherwise than the valid request", async () => {
    expect(plan.map(({ case: caseName }) => caseName)).toContain(LENIENT);
    expect(await refusedWith(404, 422)).toEqual([LENIENT]);
    expect(await refusedWith(404, 400)).toEqual([LENIENT]);
    expect(await refusedWith(404, 415)).toEqual([LENIENT]);
  });

  test.each([
    ["an outage", 404, 503],
    ["a limit of the rate", 404, 429],
    ["a connection that was reset", 404, undefined],
    ["a refusal of the credentials", 404, 403],
    ["another status for what does not exist", 410, 404],
    ["a success", 404, 200],
    ["a refusal of everything", 422, 422],
    ["a refusal that is compared to nothing", undefined, 422],
  ])("is not %s", async (_name, control, lenient) => {
    expect(await refusedWith(control, lenient)).toEqual([]);
  });
});

/** What the answers to the safe probes show of how a server works. */
describe("what is gathered", () => {
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
});
