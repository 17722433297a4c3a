/** Calls beside the cancel: what is sent to those that name no booking, and what a token that some refuse is. */
import "./described-calls.js";
import { describe, expect, test } from "@jest/globals";
import { dryRun } from "../../src/check/dry-run.js";
import { planProbes } from "../../src/check/plan.js";
import { plainDraft, SHELL_VARIABLES } from "../../src/check/request.js";
import { operations } from "../../src/description/operations.js";
import { type Answer, serve } from "./small-server.js";

test("only an operation whose path names a booking, and nothing else, is tried with one", () => {
  const tiersOf = (operationId: string) => [
    ...new Set(
      planProbes()
        .filter(({ operation }) => `${operation.id}` === operationId)
        .map(({ tier }) => tier),
    ),
  ];
  expect(tiersOf("sampleChange")).toEqual(["safe", "booking"]);
  expect(tiersOf("sampleLocation")).toEqual(["safe"]);
  expect(tiersOf("sampleBoth")).toEqual(["safe"]);
});

test("the token that is asked for has every scope of the description, each once, joined by commas", () => {
  const { body } = plainDraft(operations.createAccessToken, SHELL_VARIABLES);
  const { scope } = body as { scope: string };
  const [own = []] = operations.cancelExternalBooking.security.map((credentials) =>
    credentials.flatMap(({ scopes }) => scopes),
  );
  expect(own.length).toBeGreaterThan(0);
  expect(scope.split(",")).toEqual(expect.arrayContaining([...own, "write:sample", "read:sample"]));
  expect(new Set(scope.split(",")).size).toBe(scope.split(",").length);
});

/** An operation that could act on something without being given a booking. */
describe("a call that is given no booking", () => {
  const only = ["sampleCreate/*"];
  const PATH = "/v1/partner/external_bookings";

  let created = 0;
  /** Creates for every request that is not invalid beyond a mere leniency. */
  const create: Answer = ({ body, headers }) => {
    const { authorization, "x-api-key": key, "content-type": type } = headers;
    const authorised = key === "k" && /^bearer t$/i.test(authorization ?? "");
    if (!authorised) return [401, "{}"];
    const lacks = !/"external_location_id":.*"service_id":[^[{n]/s.test(body);
    const wrong = /: ?[[{]|null|^\s*[^\s{]|[^}\s]\s*$/.test(body) || type === "text/plain";
    if (lacks || wrong) return [422, '{"detail":[]}'];
    created += 1;
    return [200, "{}"];
  };

  test("nothing that a server could carry out is sent to it; the rest is, and is judged", async () => {
    const { check } = await serve(create, { only });
    const report = await check();
    expect(created).toBe(0);
    expect(report.verdict).toBe("conforms");
    const skipped = report.results.filter(
      ({ needs }) => needs === "an operation whose path names what it acts on",
    );
    const cases = skipped.map(({ case: caseName }) => caseName);
    expect(cases).toEqual(
      expect.arrayContaining([
        "control",
        "valid/full",
        "harsh/nul/service_id",
        "method/PUT",
        "body/type/service_id/integer",
      ]),
    );
    const judged = report.results.filter(({ status }) => status !== undefined);
    expect(judged.map(({ case: caseName }) => caseName)).toEqual(
      expect.arrayContaining(["auth/access_token/garbage", "body/missing/service_id"]),
    );
    expect(new Set(judged.map(({ status }) => status))).toEqual(new Set([401, 422]));
    expect(skipped.length + judged.length).toBe(report.results.length - 2);
  });

  test("a dry run lists only what would be sent", () => {
    const lines = dryRun({ only });
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      expect(line).toMatch(/^sampleCreate\/(auth|body)\//);
      expect(line).toContain(PATH);
    }
  });
});

/** A token that the server takes for some operations only: a finding of the others, and no end of the check. */
describe("a token that not every call takes", () => {
  const booking = {
    external_booking_id: "sample-1",
    external_location_id: "sample-l",
    service_id: "sample-s",
  };
  /** Refuses the calls with these methods with 403, whatever they hold. */
  const refusing = (...refused: string[]) =>
    serve(
      ({ method, body }) => {
        const isWhole = /service_id|scope/.test(body) || method === "GET";
        if (refused.includes(method)) return [403, '{"detail":"missing scope"}'];
        return [isWhole ? 404 : 422, '{"detail":[]}'];
      },
      {
        bookings: [booking],
        allow: ["sampleChange"],
        only: ["cancelExternalBooking/*", "sampleChange/*"],
      },
    );

  test("an operation that refuses it is judged so, and the others are judged as ever", async () => {
    const { check, seen } = await refusing("PATCH");
    const { results } = await check();
    const of = (id: string) => results.filter(({ operationId }) => operationId === id);
    expect(of("sampleChange").find(({ id }) => id === "sampleChange/control")).toMatchObject({
      // Perhaps the token lacks the scope: that is for people to look at.
      outcome: "warned",
      status: 403,
      findings: [{ check: "status_code_conformance", received: expect.stringMatching(/^403/) }],
    });
    const left = of("sampleChange").filter(({ outcome }) => outcome === "skipped");
    const needs = "a token that the server takes for this operation";
    expect(left.filter((each) => each.needs === needs).length).toBeGreaterThan(10);
    expect(of("cancelExternalBooking").filter(({ outcome }) => outcome !== "skipped").length) //
      .toBeGreaterThan(10);
    // Nothing that does not take the token is tried on a booking.
    expect(
      seen.filter(({ method, url }) => method === "PATCH" && url.includes("sample-1")),
    ).toEqual([]);
  });

  test("where none takes it, the credentials are what is wrong, and no booking is touched", async () => {
    const { check, seen } = await refusing("PATCH", "DELETE");
    await expect(check()).rejects.toThrow(
      "refused the credentials (status 403). Check SOLV_CLIENT_ID and the token.",
    );
    expect(seen.filter(({ url }) => url.includes("sample-1"))).toEqual([]);
    // Two requests of each, and no more.
    expect(seen).toHaveLength(4);
  });
});
