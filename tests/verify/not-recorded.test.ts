/** Exchanges of which a part was not recorded: what is there is judged, what is not is counted and named. */
import { describe, expect, test } from "@jest/globals";
import { type Operation, operations } from "../../src/description/operations.js";
import { renderers } from "../../src/report/formats/renderers.js";
import { FORMATS, type Report } from "../../src/report/report.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import {
  ANOTHER_METHOD,
  booking,
  cancel,
  entry,
  har,
  ndjson,
  refusal,
  type Sample,
  sisters,
  source,
} from "./samples.js";
import { findings, resultsOf, verify } from "./verified.js";

/** The cancel without some of its members. */
function without(parts: readonly (keyof Sample)[], given: Partial<Sample> = {}) {
  return Object.fromEntries(
    Object.entries(cancel(given)).filter(([name]) => !parts.includes(name as keyof Sample)),
  );
}

const missing = ({ notRecorded = [] }: Report) =>
  notRecorded.map(({ part, count, first }) => `${part} ${count} ${first.at}`);
const outcomes = (report: Report) => resultsOf(report).map(({ id, outcome }) => `${id} ${outcome}`);
const unseen = "createAccessToken/recorded skipped";
const broken = booking((one) => delete one.email);

describe("of an exchange without", () => {
  test.each<[keyof Sample, string]>([
    ["requestHeaders", "request headers"],
    ["requestBody", "request body"],
    ["responseHeaders", "answer headers"],
    ["responseBody", "answer body"],
  ])("%s, the rest is judged", async (member, part) => {
    for (const good of [without([member]), { ...cancel(), [member]: null }]) {
      const report = await verify(cancel(), good);
      expect(findings(report)).toEqual([]);
      expect(missing(report)).toEqual([`${part} 1 2`]);
      expect(report).toMatchObject({ verdict: "conforms", summary: { passed: 1, exchanges: 2 } });
    }
    const bad = await verify(without([member], { status: 500 }));
    expect(findings(bad)).toHaveLength(1);
    expect(bad.verdict).toBe("violations");
  });

  test("headers of the answer, its body is judged as the documented one", async () => {
    const faulty = without(["responseHeaders"], { responseBody: broken });
    expect(findings(await verify(faulty))).toEqual([
      expect.stringContaining("/email | a required property -> nothing"),
    ]);
    const markup = await verify(without(["responseHeaders"], { responseBody: "<html>" }));
    expect(findings(markup)).toEqual([
      expect.stringContaining("response_body_syntax | . | a JSON body -> markup instead of JSON"),
    ]);
  });

  test("a body, its media type is judged where one is named", async () => {
    const html = { "content-type": "text/html" };
    const report = await verify(without(["responseBody"], { responseHeaders: html }));
    expect(findings(report)).toEqual([
      expect.stringContaining("content_type_conformance | . | application/json -> text/html"),
    ]);
    const bare = await verify(without(["responseBody"], { responseHeaders: { date: "x" } }));
    expect(findings(bare)).toEqual([]);
    const text = { ...cancel().requestHeaders, "content-type": "text/plain" };
    const sent = await verify(without(["requestBody"], { requestHeaders: text }));
    expect(findings(sent)).toEqual([
      expect.stringContaining("request_conformance | . | application/json -> text/plain"),
    ]);
  });

  test("anything but method, URL and status, the status is judged", async () => {
    const { method, url } = cancel();
    const report = await verify(...[200, 404, 500].map((status) => ({ method, url, status })), {
      method,
      url: "/v1/other",
      status: 200,
    });
    expect(outcomes(report)).toEqual([
      "cancelExternalBooking/200 passed",
      "cancelExternalBooking/404 warned",
      "cancelExternalBooking/500 failed",
      unseen,
    ]);
    expect(missing(report)).toEqual([
      "request headers 3 1",
      "request body 3 1",
      "answer headers 3 1",
      "answer body 3 1",
    ]);
  });

  test("a status, the request is judged, and whether it was refused is not known", async () => {
    const report = await verify(
      without(["status"], { requestBody: "{}", responseBody: broken }),
      cancel(),
    );
    expect(outcomes(report)).toEqual([
      "cancelExternalBooking/200 passed",
      "cancelExternalBooking/no_status inconclusive",
      unseen,
    ]);
    expect(findings(report).map((line) => line.split(" | ").slice(0, 5).join(" "))).toEqual([
      "warning cancelExternalBooking/no_status request_conformance /external_location_id a required property -> nothing",
      "warning cancelExternalBooking/no_status request_conformance /service_id a required property -> nothing",
      "warning cancelExternalBooking/no_status inconclusive . 200 or 422 -> no recorded status",
    ]);
    expect(resultsOf(report)[1]?.findings[0]?.cause).toMatch(/is not known/);
    expect(missing(report)).toEqual(["status 1 1"]);
  });

  test("an answer, nothing of it is missed, and its request is judged", async () => {
    const report = await verify(
      cancel({ status: -1, responseBody: "", responseHeaders: {}, requestBody: "{}" }),
      without(["responseBody", "responseHeaders"], { status: 0 }),
      cancel(),
    );
    expect(missing(report)).toEqual([]);
    expect(outcomes(report)[1]).toBe("cancelExternalBooking/no_answer inconclusive");
    expect(findings(report)).toEqual([
      expect.stringMatching(/^warning .* \/external_location_id/),
      expect.stringMatching(/^warning .* \/service_id/),
      expect.stringMatching(/^warning .* an answer -> none \| 2:1-2$/),
    ]);
  });

  test("a body that nothing documents, nothing is missed", async () => {
    const { requestBody, responses } = operations.cancelExternalBooking;
    const bare = { responses: { ...responses, 204: { ...responses[200], content: {} } } };
    Object.assign(operations.cancelExternalBooking, { requestBody: undefined, ...bare });
    try {
      const report = await verify(without(["requestBody", "responseBody"], { status: 204 }));
      expect(missing(report)).toEqual([]);
      expect(findings(report)).toEqual([]);
    } finally {
      Object.assign(operations.cancelExternalBooking, { requestBody, responses });
    }
  });
});

describe("the verdict is inconclusive", () => {
  test.each<[string, readonly unknown[], string]>([
    ["no call was answered", [cancel({ status: 0 })], "no answer of the API could be judged"],
    ["no status was recorded", [without(["status"])], "no answer of the API could be judged"],
    [
      "each was set aside",
      [{ ...cancel(), requestHeaders: "x" }],
      "every exchange of the API was set aside",
    ],
    ["there was none", [cancel({ url: "/other" })], "no exchange of the API was read"],
    ["there was nothing", [], "no exchange of the API was read"],
  ])("where %s", async (_, lines, reason) => {
    for (const failOn of ["error", "warning"] as const) {
      const report = await verifyTraffic([source("log", ndjson(...lines))], { failOn });
      const isWarned =
        failOn === "warning" && report.summary.exchanges > 0 && /answer/.test(reason);
      // A call without an answer is a remark of its own.
      const verdict = isWarned && "status" in (lines[0] as object) ? "violations" : "inconclusive";
      expect(report.verdict).toBe(verdict);
      expect(report.inconclusive).toBe(reason);
    }
  });

  test("not where one operation was judged, and the other is", async () => {
    const { method, url } = { method: "POST", url: "/v1/auth/token" };
    const report = await verify(cancel(), { method, url, status: 200, responseHeaders: "x" });
    expect(report.verdict).toBe("conforms");
    expect(outcomes(report)).toEqual([
      "cancelExternalBooking/200 passed",
      "createAccessToken/recorded inconclusive",
    ]);
  });

  test("of an operation behind a base URL as well", async () => {
    const url = "https://gateway.example/api/v1/auth/token";
    const lines = ndjson({ method: "POST", url, status: "200" });
    const [report, elsewhere] = await Promise.all(
      ["/api", "/other"].map((baseUrl) => verifyTraffic([source("log", lines)], { baseUrl })),
    );
    expect(report?.inconclusive).toBe("every exchange of the API was set aside");
    expect(elsewhere?.inconclusive).toBe("no exchange of the API was read");
  });

  test("not where a request was accepted that is none", async () => {
    const { verdict } = await verify(cancel({ method: ANOTHER_METHOD }));
    expect(verdict).toBe("violations");
  });
});

describe("a preflight", () => {
  const preflight = (requestHeaders: Sample["requestHeaders"] | null, status: number) => ({
    ...cancel({ method: "OPTIONS", requestBody: "", status }),
    requestHeaders,
  });
  const asked = { "Access-Control-Request-Method": "DELETE" };

  test.each([200, 204, 403])("answered %i is no call of the API", async (status) => {
    const report = await verify(preflight(asked, status), cancel());
    expect(findings(report)).toEqual([]);
    expect(report.setAside).toMatchObject([{ kind: "unmatched", reason: "a CORS preflight" }]);
    expect(report.summary).toMatchObject({ exchanges: 2, unmatched: 1 });
  });

  test("whose headers were not recorded may be one", async () => {
    const report = await verify(preflight(null, 204), cancel());
    expect(report.setAside?.[0]?.reason).toBe("OPTIONS without headers, perhaps a CORS preflight");
  });

  test("of a path with several operations says nothing of those that it does not ask for", async () => {
    const { cancelExternalBooking } = operations;
    const table = operations as Record<string, Operation>;
    table.sample = { ...cancelExternalBooking, id: "sample", method: "PUT" };
    try {
      expect(findings(await verify(preflight(null, 204), cancel()))).toEqual([]);
      const put = { "Access-Control-Request-Method": "PUT" };
      expect(findings(await verify(preflight(put, 204), cancel()))).toEqual([
        expect.stringContaining("sample/recorded | inconclusive"),
      ]);
    } finally {
      delete table.sample;
    }
  });

  test("is told from any other OPTIONS", async () => {
    const report = await verify(preflight({ origin: "https://clinic.example" }, 204));
    const failed = report.results.filter(({ outcome }) => outcome === "failed");
    expect(failed.map(({ id }) => id)).toEqual([`${sisters[0]?.id}/another_method`]);
  });
});

describe("findings say", () => {
  const at = (startedDateTime: string, given: Partial<Sample> = { status: 500 }) =>
    cancel({ startedDateTime, ...given });
  const seen = ({ results }: Report) =>
    results.flatMap(({ findings: all }) => all.map(({ occurrences }) => occurrences));

  test("when they first and last occurred, in whatever order the files are", async () => {
    const report = await verify(
      at("2031-05-20T18:30:00+02:00"),
      at("2031-05-20T16:29:59.5Z"),
      at("2031-05-20T15:00:00Z", {}),
      at("2031-05-20T16:29:59.75Z"),
    );
    expect(seen(report)).toEqual([
      {
        count: 3,
        of: 3,
        first: { file: "log", at: 2, time: "2031-05-20T16:29:59.500Z" },
        last: { file: "log", at: 1, time: "2031-05-20T16:30:00.000Z" },
      },
    ]);
  });

  test("where they were read first and last, when no time was recorded", async () => {
    const times = ["yesterday", "2031-13-45T00:00:00Z", "", "2031-05-20"];
    const report = await verify(...times.map((time) => at(time)));
    const [first, last] = [1, 4].map((line) => ({ file: "log", at: line }));
    expect(seen(report)).toEqual([{ count: 4, of: 4, first, last }]);
  });

  test("in how many exchanges of how many", async () => {
    const two = cancel({ status: 422, responseBody: '{"detail":["a","b"]}' });
    const report = await verify(two, cancel({ status: 422, responseBody: refusal }), two, cancel());
    expect(seen(report)).toEqual([expect.objectContaining({ count: 2, of: 3 })]);
    expect(renderers.pretty(report)).toContain("in 2 of 3 exchanges: first log:1, last log:3");
  });

  test("in a HAR as well", async () => {
    const report = await verifyTraffic([source("a.har", har([entry(cancel({ status: 500 }))]))]);
    expect(seen(report)[0]?.first).toEqual({
      file: "a.har",
      at: 1,
      time: "2031-05-20T16:30:00.000Z",
    });
  });
});

test.each(FORMATS)("%s names what was not recorded", async (format) => {
  const untrue = { ...cancel(), responseBodyEncoding: "base64" };
  const report = await verify(without(["requestBody"]), without(["requestBody"]), untrue);
  const text = renderers[format](report).replaceAll("&#40;", "(");
  if (format === "json") expect(JSON.parse(text).notRecorded).toHaveLength(2);
  else {
    expect(text).toContain("request bodies of 2 exchanges were not recorded");
    expect(text).toContain("not base64, although the recording says so");
  }
});
