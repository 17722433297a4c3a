/** The jq programs for logs of gateways in the page of `verify`, each run on the log beside it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { raw } from "jq-wasm";
import { verifyTraffic } from "../../src/verify/verify.js";
import { source } from "./samples.js";
import { isExchange } from "./verified.js";

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
