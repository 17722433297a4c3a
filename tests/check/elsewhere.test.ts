/** A server that is not the API, or does not take the credentials: said before a booking is touched. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { CheckOptions } from "../../src/check/options.js";
import { planProbes } from "../../src/check/plan.js";
import { checkContract } from "../../src/check/run.js";
import { usesToken } from "../../src/check/tiers/barred.js";
import { type Operation, operations } from "../../src/description/operations.js";

const bookings = [
  { external_booking_id: "sample-1", external_location_id: "sample-l", service_id: "sample-s" },
];
const open: http.Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Received {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}
type Answer = (request: Received) => readonly [status: number, body: string];

async function serve(answer: Answer) {
  const seen: string[] = [];
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url = "" } = request;
    seen.push(`${method} ${url}`);
    const [status, text] = answer({ method, url, body });
    const type = text.startsWith("{") ? "application/json" : "text/html";
    response.writeHead(status, { "content-type": type }).end(text);
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const check = (options: Partial<CheckOptions> = {}) =>
    checkContract({
      baseUrl: `http://127.0.0.1:${port}`,
      clientId: "k",
      accessToken: "t",
      only: ["cancelExternalBooking/*", "createAccessToken/*"],
      ...options,
    });
  return { check, seen };
}

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
      await expect(check()).rejects.toThrow(
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
    await expect(check({ bookings, allowCancel: true })).rejects.toThrow(
      `The base URL is probably not the API's: POST /v1/auth/token was answered with status ${status}.`,
    );
    // What was given is touched only once the operations were found.
    expect(seen.filter((line) => line.includes("sample-1"))).toEqual([]);
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
    const { verdict, results } = await check({ bookings, allowCancel: true });
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
    const isTouched = seen.some((line) => line.includes("sample-1"));
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
    expect(seen.join()).not.toContain("sample-1");
    await expect(check({ only: [only], bookings, baseUrl: "http://127.0.0.1:1" })).rejects.toThrow(
      "could not be reached",
    );
  },
);
