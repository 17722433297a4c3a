/** What each departure of a documented answer becomes: an error that names its place, and never its value. */
import { describe, expect, test } from "@jest/globals";
import { SolvContractError } from "../../src/index.node.js";
import { renderings } from "../client/support.js";
import { answersOf, callOf, departuresOf, described } from "./described.js";
import { calling } from "./over-nock.js";

const CANARY = "CANARY";

describe.each(described)("%s", (_, operation) => {
  const answers = answersOf(operation).filter(([, { status }]) => status < 500 && status >= 200);
  const departures = answers.flatMap(([name, answer]) =>
    departuresOf(answer).map(
      ([departure, value, pointer]) => [name, departure, { ...answer, value, pointer }] as const,
    ),
  );

  test.each(departures)("%s %s", async (_, __, { pointer, ...answer }) => {
    const { error } = await calling(operation, callOf(operation), answer);
    expect(error).toBeInstanceOf(SolvContractError);
    expect(error).toMatchObject({ code: "contract_violation", status: answer.status, attempts: 1 });
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
        { ...answer, value: CANARY, headers: { ...answer.headers, "content-type": "text/plain" } },
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
