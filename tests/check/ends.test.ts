/** When a check goes on, gives up, or says why it did not: against servers of a few lines. */
import { describe, expect, test } from "@jest/globals";
import { dryRun } from "../../src/check/dry-run.js";
import { serve as serveAs } from "./small-server.js";

const only = ["cancelExternalBooking/body/*"];

/** Answers with a status by the request's body; not at all for `undefined`, by cutting for 0. */
const serve = (statusOf: (body: string) => number | undefined) =>
  serveAs(
    ({ body }) => {
      const status = statusOf(body);
      return status ? [status, "{}"] : (status as 0 | undefined);
    },
    { only },
  );

const isComplete = (body: string) => /external_location_id.*service_id/.test(body);

test("each request has a connection of its own", async () => {
  const { check, seen } = await serve((body) => (isComplete(body) ? 404 : 422));
  const { summary } = await check();
  expect(summary.exchanges).toBeGreaterThan(5);
  expect(seen.map(({ headers }) => headers.connection)).toEqual(
    Array.from({ length: summary.exchanges }, () => "close"),
  );
});

test("an https URL is spoken to in TLS", async () => {
  const { check } = await serve(() => 404);
  await expect(check({ baseUrl: "https://127.0.0.1:1" })).rejects.toThrow(/refused/);
});

test("a display of the progress that fails does not end the run", async () => {
  const { check, seen } = await serve((body) => (isComplete(body) ? 404 : 422));
  const onProgress = () => {
    throw new Error("A broken display.");
  };
  expect(await check({ onProgress })).toMatchObject({
    interrupted: false,
    summary: { skipped: 0, exchanges: seen.length },
  });
});

test("what was left out for want of a credential counts as done, and is done once", async () => {
  const { check } = await serve((body) => (isComplete(body) ? 404 : 422));
  const events: { done: number; total: number }[] = [];
  const { results } = await check({
    only: ["cancelExternalBooking/auth/access_token/*"],
    onProgress: (event) => events.push(event),
  });
  const left = results.filter(({ outcome }) => outcome === "skipped");
  expect(left).toMatchObject([
    { needs: "SOLV_EXPIRED_ACCESS_TOKEN", findings: [] },
    { needs: "SOLV_UNSCOPED_ACCESS_TOKEN", findings: [] },
  ]);
  expect(new Set(results.map(({ id }) => id)).size).toBe(results.length);
  const { length: total } = results;
  expect(events[0]).toMatchObject({ done: 3, total });
  expect(events.at(-1)).toMatchObject({ done: total, total });
  expect(events).toHaveLength(total - 2);
});

test("what the safe tier did not see refused is not tried on a booking when it is lenient", async () => {
  const { check } = await serve((body) => (isComplete(body) ? 404 : 422));
  const ids = { external_booking_id: "a", external_location_id: "b", service_id: "c" };
  const cases = ["cancellation_reason/integer", "service_id/integer"];
  const { results } = await check({
    only: cases.map((name) => `cancelExternalBooking/*body/type/${name}`),
    bookings: [ids],
  });
  expect(
    results
      .filter(({ tier }) => tier === "booking")
      .map(({ case: caseName, needs }) => [caseName, needs]),
  ).toEqual([
    ["body/type/cancellation_reason/integer", "a server that refuses it in the safe tier"],
    ["body/type/service_id/integer", "a server that refuses it in the safe tier"],
  ]);
});

describe("a server that answers 403 to what does not exist", () => {
  test("has let the check in when it validates the body", async () => {
    const { check, seen } = await serve((body) => (isComplete(body) ? 403 : 422));
    const { results } = await check();
    expect(results.find(({ case: caseName }) => caseName === "control")).toMatchObject({
      status: 403,
    });
    expect(isComplete(seen[0]?.body ?? "")).toBe(true);
    expect(seen[1]?.body).toBe('{"service_id":"solv-contract-no-such-service"}');
    expect(results.every(({ status }) => status !== undefined)).toBe(true);
  });

  test("has refused the credentials when it answers so to everything", async () => {
    const { check, seen } = await serve(() => 403);
    await expect(check()).rejects.toThrow(
      /^127\.0\.0\.1:\d+ refused the credentials \(status 403\)\. Check SOLV_CLIENT_ID and the token\.$/,
    );
    expect(seen).toHaveLength(2);
    await expect(check({ only: ["cancelExternalBooking/control"] })).rejects.toThrow("status 403");
    await expect(check({ only: ["cancelExternalBooking/auth/*"] })).rejects.toThrow("status 403");
    expect(seen).toHaveLength(4);
  });
});

test("a server that does not answer is given up after a few requests", async () => {
  const { check, seen } = await serve(() => undefined);
  const report = await check({ timeoutMs: 20, concurrency: 1 });
  expect(seen).toHaveLength(8);
  expect(report).toMatchObject({
    interrupted: true,
    summary: { exchanges: 8 },
    coverage: { operations: { exercised: 0 } },
  });
  expect(report.results.at(-1)).toMatchObject({ outcome: "skipped", findings: [] });
  expect(new Set(report.results.slice(8).map(({ needs }) => needs))).toEqual(
    new Set(["a server that answers in time"]),
  );
});

test("a server that cuts every connection is tried to the end", async () => {
  const { check, seen } = await serve(() => 0);
  const { interrupted, summary, verdict } = await check();
  expect(seen.length).toBeGreaterThan(8);
  // It is an outage, which breaks no contract and shows none to be kept.
  const { failed, passed } = summary;
  expect({ interrupted, verdict, failed, passed }).toEqual({
    interrupted: false,
    verdict: "inconclusive",
    failed: 0,
    passed: 0,
  });
});

test("a run that ends early says so of every probe that is left", async () => {
  const { check, seen } = await serve((body) => (isComplete(body) ? 404 : 500));
  const names: string[] = [];
  const report = await check({
    bail: true,
    concurrency: 1,
    failOn: "warning",
    targetName: "a name",
    onProgress: ({ done, total, id }) => names.push(`${done} of ${total} ${id}`),
  });
  expect(report).toMatchObject({ kind: "check", failOn: "warning", target: "a name" });
  expect(report.durationMs).toBeLessThan(60_000);
  expect(report.interrupted).toBe(true);
  expect(names[0]).toMatch(/^1 of \d+ cancelExternalBooking\/control$/);
  const total = Number(/ of (\d+)/.exec(names[0] ?? "")?.[1]);
  expect(names).toHaveLength(total);
  expect(names.at(-1)).toMatch(new RegExp(`^${total} of ${total} `));
  expect(seen.length).toBeGreaterThan(2);
});

test("an abort leaves probes that were not sent, and says nothing about the server", async () => {
  const controller = new AbortController();
  const { check } = await serve((body) => {
    if (isComplete(body)) return 404;
    controller.abort();
    return undefined;
  });
  const { results, summary } = await check({ concurrency: 1, endNow: controller.signal });
  expect(summary).toMatchObject({ failed: 0 });
  const left = results.filter(({ outcome }) => outcome === "skipped");
  expect(left.length).toBeGreaterThan(5);
  expect(new Set(left.map(({ needs }) => needs))).toEqual(
    new Set(["a run that is not ended early"]),
  );
});

describe("a dry run", () => {
  const booking = { external_booking_id: "a", external_location_id: "b", service_id: "c" };
  const tiers = (options: Parameters<typeof dryRun>[0]) => [
    ...new Set(
      dryRun({ only: ["cancelExternalBooking/*"], ...options }).map(
        (text) => /^cancelExternalBooking\/(booking|cancel)\//.exec(text)?.[1] ?? "safe",
      ),
    ),
  ];
  test("lists the tiers that would be entered", () => {
    expect(tiers({})).toEqual(["safe"]);
    expect(tiers({ allowCancel: true })).toEqual(["safe"]);
    expect(tiers({ bookings: [booking] })).toEqual(["safe", "booking"]);
    expect(tiers({ bookings: [booking], allowCancel: true })).toEqual([
      "safe",
      "booking",
      "cancel",
    ]);
  });
  test("shows each request below its probe, and none that cannot be printed", () => {
    const lines = dryRun({ only: ["*/mismatch/*"], bookings: [booking] });
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines)
      expect(line).toMatch(/^\w+\/\S+\n {2}(: "\$\{\w+:\?\}" && )?curl --path-as-is -X \w+ "/);
    expect(lines.join("\n")).not.toContain("unicode_form");
  });
});
