/** Recordings in the shapes of public recorders, and logs of gateways through jq. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { raw } from "jq-wasm";
import { operations } from "../../src/description/operations.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { run } from "../cli/running.js";
import { source } from "./samples.js";
import { isExchange } from "./verified.js";

/** Recordings in the shapes of public recorders, and what `verify` has to make of each. */
describe("public recorders", () => {
  const folder = join(__dirname, "recordings");

  const CONFORMS = "Conforms: 1 passed, 1 skipped";
  const VIOLATES = "Violates the description: 1 failed, 1 skipped";
  const SET_ASIDE =
    "Inconclusive, every exchange of the API was set aside: 1 inconclusive, 1 skipped";
  const NO_ANSWER = "Inconclusive, no answer of the API could be judged: 1 inconclusive, 1 skipped";

  /** The verdict on stderr; what the report has to say; what it must not. */
  const TABLE: Readonly<Record<string, readonly [string, readonly string[], readonly string[]]>> = {
    "good.har": [CONFORMS, ["Conforms"], ["Not judged"]],
    "broken-answer.har": [VIOLATES, ["string at /id"], ["Not judged"]],
    "really-empty.har": [VIOLATES, ["an empty body"], ["not recorded"]],
    "mitmproxy-session.har": [
      "Violates the description: 2 failed, 1 passed",
      ["received    500", "string at /id", "request bodies of 2 exchanges were not recorded"],
      ["none"],
    ],
    "mitmproxy-500.har": [VIOLATES, ["received    500", "request body of 1 exchange"], ["none"]],
    "mitmproxy-good.har": [
      CONFORMS,
      ["request body of 1 exchange was not recorded"],
      ["an empty body", "none"],
    ],
    "playwright-omit.har": [
      CONFORMS,
      ["request body of 1 exchange", "answer body of 1 exchange"],
      ["an empty body", "none"],
    ],
    "playwright-minimal.har": [
      CONFORMS,
      ["request body of 1 exchange", "answer body of 1 exchange"],
      ["an empty body", "none"],
    ],
    "firefox-discarded.har": [
      CONFORMS,
      ["answer body of 1 exchange was not recorded"],
      ["an empty body"],
    ],
    "no-text-cl.har": [CONFORMS, ["answer body of 1 exchange was not recorded"], ["an empty body"]],
    "no-request-kept.har": [
      CONFORMS,
      ["request headers of 1 exchange were not recorded", "request body of 1 exchange"],
      ["none", "answer body"],
    ],
    "playwright-failed.har": [
      NO_ANSWER,
      ["no answer", "Inconclusive"],
      ["no usable status", "not recorded", "Conforms"],
    ],
    "preflight-204.har": [CONFORMS, ["a CORS preflight", "1 passed"], ["another method"]],
    "preflight-403.har": [
      SET_ASIDE,
      ["a CORS preflight", "every exchange of the API was set aside"],
      ["another method"],
    ],
    "still-gzip.har": [CONFORMS, ["Conforms"], ["not UTF-8", "not recorded"]],
    "still-deflate.har": [CONFORMS, ["Conforms"], ["not UTF-8", "not recorded"]],
    "base64-untrue.har": [
      CONFORMS,
      ["not recorded (not base64, although the recording says so)"],
      ["not UTF-8", "an empty body"],
    ],
    "other-key-first.har": [CONFORMS, ["Conforms: 1 passed"], ["Not judged"]],
    "odd.har": [CONFORMS, ["2 exchanges", "a URL that is not http or https"], ["another method"]],
    "no-answer-headers.ndjson": [
      CONFORMS,
      ["answer headers of 1 exchange were not recorded"],
      ["no media type"],
    ],
    "headers-as-pairs.ndjson": [
      SET_ASIDE,
      ["request headers of another shape", "headers-as-pairs.ndjson:1"],
      ["no media type", "Conforms"],
    ],
    "headers-as-text.ndjson": [
      SET_ASIDE,
      ["request headers of another shape", "headers-as-text.ndjson:1"],
      ["no media type", "Conforms"],
    ],
  };

  /** The recordings are of the two calls: what else is described was not seen, and is skipped. */
  function withOthers(verdict: string): string {
    const others = Object.keys(operations).length - 2;
    const [, before = verdict, skipped = 0] = /^(.*), (\d+) skipped$/.exec(verdict) ?? [];
    const all = Number(skipped) + others;
    return all > 0 ? `${before}, ${all} skipped` : verdict;
  }

  test.each(Object.entries(TABLE))("%s", async (name, [verdict, says, saysNot]) => {
    const { code, stdout, stderr } = await run(["verify", join(folder, name)]);
    expect(stderr).toBe(`${withOthers(verdict)}\n`);
    expect(code).toBe(
      ["Conforms", "Violates", "Inconclusive"].indexOf(/^\w+/.exec(verdict)?.[0] ?? ""),
    );
    for (const text of says) expect(stdout).toContain(text);
    for (const text of saysNot) expect(stdout).not.toContain(text);
  });

  test("each recording has its row", () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(TABLE).sort());
  });

  test("several of them are one verification", async () => {
    const files = [
      "good.har",
      "other-key-first.har",
      "no-answer-headers.ndjson",
      "mitmproxy-500.har",
    ];
    const { code, stdout } = await run([
      "verify",
      ...files.map((name) => join(folder, name)),
      "--report",
      "json",
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { exchanges: 4, passed: 1, failed: 1 } });
  });
});

/** The jq programs for logs of gateways in the page of `verify`, each run on the log beside it. */
describe("logs of gateways", () => {
  const page = readFileSync(join(__dirname, "../../src/verify/README.md"), "utf8");

  /** The program and the log of each gateway, as the page has them. */
  const recipes = page
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [name = ""] = section.split("\n");
      const block = (language: string) =>
        new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section)?.[1] ?? "";
      return { name, program: block("jq"), log: block("json") };
    });

  const EXPECTED: Readonly<Record<string, { baseUrl?: string; outcomes: readonly string[] }>> = {
    nginx: { outcomes: ["cancelExternalBooking/200 passed", "cancelExternalBooking/500 failed"] },
    Envoy: {
      outcomes: [
        "cancelExternalBooking/200 passed",
        "cancelExternalBooking/no_answer inconclusive",
        "createAccessToken/500 failed",
      ],
    },
    "AWS API Gateway": {
      baseUrl: "/prod",
      outcomes: [
        "cancelExternalBooking/200 passed",
        "cancelExternalBooking/no_status inconclusive",
        "createAccessToken/500 failed",
      ],
    },
    Kong: { outcomes: ["cancelExternalBooking/200 passed", "cancelExternalBooking/502 failed"] },
  };

  test("each gateway has a recipe", () => {
    expect(recipes.map(({ name }) => name)).toEqual(Object.keys(EXPECTED));
  });

  test.each(recipes)("the log of $name is judged by its recipe", async ({ name, program, log }) => {
    const { baseUrl, outcomes = [] } = EXPECTED[name] ?? {};
    const lines = await raw(log, program, ["-c"]);
    for (const line of lines.trim().split("\n"))
      expect([line, isExchange(JSON.parse(line))]).toEqual([line, true]);
    const report = await verifyTraffic(
      [source(name, `${lines}\n`)],
      baseUrl === undefined ? {} : { baseUrl },
    );
    expect(report.summary).toMatchObject({ unreadable: 0, unmatched: 0 });
    const seen = report.results.filter(({ exchanges }) => exchanges !== undefined);
    expect(seen.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(outcomes);
    for (const { findings } of seen) {
      for (const { severity, check } of findings) {
        expect([severity, check]).not.toEqual(["error", "request_conformance"]);
      }
    }
  });
});
