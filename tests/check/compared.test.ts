/** What answers say when they are compared with others: of paths, of credentials, of bodies, and what is blamed. */
import { describe, expect, test } from "@jest/globals";
import { gatherEvidence, judgeProbe } from "../../src/check/verdict.js";
import type { Exchange } from "../../src/http/exchange.js";
import { answer, probe, request, said, when } from "./answers.js";
import { serve } from "./small-server.js";

const page = (status: number, text: string): Exchange => ({
  request,
  response: {
    status,
    headers: [["content-type", "text/html"]],
    body: new TextEncoder().encode(text),
  },
  ...when,
});
const missing = answer(404, { detail: "No such booking" });

function judged(caseName: string, own: Exchange, others: Readonly<Record<string, Exchange>> = {}) {
  const answers = { control: missing, ...others, [caseName]: own };
  const sent = Object.entries(answers).map(([name, exchange]) => ({
    probe: probe(name),
    exchange,
  }));
  return judgeProbe(probe(caseName), own, gatherEvidence(sent));
}

describe("an unusual id", () => {
  const of = (caseName: string, own: Exchange) =>
    judged(caseName, own)
      .findings.filter(({ check }) => check === "positive_data_acceptance")
      .map(said);

  test.each([
    ["path/space", missing, []],
    ["path/space", page(404, "<h1>none</h1>"), ["404 with another media type or shape of body"]],
    ["path/space", answer(404, { error: "x" }), ["404 with another media type or shape of body"]],
    ["path/quote", page(403, "<h1>no</h1>"), ["403, where the plain request got 404"]],
    ["path/slash", page(404, "<h1>none</h1>"), []],
    ["path/slash", page(400, "<h1>no</h1>"), ["400"]],
    ["path/very_long", page(414, "<h1>long</h1>"), []],
  ])("%s is answered like the plain one, or warned of", (caseName, own, received) => {
    const found = of(caseName, own);
    expect(found.map((line) => line.split(" -> ")[1])).toEqual(received);
    for (const line of found) expect(line).toMatch(/^warning /);
  });

  test("that is refused as invalid is an error", () => {
    expect(of("path/slash", answer(422))[0]).toMatch(/^error /);
    expect(of("path/plus", answer(422))[0]).toMatch(/^warning /);
  });
});

describe("no token at an unusual path", () => {
  const refused = answer(401, { detail: "Not authenticated" });
  const noRoute = answer(404, { detail: "Not Found" });
  const caseName = "auth/access_token/missing/path/dot";
  const of = (own: Exchange, others: Readonly<Record<string, Exchange>>) =>
    judged(caseName, own, { "auth/access_token/missing": refused, ...others }).outcome;

  test("is an error where the booking was looked up", () => {
    expect(of(missing, { "path/dot": missing, "path/beyond": noRoute })).toBe("failed");
  });

  test.each([
    ["is refused", refused, { "path/dot": missing, "path/beyond": noRoute }],
    ["finds no route", noRoute, { "path/dot": noRoute, "path/beyond": noRoute }],
    ["finds no route that can be told", missing, { "path/dot": missing, "path/beyond": missing }],
    ["meets a gateway", page(404, "<p>x"), { "path/dot": page(404, "<p>x") }],
  ])("that %s is none", (_name, own, others) => {
    expect(of(own, others)).toBe("passed");
  });
});

describe("the cause", () => {
  const causes = (caseName: string, own: Exchange, others = {}) => [
    ...new Set(judged(caseName, own, others).findings.map(({ cause }) => cause)),
  ];

  test.each([
    ["<!DOCTYPE html><title>Error</title><pre>Cannot DELETE /x</pre>", /^The framework/],
    ["<!doctype html>\n<html lang=en>\n<title>405 Method Not Allowed</title>", /^The framework/],
    ["<!doctype html><title>HTTP Status 400 – Bad Request</title>", /^The framework/],
    ["<html><center>nginx</center></html>", /^A proxy/],
  ])("of %s is who writes it", (text, cause) => {
    expect(causes("control", page(405, text))[0]).toMatch(cause);
  });

  test("is a dropped body only where the control's is missing too", () => {
    const lacking = answer(422, { detail: [{ loc: ["body"], msg: "", type: "missing" }] });
    expect(causes("valid/chunked", lacking)).toEqual([undefined]);
    const dropped = judged("valid/chunked", lacking, { control: lacking });
    expect(dropped.findings).toEqual([]);
    const charset = judgeProbe(probe("control"), lacking, gatherEvidence([]));
    expect(charset.findings[0]?.cause).toMatch(/dropped the body/);
  });
});

test.each([
  ["body/none", 415],
  ["body/form", 415],
  ["valid/chunked", 411],
  ["valid/expect", 417],
  ["valid/unknown_query", 422],
  ["body/query", 401],
])("%s may be answered with %d", (caseName, status) => {
  expect(judged(caseName, answer(status)).outcome).not.toBe("failed");
});

test("an empty body that is taken for a valid one is an error", () => {
  const validated = { "body/missing/service_id": answer(422) };
  expect(judged("body/empty", missing, validated).outcome).toBe("failed");
});

test("harsh requests come last and end with the first that a server fails at", async () => {
  const { check, seen } = await serve(({ body }) => [
    body.includes("solv_contract") && body.includes("[[[") ? 500 : 404,
    "{}",
  ]);
  const { results } = await check({
    only: ["harsh/*", "body/missing/*", "method/*"].map((glob) => `cancelExternalBooking/${glob}`),
  });
  expect(seen.at(-1)?.body).toContain("[[[");
  const harsh = results.filter(({ id }) => id.includes("/harsh/"));
  expect(harsh.map(({ case: caseName, outcome }) => [caseName, outcome]).slice(-4)).toEqual([
    ["harsh/nested", "warned"],
    ["harsh/surrogate", "skipped"],
    ["harsh/not_a_number", "skipped"],
    ["harsh/not_utf8", "skipped"],
  ]);
  expect(harsh.at(-1)?.needs).toBe("a server that does not fail at the harsh request before");
});

test("a gateway that refuses the method is named, and not taken for refused credentials", async () => {
  const { check } = await serve(() => [403, "<html>Forbidden</html>"]);
  await expect(check({ only: ["cancelExternalBooking/*"] })).rejects.toThrow(
    /DELETE was answered with 403 and a page. A gateway/,
  );
});
