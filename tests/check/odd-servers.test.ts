/** Servers that are not the API, take no credentials, limit the rate, or answer to exhaust their reader. */
import { describe, expect, test } from "@jest/globals";
import { type Probe, planProbes } from "../../src/check/plan.js";
import { usesToken } from "../../src/check/tiers/barred.js";
import { gatherEvidence, judgeCancel, judgeProbe } from "../../src/check/verdict.js";
import { type Operation, operations } from "../../src/description/operations.js";
import type { Exchange } from "../../src/http/exchange.js";
import { WireFailure } from "../../src/http/wire.js";
import { renderers } from "../../src/report/formats/renderers.js";
import { bombs } from "../judge/bombs.js";
import { evidence, probe, request, when } from "./answers.js";
import { type Answer, type Received, serve } from "./small-server.js";

const bookings = [
  { external_booking_id: "sample-1", external_location_id: "sample-l", service_id: "sample-s" },
];
/** Some probes of each tier. */
const SOME = ["cancelExternalBooking", "createAccessToken"].flatMap((call) =>
  ["control", "*body/missing/*", "*body/type/*", "*/mismatch/*", "cancel/*"].map(
    (each) => `${call}/${each}`,
  ),
);

const isCancel = ({ method }: Received) => method === "DELETE";
const lacks = ({ body }: Received) => !/external_location_id.*service_id/.test(body);
const NOT_FOUND = '{"detail":"Not Found"}';
const PAGE = "<html>Not Found</html>";

describe("a base URL that is not the API's", () => {
  const cancel = "DELETE /v1/partner/external_bookings/{external_booking_id}";
  test.each([404, 405])(
    "shows in a page with status %d after two requests of each",
    async (status) => {
      const { check, seen } = await serve(() => [status, PAGE]);
      await expect(check({ only: SOME })).rejects.toThrow(
        `The base URL is probably not the API's: ${cancel} was answered with status ${status}.`,
      );
      expect(seen).toHaveLength(4);
      const only = ["cancelExternalBooking/control"];
      await expect(check({ only })).rejects.toThrow("probably not the API's");
    },
  );

  test.each([404, 405])("shows at the token call with status %d", async (status) => {
    const { check, seen } = await serve((received) => [
      isCancel(received) ? 404 : status,
      NOT_FOUND,
    ]);
    await expect(check({ only: SOME, bookings, allowCancel: true })).rejects.toThrow(
      `The base URL is probably not the API's: POST /v1/auth/token was answered with status ${status}.`,
    );
    // What was given is touched only once the operations were found.
    expect(seen.filter(({ url }) => url.includes("sample-1"))).toEqual([]);
  });
});

describe("a server that knows one of the operations", () => {
  const NEEDS = "a server that knows the operation";
  const isGrant = (received: Received) => !isCancel(received);
  const knowing =
    (isKnown: (received: Received) => boolean, unknown: string): Answer =>
    (received) => {
      if (!isKnown(received)) return [404, unknown];
      const isWhole = /service_id|scope/.test(received.body);
      return isWhole ? [isCancel(received) ? 404 : 401, NOT_FOUND] : [422, '{"detail":[]}'];
    };

  test.each([
    ["the token call", isCancel, "createAccessToken", NOT_FOUND],
    ["the token call", isCancel, "createAccessToken", PAGE],
    ["the cancel", isGrant, "cancelExternalBooking", PAGE],
  ])("and not %s is judged: that is a finding", async (_name, isKnown, missing, unknown) => {
    const { check, seen } = await serve(knowing(isKnown, unknown));
    const { verdict, results } = await check({ only: SOME, bookings, allowCancel: true });
    expect(verdict).toBe("violations");
    const own = results.filter(({ operationId }) => operationId === missing);
    const found = own.filter(({ outcome }) => outcome === "failed");
    expect(found.map(({ id, findings }) => [id, findings[0]?.received])).toEqual([
      [`${missing}/control`, "404, as for a path or method that the server does not know"],
    ]);
    const left = own.filter(({ outcome }) => outcome === "skipped");
    expect(left.filter(({ needs }) => needs === NEEDS).length).toBeGreaterThan(10);
    const others = results.filter(({ operationId }) => operationId !== missing);
    expect(others.filter(({ outcome }) => outcome !== "skipped").length).toBeGreaterThan(10);
    // Of what the server does not know, nothing is tried on a booking.
    const isTouched = seen.some(({ url }) => url.includes("sample-1"));
    expect(isTouched).toBe(missing !== "cancelExternalBooking");
  });
});

describe("a server that is the API", () => {
  test.each([
    ["JSON", NOT_FOUND],
    ["nothing", ""],
  ])("may say in %s that a booking is not known", async (_name, text) => {
    const { check } = await serve((received) =>
      isCancel(received) ? [404, text] : [422, '{"detail":[]}'],
    );
    const { results } = await check({
      only: ["cancelExternalBooking/control", "createAccessToken/control"],
    });
    expect(results.map(({ status }) => status)).toEqual([404, 422]);
  });

  test.each([
    ["the cancel", isCancel],
    ["the token call", (received: Received) => !isCancel(received)],
  ])("may answer %s so when it validates before", async (_name, at) => {
    const { check, seen } = await serve((received) =>
      at(received) && !lacks(received) ? [404, PAGE] : [422, '{"detail":[]}'],
    );
    await check({ only: ["*/body/missing/*"] });
    expect(seen.length).toBeGreaterThan(4);
  });
});

test("a 404 that is documented, and is as documented, is an answer like any other", async () => {
  const grant: Operation = operations.createAccessToken;
  const { responses } = grant;
  Object.assign(grant, { responses: { ...responses, "404": responses[422] } });
  try {
    const { check } = await serve((received) => [404, isCancel(received) ? "" : '{"detail":[]}']);
    const { results } = await check({ only: ["createAccessToken/control"] });
    expect(results).toMatchObject([{ status: 404, outcome: "passed" }]);
    const other = await serve(() => [404, '{"detail":"Not Found"}']);
    await expect(other.check({ only: ["createAccessToken/control"] })).rejects.toThrow(
      "probably not the API's",
    );
  } finally {
    Object.assign(grant, { responses });
  }
});

test.each(["*/booking/*", "*/cancel/*"])(
  "refused credentials are found with %s alone too",
  async (only) => {
    const { check, seen } = await serve(() => [401, NOT_FOUND]);
    await expect(check({ only: [only], bookings, allowCancel: true })).rejects.toThrow(
      /refused the credentials \(status 401\)/,
    );
    // One request of each operation that asks for a token.
    const chosen = new Set(planProbes({ only: [only] }).map(({ operation }) => operation));
    expect(seen).toHaveLength([...chosen].filter(usesToken).length);
    expect(seen.map(({ url }) => url).join()).not.toContain("sample-1");
    await expect(check({ only: [only], bookings, baseUrl: "http://127.0.0.1:1" })).rejects.toThrow(
      "could not be reached",
    );
  },
);

/** A server that limits the rate: nothing is said about its contract. */
describe("a limited rate", () => {
  const plan = planProbes({ only: ["cancelExternalBooking/*"] });
  const answer = (status: number): Exchange => ({
    request,
    response: { status, headers: [], body: new Uint8Array() },
    ...when,
  });
  const inconclusive = {
    outcome: "inconclusive",
    findings: [],
    notJudged: "429 was answered",
  };

  const kinds = new Map(plan.map((probe) => [probe.expectation.kind, probe]));

  test.each([...kinds])("a 429 is no verdict where %s is expected", (_kind, probe) => {
    expect(judgeProbe(probe, answer(429), evidence())).toMatchObject(inconclusive);
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
    const outcomes = plan.map((probe) => judgeProbe(probe, aborted, evidence()).outcome);
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
