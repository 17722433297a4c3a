/** A check against the sandbox: what it may touch, what it says, and when it does not run at all. */
import { readFile } from "node:fs/promises";
import net from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { dryRun } from "../../src/check/dry-run.js";
import { checkContract } from "../../src/check/run.js";
import { usesToken } from "../../src/check/tiers/barred.js";
import { type Operation, operations } from "../../src/description/operations.js";
import { CannotRunError } from "../../src/report/cannot-run.js";
import type { Sandbox } from "../../src/sandbox.js";
import { startSandbox } from "../../src/sandbox.js";
import type { BookingTarget } from "../../src/solv/booking.js";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const target = () => ({ ...sandbox.credentials, baseUrl: sandbox.baseUrl });
const cancelled = () => sandbox.state().filter((booking) => booking.cancelled > 0);

describe("what is touched", () => {
  test("without bookings no request names an existing one", async () => {
    const report = await checkContract(target());
    expect(report).toMatchObject({ verdict: "conforms", failOn: "error" });
    expect(report.summary.exchanges).toBeGreaterThan(100);
    expect(sandbox.state().map(({ requests }) => requests)).toEqual(sandbox.bookings.map(() => 0));
  });

  test("with bookings, and no permission to cancel, none is cancelled", async () => {
    const report = await checkContract({ ...target(), bookings: sandbox.bookings.slice(0, 2) });
    expect(report.verdict).toBe("conforms");
    expect(cancelled()).toEqual([]);
    const cancels = report.results.filter(({ tier }) => tier === "cancel");
    expect(new Set(cancels.map(({ outcome, needs }) => `${outcome}: ${needs}`))).toEqual(
      new Set(["skipped: --allow-cancel and a booking that is left"]),
    );
  });

  test("with permission every given booking is cancelled, and no other", async () => {
    const bookings = sandbox.bookings.slice(0, 3);
    const only = ["*/mismatch/*", "*/cancel/*"];
    const report = await checkContract({ ...target(), bookings, allowCancel: true, only });
    expect(report.verdict).toBe("conforms");
    expect(cancelled().map((booking) => booking.external_booking_id)).toEqual(
      bookings.map((booking) => booking.external_booking_id),
    );
  });

  test("a booking that an invalid request cancelled is replaced by the next one", async () => {
    await sandbox.close();
    sandbox = await startSandbox({ faults: ["accepts-missing-service-id"] });
    const bookings = sandbox.bookings.slice(0, 2);
    const report = await checkContract({ ...target(), bookings, concurrency: 1 });
    const accepted = report.results.find(
      ({ id }) => id === "cancelExternalBooking/booking/body/missing/service_id",
    );
    expect(accepted).toMatchObject({ outcome: "failed", booking: 1 });
    expect(report.results.filter(({ booking }) => booking === 2).length).toBeGreaterThan(0);
    expect(cancelled()).toHaveLength(1);
  });
});

const TWO_CALLS = /^(cancelExternalBooking|createAccessToken)\b/;

describe("what is said", () => {
  test("everything that the two calls have is exercised when all is given, and neither an id nor a credential shows", async () => {
    const report = await checkContract({
      ...target(),
      bookings: sandbox.bookings,
      allowCancel: true,
    });
    const { coverage } = report;
    for (const { documented, exercised, missing } of Object.values(coverage)) {
      expect(missing.filter((name: string) => TWO_CALLS.test(name))).toEqual([]);
      expect(exercised + missing.length).toBe(documented);
    }
    const text = JSON.stringify(report);
    for (const secret of Object.values(sandbox.credentials)) expect(text).not.toContain(secret);
    for (const booking of sandbox.bookings) {
      expect(text).not.toContain(booking.external_location_id);
      expect(text).not.toContain(booking.service_id);
    }
    // Short ones, such as a bare percentage, may stand in a probe's sentence by chance.
    const ids = sandbox.bookings.map((booking) => booking.external_booking_id);
    const telling = ids.filter((id) => id.length > 5);
    expect(telling.length).toBeGreaterThan(4);
    for (const id of telling) {
      expect(text).not.toContain(id);
      expect(text).not.toContain(encodeURIComponent(id));
    }
  });

  test("what was not given is skipped and named", async () => {
    const { accessToken, clientId } = sandbox.credentials;
    const report = await checkContract({ baseUrl: sandbox.baseUrl, clientId, accessToken });
    const needs = new Set(report.results.flatMap(({ needs }) => needs ?? []));
    expect(needs).toContain("SOLV_UNSCOPED_ACCESS_TOKEN");
    expect(needs).toContain("SOLV_EXPIRED_ACCESS_TOKEN");
    expect(needs).toContain("--booking or --bookings");
    expect(needs).toContain("--booking or --bookings, with --allow-cancel");
  });

  test("an expected value that the answer does not carry is a finding that names the pointer only", async () => {
    const [booking] = sandbox.bookings;
    const expected = { ...booking?.expect, last_name: "CANARY-expected-name" };
    const bookings = booking ? [{ ...booking, expect: expected }] : [];
    const only = ["*/cancel/valid/minimal"];
    const report = await checkContract({ ...target(), bookings, allowCancel: true, only });
    expect(report.results.flatMap(({ findings }) => findings)).toContainEqual(
      expect.objectContaining({
        check: "booking_identity",
        pointer: "/last_name",
        severity: "error",
      }),
    );
    expect(JSON.stringify(report)).not.toContain("CANARY");
  });

  test("a server that looks up before it validates leaves the safe tier undecided", async () => {
    await sandbox.close();
    sandbox = await startSandbox({ faults: ["invalid-as-404"] });
    const report = await checkContract({
      ...target(),
      only: ["cancelExternalBooking/body/missing/*"],
    });
    expect(report.verdict).toBe("conforms");
    expect(report.summary.inconclusive).toBe(2);
  });

  test("the run ends after the first error when asked to", async () => {
    const only = ["cancelExternalBooking/body/missing/*"];
    expect(await checkContract({ ...target(), only, bail: true })).toMatchObject({
      interrupted: false,
      summary: { skipped: 0, passed: 2 },
    });
    await sandbox.close();
    sandbox = await startSandbox({ faults: ["crashes-on-no-body"] });
    const options = { ...target(), bookings: sandbox.bookings, allowCancel: true };
    const report = await checkContract({ ...options, bail: true });
    expect(report.verdict).toBe("violations");
    expect(report.interrupted).toBe(true);
    expect(cancelled()).toEqual([]);
  });

  test("an abort ends the run with a report of what was done", async () => {
    const controller = new AbortController();
    const report = await checkContract({
      ...target(),
      signal: controller.signal,
      concurrency: 1,
      onExchange: () => {
        if (sandbox.requests.length === 3) controller.abort();
      },
    });
    expect(report.interrupted).toBe(true);
    expect(report.summary.exchanges).toBe(3);
    expect(report.summary.skipped).toBeGreaterThan(100);
  });
});

describe("what is not run", () => {
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (error: unknown) => (error instanceof CannotRunError ? error.message : undefined),
    );

  test.each([
    ["ftp://127.0.0.1/", /must be https/],
    ["nonsense", /has no scheme/],
    ["http://partner-api.solvhealth.com", /must be https; .* https:\/\/\S+\.$/],
    ["http://user:CANARY@127.0.0.1", /no user/],
  ])("a base URL %s is refused", async (baseUrl, message) => {
    const text = await refusal(checkContract({ ...target(), baseUrl }));
    expect(text).toMatch(message);
    expect(text).not.toContain("CANARY");
    expect(sandbox.requests).toEqual([]);
  });

  test("missing or broken credentials are named by their variable", async () => {
    const { baseUrl } = sandbox;
    expect(await refusal(checkContract({ baseUrl, clientId: "" }))).toContain("SOLV_CLIENT_ID");
    expect(await refusal(checkContract({ baseUrl, clientId: "sample" }))).toContain(
      "SOLV_ACCESS_TOKEN",
    );
    const broken = { baseUrl, clientId: "sample", accessToken: "CANARY\nsecond line" };
    const text = await refusal(checkContract(broken));
    expect(text).toContain("SOLV_ACCESS_TOKEN");
    expect(text).not.toContain("CANARY");
    expect(sandbox.requests).toEqual([]);
  });

  test("permission to cancel without a booking is refused", async () => {
    expect(await refusal(checkContract({ ...target(), allowCancel: true }))).toMatch(/no booking/);
  });

  test("refused credentials end the check after one request of each operation", async () => {
    const text = await refusal(checkContract({ ...target(), accessToken: "sample-refused" }));
    expect(text).toMatch(/refused the credentials \(status 401\)/);
    expect(sandbox.requests).toHaveLength(
      Object.values<Operation>(operations).filter(usesToken).length,
    );
  });

  test("a token is fetched when only the secret is given", async () => {
    const { clientId, clientSecret } = sandbox.credentials;
    const only = ["cancelExternalBooking/valid/full"];
    const report = await checkContract({ baseUrl: sandbox.baseUrl, clientId, clientSecret, only });
    expect(report.verdict).toBe("conforms");
    const wrong = { baseUrl: sandbox.baseUrl, clientId, clientSecret: "sample-wrong" };
    expect(await refusal(checkContract(wrong))).toMatch(/granted no token/);
  });

  test("a server that does not listen is unreachable", async () => {
    const server = net.createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as net.AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const baseUrl = `http://127.0.0.1:${port}`;
    expect(await refusal(checkContract({ ...target(), baseUrl }))).toMatch(/could not be reached/);
  });
});

test("a dry run lists the plan and what needs a booking only with one", () => {
  const safe = dryRun({});
  const all = dryRun({ bookings: sandbox.bookings, allowCancel: true });
  expect(safe.length).toBeGreaterThan(100);
  expect(all.length).toBeGreaterThan(safe.length);
  expect(safe.join("\n")).not.toMatch(/\/(booking|cancel)\//);
  expect(sandbox.requests).toEqual([]);
});

test("the schema of the bookings file accepts what the sandbox hands out, and refuses less", async () => {
  const schema: unknown = JSON.parse(
    await readFile(join(__dirname, "../../src/check/bookings.schema.json"), "utf8"),
  );
  const validate = new Ajv2020().compile(schema as object);
  expect(validate(sandbox.bookings)).toBe(true);
  const [{ service_id: _removed, ...incomplete } = {}] =
    sandbox.bookings as Partial<BookingTarget>[];
  expect(validate([incomplete])).toBe(false);
});
