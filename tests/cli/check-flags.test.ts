/** What the flags of `solv-contract check` change: its pace, its patience, its verdict, what it cancels. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { startSandbox } from "../../src/sandbox.js";
import { run } from "./running.js";
import { sandbox } from "./shared-sandbox.js";

describe("a check", () => {
  test.each([
    { flags: ["--concurrency", "1"], most: 1 },
    { flags: ["--concurrency", "3"], most: 3 },
    { flags: [], most: 8 },
  ])("has at most $most requests under way with $flags", async ({ flags, most }) => {
    let underWay = 0;
    let peak = 0;
    const server = createServer((request, response) => {
      underWay += 1;
      peak = Math.max(peak, underWay);
      const status = request.headers.authorization?.startsWith("Bearer ") ? 404 : 401;
      request.resume().on("end", () => setTimeout(() => response.writeHead(status).end(), 20));
      response.on("close", () => {
        underWay -= 1;
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const env = {
      SOLV_BASE_URL: `http://127.0.0.1:${port}`,
      SOLV_CLIENT_ID: "sample-client",
      SOLV_ACCESS_TOKEN: "sample-token",
    };
    try {
      // A list that nobody answers would end the check at once.
      await run(["check", "--only", "cancelExternalBooking/body/type/*", ...flags], { env });
      expect(peak).toBe(most);
    } finally {
      server.close();
    }
  });

  const withSandbox = async (flags: string[], options = {}, also = {}) => {
    const own = await startSandbox(options);
    const { clientId, accessToken } = own.credentials;
    const env = {
      SOLV_BASE_URL: own.baseUrl,
      SOLV_CLIENT_ID: clientId,
      SOLV_ACCESS_TOKEN: accessToken,
      ...also,
    };
    try {
      const result = await run(["check", "--format", "json", ...flags], { env });
      return { ...result, own, report: result.stdout ? JSON.parse(result.stdout) : undefined };
    } finally {
      await own.close();
    }
  };
  const one = ["--only", "cancelExternalBooking/body/none"];

  test("gives up on an answer after the time that was given", async () => {
    const flags = [...one, "--timeout-ms", "500", "--concurrency", "1"];
    const { report } = await withSandbox(flags, { faults: ["never-answers"] });
    expect(report.results[0]).toMatchObject({
      outcome: "inconclusive",
      findings: [],
      notJudged: "no answer came in time",
    });
  });

  test("fails on warnings, and ends after the first error, only when asked to", async () => {
    expect((await withSandbox(one)).report).toMatchObject({ failOn: "error", interrupted: false });
    const strict = await withSandbox([...one, "--fail-on", "warning"]);
    expect(strict.report.failOn).toBe("warning");
    const fault = { faults: ["invalid-empty"] };
    const many = ["--only", "cancelExternalBooking/body/*"];
    expect((await withSandbox(many, fault)).report.interrupted).toBe(false);
    expect((await withSandbox([...many, "--bail"], fault)).report.interrupted).toBe(true);
  });

  test("cancels nothing without the permission", async () => {
    const [booking] = sandbox.bookings;
    if (!booking) throw new Error("The sandbox has no booking.");
    const flags = [
      "--booking",
      booking.external_booking_id,
      "--location",
      booking.external_location_id,
      "--service",
      booking.service_id,
      "--skip",
      "createAccessToken/*",
    ];
    const kept = await withSandbox(flags);
    expect(kept.own.state().filter(({ cancelled }) => cancelled > 0)).toEqual([]);
    const plan = await run(["check", "--dry-run", "--base-url", "http://127.0.0.1:1", ...flags]);
    expect(plan.stdout).not.toContain("cancelExternalBooking/cancel/");
    const more = ["--base-url", "http://127.0.0.1:1", ...flags, "--allow-cancel"];
    const wider = await run(["check", "--dry-run", ...more]);
    expect(wider.stdout).toContain("cancelExternalBooking/booking/");
    expect(wider.stdout).toContain("cancelExternalBooking/cancel/");
    const all = await withSandbox([...flags, "--allow-cancel"]);
    expect(all.own.state().filter(({ cancelled }) => cancelled > 0)).toHaveLength(1);
  });

  test("writes an id in another letter case only where it is asserted that nobody else has it", async () => {
    const [booking] = sandbox.bookings;
    if (!booking) throw new Error("The sandbox has no booking.");
    const id = "cancelExternalBooking/booking/mismatch/id_case";
    const flags = [
      "--booking",
      booking.external_booking_id,
      "--location",
      booking.external_location_id,
      "--service",
      booking.service_id,
      "--only",
      id,
    ];
    const asserted = [...flags, "--ids-differ-beyond-case-and-form"];
    for (const [given, outcome] of [
      [flags, "skipped"],
      [asserted, "warned"],
    ] as const) {
      const { report } = await withSandbox([...given]);
      expect(report.results.at(-1)).toMatchObject({ id, outcome });
    }
    const listed = await run(["check", "--dry-run", "--base-url", "http://127.0.0.1:1", ...flags]);
    expect(listed.stdout).not.toContain(id);
  });
});
