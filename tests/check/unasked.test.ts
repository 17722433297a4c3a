/** An operation that could act on something without being given a booking: what is sent to it, and what not. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import "./described-create.js";
import { dryRun } from "../../src/check/dry-run.js";
import { checkContract } from "../../src/check/run.js";

const only = ["sampleCreate/*"];
const PATH = "/v1/partner/external_bookings";

/** A server that creates for every request that is not invalid beyond a mere leniency. */
async function create() {
  let created = 0;
  const server = http.createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const { authorization, "x-api-key": key, "content-type": type } = request.headers;
    const authorised = key === "k" && /^bearer t$/i.test(authorization ?? "");
    const lacks = !/"external_location_id":.*"service_id":[^[{n]/s.test(text);
    const wrong = /: ?[[{]|null|^\s*[^\s{]|[^}\s]\s*$/.test(text) || type === "text/plain";
    const status = !authorised ? 401 : lacks || wrong ? 422 : 200;
    if (status === 200) created += 1;
    const body = status === 422 ? { detail: [] } : {};
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port, created: () => created };
}

test("nothing that a server could carry out is sent to it; the rest is, and is judged", async () => {
  const { server, port, created } = await create();
  try {
    const baseUrl = `http://127.0.0.1:${port}`;
    const report = await checkContract({ baseUrl, clientId: "k", accessToken: "t", only });
    expect(created()).toBe(0);
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
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("a dry run lists only what would be sent", () => {
  const lines = dryRun({ only });
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) {
    expect(line).toMatch(/^sampleCreate\/(auth|body)\//);
    expect(line).toContain(PATH);
  }
});
