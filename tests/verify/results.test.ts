/** The results of a verification, to the last member: what is said of each kind of exchange. */
import { expect, test } from "@jest/globals";
import { type Operation, operations } from "../../src/description/operations.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { ANOTHER_METHOD, cancel, ndjson, sisters, source, token } from "./samples.js";
import { resultsOf, verify } from "./verified.js";

const { cancelExternalBooking: operation } = operations;
const REFUSED = "A client sent an invalid request, and the API refused it as it should.";
const NOT_RECORDED = "Recorders often leave credentials out, so this says little about the call.";

/** A finding of the cancel's first exchanges, as a report has it. */
const found = (parts: { documented: string; received: string; at: number; pointer?: string }) => {
  const { at, pointer = "", ...rest } = parts;
  const place = { file: "log", at };
  return {
    severity: "warning",
    check: "request_conformance",
    operationId: operation.id,
    pointer,
    source: operation.source,
    line: operation.line,
    ...rest,
    message: `${pointer && `${pointer}: `}documented is ${rest.documented}, received was ${rest.received}.`,
    occurrences: { count: 1, of: 1, first: place, last: place },
  };
};

const result = (caseName: string, outcome: string, findings: readonly unknown[]) => ({
  id: `${operation.id}/${caseName.replaceAll(" ", "_")}`,
  operationId: operation.id,
  case: caseName,
  tier: "safe",
  exchanges: 1,
  expects: `Every recorded exchange of this kind conforms (${caseName}).`,
  outcome,
  findings,
  ...(/^\d+$/.test(caseName) && { status: Number(caseName) }),
});

test("each kind of exchange has its result, in order", async () => {
  const report = await verify(
    cancel({ status: 0, responseBody: "" }),
    token,
    cancel({ status: 422, requestBody: "{}", responseBody: "{}" }),
    cancel({ status: 404 }),
    cancel({ requestHeaders: { "content-type": "application/json", authorization: "Basic x" } }),
  );
  const missing = {
    documented: "a required property",
    received: "nothing",
    at: 3,
    cause: REFUSED,
    source: "#/components/schemas/CancelExternalBookingRequest/required",
    line: expect.any(Number),
  };
  const answers = { source: `${operation.source}/responses` };
  expect(resultsOf(report).filter(({ operationId }) => operationId === operation.id)).toEqual([
    result("200", "warned", [
      {
        ...found({ documented: "the header x-api-key", received: "none", at: 5 }),
        cause: NOT_RECORDED,
      },
      {
        ...found({ documented: "authorization with bearer", received: "another scheme", at: 5 }),
        cause: NOT_RECORDED,
      },
    ]),
    result("404", "warned", [
      {
        ...found({ documented: "200 or 422", received: "404", at: 4 }),
        ...answers,
        check: "status_code_conformance",
      },
    ]),
    result(
      "422",
      "warned",
      ["/external_location_id", "/service_id"].map((pointer) => {
        const { cause, source: of, line, ...rest } = missing;
        return { ...found({ ...rest, pointer }), cause, source: of, line };
      }),
    ),
    result("no answer", "inconclusive", [
      {
        ...found({ documented: "an answer", received: "none", at: 1 }),
        ...answers,
        check: "transport_conformance",
        cause: "The client gave up, or the connection was lost.",
      },
    ]),
  ]);
});

test("an operation without an exchange is skipped", async () => {
  const [first, ...others] = resultsOf(await verify(cancel()));
  expect(first?.id).toBe("cancelExternalBooking/200");
  expect(others).toEqual([
    {
      id: "createAccessToken/recorded",
      operationId: "createAccessToken",
      case: "recorded",
      tier: "safe",
      expects: "The recorded traffic holds exchanges of this operation.",
      outcome: "skipped",
      findings: [],
      needs: "traffic of this operation",
    },
  ]);
});

test("a method that the path does not have is held against those that it has", async () => {
  const [first] = sisters;
  const { id: operationId = "", source: of, line } = first ?? {};
  const { results } = await verify(cancel({ method: ANOTHER_METHOD }));
  const documented = sisters.map(({ method }) => method).join(" or ");
  expect(documented).toMatch(/\bDELETE\b/);
  const finding = found({ documented, received: "another method, answered 200", at: 1 });
  expect(results.filter(({ outcome }) => outcome !== "skipped")).toEqual([
    {
      ...result("another method", "failed", [
        { ...finding, severity: "error", operationId, source: of, line },
      ]),
      id: `${operationId}/another_method`,
      operationId,
    },
  ]);
});

test("operations come in the description's order, whatever came first", async () => {
  const { results } = await verify(token, { ...token, status: 404 }, cancel());
  const ids: Readonly<Record<string, readonly string[]>> = {
    cancelExternalBooking: ["cancelExternalBooking/200"],
    createAccessToken: ["createAccessToken/200", "createAccessToken/404"],
  };
  const expected = Object.keys(operations).flatMap((id) => ids[id] ?? [`${id}/recorded`]);
  expect(results.map(({ id }) => id)).toEqual(expected);
});

test("nothing at all has no verdict on any operation", async () => {
  const { results } = await verify();
  expect(results).toEqual(
    Object.values<Operation>(operations).map(({ id, source: of, line, method, path }) => ({
      id: `${id}/recorded`,
      operationId: id,
      case: "recorded",
      tier: "safe",
      expects: "The recorded traffic holds exchanges of this operation.",
      outcome: "inconclusive",
      findings: [
        {
          severity: "warning",
          check: "inconclusive",
          operationId: id,
          pointer: "",
          source: of,
          line,
          documented: `${method} ${path}`,
          received: "no exchange of it",
          message: `documented is ${method} ${path}, received was no exchange of it.`,
        },
      ],
    })),
  );
});

test.each([
  [399, "error"],
  [400, "warning"],
  [499, "warning"],
  [500, "error"],
])("with %i, what the client did wrong is of the severity %s", async (status, severity) => {
  const { results } = await verify(
    cancel({ status, requestBody: '{"service_id":1}', responseBody: "" }),
    cancel({ status, method: ANOTHER_METHOD }),
  );
  const findings = results
    .flatMap((one) => one.findings)
    .filter(({ check }) => check === "request_conformance");
  expect(findings).toHaveLength(3);
  expect(new Set(findings.map((one) => one.severity))).toEqual(new Set([severity]));
  const causes = findings.filter(({ pointer }) => pointer).map(({ cause }) => cause);
  expect(causes).toEqual(severity === "warning" ? [REFUSED, REFUSED] : [undefined, undefined]);
});

test.each([200, 422])("with %i, a property that is legal is no invalid request", async (status) => {
  const requestBody = JSON.stringify({ ...JSON.parse(cancel().requestBody ?? ""), note: "x" });
  const answer = status === 200 ? {} : { responseBody: "{}" };
  const { results } = await verify(cancel({ status, requestBody, ...answer }));
  const [first, ...others] = results.find((one) => one.status === status)?.findings ?? [];
  expect(first).toMatchObject({ severity: "warning", check: "undocumented_property" });
  expect(first).not.toHaveProperty("cause");
  expect(others).toEqual([]);
});

test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  ["in other letter case", { "X-API-KEY": "k", AUTHORIZATION: "BEARER t" }, []],
  ["with an empty value", { "x-api-key": "", Authorization: "Bearer t" }, []],
  ["without the word", { "x-api-key": "k", Authorization: "t" }, ["another scheme"]],
  [
    "with a word that only begins so",
    { "x-api-key": "k", authorization: "bearers t" },
    ["another scheme"],
  ],
  ["left out", {}, ["none", "none"]],
])("credentials %s are judged so", async (_, credentials, received) => {
  const requestHeaders = { "content-type": "application/json", ...credentials };
  const [first] = resultsOf(await verify(cancel({ requestHeaders })));
  expect(first?.findings.map((one) => one.received)).toEqual(received);
});

test("without headers of the request, its body is judged as the documented one", async () => {
  const { requestHeaders: _, ...without } = cancel({ requestBody: "{}" });
  const [first] = resultsOf(await verify(without));
  expect(first?.findings.map(({ pointer, received }) => [pointer, received])).toEqual([
    ["/external_location_id", "nothing"],
    ["/service_id", "nothing"],
  ]);
});

test("what a repeat exercises is counted once, and a reading is told apart by kind and reason", async () => {
  const report = await verifyTraffic([
    source("a", ndjson("x", "[]", "x", { ...cancel(), url: "/other" })),
    source("b", ndjson("x", cancel(), { ...cancel(), url: "/other" }, { ...cancel(), url: "/b" })),
  ]);
  expect(report.setAside).toEqual([
    {
      kind: "unreadable",
      reason: "not JSON",
      count: 3,
      first: { file: "a", at: 1 },
      last: { file: "b", at: 1 },
    },
    {
      kind: "unreadable",
      reason: "not an object",
      count: 1,
      first: { file: "a", at: 2 },
      last: { file: "a", at: 2 },
    },
    {
      kind: "unmatched",
      reason: "a path that is not described",
      count: 3,
      first: { file: "a", at: 4 },
      last: { file: "b", at: 4 },
    },
  ]);
  expect(report.summary).toMatchObject({ exchanges: 4, unreadable: 4, unmatched: 3 });
  expect([report.interrupted, report.failOn, report.target]).toEqual([false, "error", "a, b"]);
  expect(report.durationMs).toBeGreaterThanOrEqual(0);
  expect(report.coverage.parameters.exercised).toBe(1);
});

test("a credential that an alternative does without is not missed", async () => {
  const { security } = operation;
  const requestHeaders = { "content-type": "application/json", "x-api-key": "sample" };
  const [[key] = []] = security;
  Object.assign(operation, { security: [...security, [key]] });
  try {
    const [first] = resultsOf(await verify(cancel({ requestHeaders })));
    expect(first).toEqual(result("200", "passed", []));
  } finally {
    Object.assign(operation, { security });
  }
});
