/** Each operation by its documented examples: what it sends, what answers become, and what departures from them become. */
import { describe, expect, test } from "@jest/globals";
import { SolvContractError, type SolvError } from "../../src/index.node.js";
import { judgeRequest } from "../../src/judge/judge.js";
import { renderings } from "../client/support.js";
import {
  answersOf,
  callOf,
  callsOf,
  departuresOf,
  described,
  schemasAnswered,
} from "./described.js";
import { accessToken, calling, clientId } from "./over-nock.js";

/** What each operation sends, for each named example of its body: method, path, query, headers, body. */
describe("requests", () => {
  describe.each(described)("%s", (_, operation) => {
    const [[, answer] = []] = answersOf(operation);

    test.each(callsOf(operation))("sends %s", async (_, input) => {
      const given = answer ?? { status: 500, headers: {}, value: undefined };
      const { sent } = await calling(operation, input, given);
      const path = operation.path.replace(/\{(.+?)\}/g, (_, name: string) =>
        encodeURIComponent(String(input.path[name])),
      );
      expect(sent).toMatchObject({ method: operation.method, path });
      expect(sent.body).toEqual(input.body);
      const headers = new Headers(sent.headers.map(([...pair]) => pair));
      const credentials = operation.security[0] ?? [];
      for (const { header, scheme } of credentials) {
        expect(headers.get(header)).toBe(scheme ? `Bearer ${accessToken}` : clientId);
      }
      expect(headers.get("accept")).toBe("application/json");
      expect(headers.get("user-agent")).toMatch(/^solv-external-bookings\/\d/);
      if (input.body !== undefined) {
        const bytes = new TextEncoder().encode(JSON.stringify(input.body));
        expect(headers.get("content-length")).toBe(String(bytes.length));
        expect(Object.keys(operation.requestBody?.content ?? {})).toContain(
          headers.get("content-type"),
        );
      }
      const body = input.body === undefined ? undefined : JSON.stringify(input.body);
      const bytes = body === undefined ? undefined : new TextEncoder().encode(body);
      expect(judgeRequest(operation, { ...sent, body: bytes })).toEqual([]);
    });
  });
});

/** What each documented answer becomes: the value that was asked for, or an error that says what it means. */
describe("answers", () => {
  /** Documented failure → the `code` of its error. */
  const CODES: Readonly<Record<number, string>> = {
    401: "authentication",
    403: "permission",
    404: "not_found",
    422: "validation",
    429: "rate_limit",
  };
  const codeOf = (status: number) =>
    CODES[status] ?? (status >= 500 ? "server" : status >= 400 ? "rejected" : "redirect");

  describe.each(described)("%s", (_, operation) => {
    const answers = answersOf(operation);
    const succeeded = ({ status }: { status: number }) => status >= 200 && status < 300;

    test.each(answers.filter(([, answer]) => succeeded(answer)))(
      "returns %s",
      async (_, answer) => {
        const { value, error } = await calling(operation, callOf(operation), answer);
        expect(error).toBeUndefined();
        expect(value).toEqual(answer.value);
      },
    );

    const failures = answers.filter(([, answer]) => !succeeded(answer));
    test.each(failures)("throws for %s", async (_, answer) => {
      const { error } = await calling(operation, callOf(operation), answer);
      const { status, value } = answer;
      expect(error).toMatchObject({
        code: codeOf(status),
        status,
        attempts: 1,
        operationId: operation.id,
      });
      if (status >= 400 && status < 500) expect(error?.outcome).toBe("not_applied");
      expect(textOf(error)).toEqual(value === undefined ? "" : JSON.stringify(value));
    });

    test("has an example of each documented answer", () => {
      expect(answers.length).toBeGreaterThanOrEqual(Object.keys(operation.responses).length);
    });
  });

  function textOf(error: SolvError | undefined): string {
    return new TextDecoder().decode(error?.revealResponse()?.body);
  }
});

/** What each departure of a documented answer becomes: an error that names its place, and never its value. */
describe("departures", () => {
  const CANARY = "CANARY";

  describe.each(described)("%s", (_, operation) => {
    const answers = schemasAnswered(operation).filter(([, { status }]) => status < 500);
    const departures = answers.flatMap(([name, answer]) =>
      departuresOf(answer).map(
        ([departure, value, pointer]) => [name, departure, { ...answer, value, pointer }] as const,
      ),
    );

    test.each(departures)("%s %s", async (_, __, { pointer, ...answer }) => {
      const { error } = await calling(operation, callOf(operation), answer);
      expect(error).toBeInstanceOf(SolvContractError);
      expect(error).toMatchObject({
        code: "contract_violation",
        status: answer.status,
        attempts: 1,
      });
      const { findings } = error as SolvContractError;
      expect(findings).toContainEqual(
        expect.objectContaining({
          check: "response_schema_conformance",
          severity: "error",
          pointer: expect.stringMatching(new RegExp(`^${pointer}(/|$)`)),
        }),
      );
    });

    test.each(answers.filter(([, { value }]) => value !== undefined))(
      "%s as text, as markup, under another media type, and empty",
      async (_, answer) => {
        const broken = [
          {
            ...answer,
            value: CANARY,
            headers: { ...answer.headers, "content-type": "text/plain" },
          },
          { ...answer, value: undefined },
          { ...answer, value: [CANARY] },
        ];
        for (const each of broken) {
          const { error } = await calling(operation, callOf(operation), each);
          expect(error).toBeInstanceOf(SolvContractError);
          expect(renderings(error)).not.toContain(CANARY);
        }
      },
    );
  });

  const closed = described.filter(
    ([, { responses }]) => !("2XX" in responses || "default" in responses),
  );
  test.each(closed)("%s: a success that is not documented", async (_, operation) => {
    const status = [299, 298, 297].find((each) => !(`${each}` in operation.responses)) ?? 0;
    const answer = { status, headers: {}, value: { [CANARY]: CANARY } };
    const { error } = await calling(operation, callOf(operation), answer);
    expect(error).toMatchObject({ code: "contract_violation", status });
    expect(renderings(error)).not.toContain(CANARY);
  });
});
