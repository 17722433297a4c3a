/** Likely causes of answers, and verdicts once more is documented. */
import { describe, expect, test } from "@jest/globals";
import { readJson, readObject } from "../../src/check/evidence.js";
import { planProbes } from "../../src/check/plan.js";
import { gatherEvidence, judgeProbe } from "../../src/check/verdict.js";
import { type DescribedResponse, operations } from "../../src/description/operations.js";
import type { Exchange } from "../../src/http/exchange.js";
import { likelyCause, withCauses } from "../../src/judge/causes.js";
import { finding } from "../../src/judge/finding.js";
import { methodProbe } from "./method-probe.js";

/** Likely causes are named where the answer tells them, and nowhere else; nothing is quoted. */
describe("likely causes", () => {
  const answer = (body: unknown, status = 422) => ({
    status,
    headers: [],
    body: new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body)),
  });
  const causeOf = (body: unknown, status = 422, expected = {}) =>
    likelyCause(answer(body, status), { validBody: true, validated: true, ...expected });

  const PROXY = "A proxy or gateway answered in the API's place.";
  const FRAMEWORK = "The framework answered with its own error page.";
  const WRAPPED =
    "The answer is wrapped in `meta` and `data`, as the API's quick start shows it; the endpoint's own page shows it bare.";
  const DROPPED =
    "The body that was sent did not arrive: an intermediary probably dropped the body of the DELETE.";
  const FOREIGN = "The refusal has the shape of another framework, or of a handler of its own.";
  const NULLS = "The server writes an absent value as null; no documented property allows it.";

  describe("the likely cause", () => {
    test.each([
      ["markup", "<html>CANARY", 502, PROXY],
      [
        "nginx's page",
        "<html><head><title>400 Bad Request</title></head><body><center><h1>400 Bad Request</h1></center>",
        400,
        PROXY,
      ],
      ["Bottle's page", "<html><head><title>Error: 404 Not Found</title>", 404, FRAMEWORK],
      ["Tornado's page", "<html><title>404: Not Found</title><body>404: Not Found", 404, FRAMEWORK],
      [
        "gunicorn's page",
        "<html><head><title>Bad Request</title></head><body><h1><p>Bad Request</p></h1>",
        400,
        FRAMEWORK,
      ],
      ["the page of Python's server", "<html><title>Error response</title>", 501, FRAMEWORK],
      [
        "the page of Java's server",
        "<h1>404 Not Found</h1>No context found for request",
        404,
        FRAMEWORK,
      ],
      [
        "the page of PHP's server",
        '<html><p>The requested resource <code class="url">/CANARY</code> was not found',
        404,
        FRAMEWORK,
      ],
      ["other text", "CANARY", 502, undefined],
      ["nothing", "", 502, undefined],
      ["null", null, 200, undefined],
      ["a string", '"CANARY"', 422, undefined],
      ["meta and data", { meta: 1, data: 1 }, 200, WRAPPED],
      ["data alone", { data: 1 }, 200, undefined],
      ["meta alone", { meta: 1 }, 200, undefined],
      [
        "a fault at the whole body",
        { detail: [{ loc: ["query"] }, { loc: ["body"] }] },
        422,
        DROPPED,
      ],
      ["a fault below the body", { detail: [{ loc: ["body", "a"] }] }, 422, undefined],
      ["a fault elsewhere", { detail: [{ loc: ["path"] }] }, 422, undefined],
      [
        "faults that are none",
        { detail: [null, {}, { loc: "body" }, { loc: [] }] },
        422,
        undefined,
      ],
      ["errors", { errors: [] }, 422, FOREIGN],
      ["a message", { message: "CANARY" }, 422, FOREIGN],
      ["a title", { title: "CANARY" }, 422, FOREIGN],
      ["detail as text", { detail: "CANARY" }, 422, FOREIGN],
      ["detail as a list, and a message", { detail: [], message: "CANARY" }, 422, undefined],
      ["no detail", {}, 422, undefined],
      ["null in a success", { a: 1, b: null }, 200, undefined],
    ])("of %s", (_name, body, status, cause) => expect(causeOf(body, status)).toBe(cause));

    test("is no lost body where the body was invalid anyway", () => {
      expect(causeOf({ detail: [{ loc: ["body"] }] }, 422, { validBody: false })).toBeUndefined();
    });

    test("is no foreign framework where no refusal was expected", () => {
      expect(causeOf({ message: "CANARY" }, 404, { validated: false })).toBeUndefined();
    });
  });

  test("a null has a cause of its own, what has one keeps it, and the rest has the answer's", () => {
    const parts = {
      severity: "error",
      check: "response_schema_conformance",
      operationId: "o",
    } as const;
    const one = (received: string, cause?: string) => ({
      ...finding({ ...parts, pointer: "", source: "#", line: 1, documented: "string", received }),
      ...(cause && { cause }),
    });
    const causes = (ofAnswer?: string) =>
      withCauses([one("null"), one("nothing"), one("array", "Known.")], ofAnswer).map(
        ({ cause }) => cause,
      );
    expect(causes()).toEqual([NULLS, undefined, "Known."]);
    expect(causes("Other.")).toEqual([NULLS, "Other.", "Known."]);
    expect(withCauses([one("array")], undefined)[0]).not.toHaveProperty("cause");
  });

  test("an answer is read as JSON where it is JSON, and as a booking where it is an object", () => {
    expect(readJson(answer("[1]"))).toEqual([1]);
    expect(readJson(answer("<"))).toBeUndefined();
    expect(readJson(undefined)).toBeUndefined();
    expect(readObject(answer({ id: 1 }))).toEqual({ id: 1 });
    for (const other of ["null", "1", '"a"', "<", ""]) {
      expect(readObject(answer(other))).toBeUndefined();
    }
  });
});

/** Verdicts once the description documents more: other refusals than those of input change no verdict. */
describe("more documented refusals", () => {
  const { cancelExternalBooking: cancel } = operations;
  const when = { startedAt: new Date(0), durationMs: 1 };

  const place = (status: string): DescribedResponse => ({
    source: `${cancel.source}/responses/${status}`,
    line: 1,
    headers: [],
    content: {},
  });
  function probe(caseName: string, documented: readonly string[]) {
    const [name, tier] = caseName.startsWith("booking/")
      ? ([caseName.slice(8), "booking"] as const)
      : ([caseName, "safe"] as const);
    const found =
      methodProbe(name, tier) ??
      planProbes().find(({ id }) => id === `cancelExternalBooking/${caseName}`);
    if (!found) throw new Error(`There is no probe ${caseName}.`);
    const responses = Object.fromEntries(documented.map((status) => [status, place(status)]));
    return { ...found, operation: { ...cancel, responses } };
  }
  const pages = { schema: "#", validate: () => true };
  const answer = (status: number): Exchange => ({
    request: { method: "DELETE", origin: "", target: "", headers: [] },
    response: { status, headers: [], body: new Uint8Array() },
    ...when,
  });
  const evidence = { control: 404, validates: new Set<never>(), authenticates: new Set<never>() };
  const all = ["200", "401", "403", "404", "422"];
  const judge = (caseName: string, status: number, documented = all) =>
    judgeProbe(probe(caseName, documented), answer(status), evidence);

  test("a documented 404 is the right answer to a valid request for what does not exist", () => {
    expect(judge("control", 404)).toEqual({ outcome: "passed", findings: [] });
    expect(judge("path/unicode", 404).outcome).toBe("passed");
    expect(judge("control", 422).outcome).toBe("failed");
  });

  test("no documented refusal but one of input shows that an invalid body was noticed", () => {
    expect(judge("body/missing/service_id", 422).outcome).toBe("passed");
    expect(judge("body/missing/service_id", 404).outcome).toBe("inconclusive");
    for (const status of [401, 403]) {
      const { findings } = judge("body/missing/service_id", status);
      expect(findings.map(({ check, documented }) => `${check}: ${documented}`)).toEqual([
        "negative_data_rejection: 422",
      ]);
    }
    const sent = ["control", "body/malformed"].map((caseName, index) => ({
      probe: probe(caseName, all),
      exchange: answer(index === 0 ? 200 : 404),
    }));
    expect(gatherEvidence(sent).validates.size).toBe(0);
  });

  test.each([
    [["200", "400", "422"], "400 or 422", "400"],
    [["200", "4XX"], "400 or 422", "4XX"],
    [["200", "404"], "400 or 422", undefined],
  ])("with %j documented an invalid body is refused with %s", (documented, named, at) => {
    for (const status of [400, 422]) {
      const { findings } = judge("body/missing/service_id", status, documented);
      expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    }
    const [finding] = judge("body/missing/service_id", 200, documented).findings;
    expect(finding).toMatchObject({
      check: "negative_data_rejection",
      documented: named,
      source: at ? `${cancel.source}/responses/${at}` : cancel.source,
    });
  });

  test.each(["method/GET", "booking/method/PUT", "booking/mismatch/path_case"])(
    "%s is refused by who need not answer as the operation does",
    (caseName) => {
      const responses = { "4XX": { ...place("4XX"), content: { "application/json": pages } } };
      const { operation, ...rest } = probe(caseName, all);
      const elsewhere = { ...rest, operation: { ...operation, responses } };
      const judged = (status: number, own: typeof elsewhere) =>
        judgeProbe(own, answer(status), evidence).findings.map(({ check }) => check);
      expect(judged(404, elsewhere)).toEqual([]);
      const { operation: _, ...control } = probe("control", all);
      expect(judged(404, { ...control, operation: elsewhere.operation })).toEqual([
        "content_type_conformance",
      ]);
    },
  );
});
