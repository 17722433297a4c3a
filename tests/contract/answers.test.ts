/** What each documented answer becomes: the value that was asked for, or an error that says what it means. */
import { describe, expect, test } from "@jest/globals";
import type { SolvError } from "../../src/index.node.js";
import { answersOf, callOf, described } from "./described.js";
import { calling } from "./over-nock.js";

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

  test.each(answers.filter(([, answer]) => succeeded(answer)))("returns %s", async (_, answer) => {
    const { value, error } = await calling(operation, callOf(operation), answer);
    expect(error).toBeUndefined();
    expect(value).toEqual(answer.value);
  });

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
