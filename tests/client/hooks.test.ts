/** What the hooks are told, and what an answer that breaks the description comes to. */
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, test } from "@jest/globals";
import type {
  Finding,
  RequestEvent,
  ResponseEvent,
  SolvContractError,
} from "../../src/index.node.js";
import { closeAll, errorOf, startClient } from "./support.js";

afterEach(closeAll);

describe("hooks", () => {
  test("tell of every request, without a value", async () => {
    const seen: (RequestEvent | ResponseEvent)[] = [];
    const { cancel } = await startClient(
      { faults: ["extra-headers", "unauthorised-once"] },
      {
        credential: "secret",
        onRequest: (event) => seen.push(event),
        onResponse: (event) => seen.push(event),
      },
    );
    await cancel();
    const token = { operationId: "createAccessToken", method: "POST", path: "/v1/auth/token" };
    const path = "/v1/partner/external_bookings/{external_booking_id}";
    const del = { operationId: "cancelExternalBooking", method: "DELETE", path };
    const durationMs = expect.any(Number);
    const requestId = "sample-request-1";
    const none = undefined;
    expect(seen).toEqual([
      { ...token, attempt: 1 },
      { ...token, attempt: 1, durationMs, status: 200, requestId: none, code: none },
      { ...del, attempt: 1 },
      { ...del, attempt: 1, durationMs, status: 401, requestId, code: "authentication" },
      { ...token, attempt: 1 },
      { ...token, attempt: 1, durationMs, status: 200, requestId: none, code: none },
      { ...del, attempt: 2 },
      { ...del, attempt: 2, durationMs, status: 200, requestId, code: none },
    ]);
  });

  test("that throw or reject do not touch the call", async () => {
    const fail = () => {
      throw new Error("A hook failed.");
    };
    const reject = () => Promise.reject(new Error("A hook failed."));
    const foreign = () => runInNewContext('Promise.reject(new Error("A hook failed."))');
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", listener);
    for (const hook of [fail, reject, foreign]) {
      const { cancel } = await startClient(
        { faults: ["null-email"] },
        { onRequest: hook, onResponse: hook, onFinding: hook, onContractViolation: "report" },
      );
      expect(await cancel()).toMatchObject({ status: 200 });
    }
    process.off("unhandledRejection", listener);
    expect(unhandled).toEqual([]);
  });
});

describe("onContractViolation", () => {
  test("throw is the default, and onFinding is told nevertheless", async () => {
    const findings: Finding[] = [];
    const { cancel } = await startClient(
      { faults: ["null-email"] },
      { onFinding: (finding) => findings.push(finding) },
    );
    const error = await errorOf(cancel());
    expect(error).toMatchObject({ code: "contract_violation", outcome: "applied" });
    expect(findings).toEqual((error as SolvContractError).findings);
  });

  test("report returns a booking that is recognised", async () => {
    const findings: Finding[] = [];
    const { cancel, cancelled } = await startClient(
      { faults: ["null-email"] },
      { onContractViolation: "report", onFinding: (finding) => findings.push(finding) },
    );
    expect(await cancel()).toMatchObject({ booking: { email: null }, status: 200 });
    expect(findings).toMatchObject([{ pointer: "/email", severity: "error" }]);
    expect(cancelled()).toBe(1);
  });
});
