/** Answers that were made to exhaust their reader cost a check no more than reading them. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import { checkContract } from "../../src/check/run.js";
import { judgeProbe } from "../../src/check/verdict.js";
import { renderers } from "../../src/report/formats/renderers.js";
import { bombs } from "../judge/bombs.js";
import { evidence, probe, request, when } from "./answers.js";

const headers = [["content-type", "application/json"]] as const;

test.each(bombs(60_000))("an answer of %s", (_, status, body) => {
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
  const body = bombs(1_500).find(([bomb]) => bomb === name)?.[2];
  const server = createServer((asked, answer) => {
    asked.resume().on("end", () => {
      answer.writeHead(status, { "content-type": "application/json" }).end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    const report = await checkContract({
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      clientId: "sample-client",
      accessToken: "sample-token",
    });
    for (const render of Object.values(renderers)) {
      expect(render(report).length).toBeLessThan(5_000_000);
    }
    const findings = report.results.flatMap((result) => result.findings);
    expect(findings.length).toBeLessThan(2_500);
  } finally {
    server.close();
  }
});
