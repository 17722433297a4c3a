/** The sandbox serves an operation that is added to the description, without a line of its own. */
import { expect, test } from "@jest/globals";
// First, so that everything after it sees one more operation; `src/` is not edited.
import "./added-operation.js";
import { bookingAt, cancel, cancelOf, json, send, start, tokenOf, withHeader } from "./helpers.js";

test("an operation that is added to the description is routed, secured and validated", async () => {
  const trial = await start();
  const { target, headers } = cancelOf(bookingAt(trial), trial.sandbox);
  const valid = {
    method: "PATCH",
    target: `${target}?page=2`,
    headers: withHeader(headers, "X-Sample", "true"),
  };
  const answer = await cancel(trial, 0, valid);
  expect([answer.status, json(answer)]).toEqual([200, expect.objectContaining({ id: 1001 })]);
  const status = async (changes: object) =>
    (await cancel(trial, 0, { ...valid, ...changes })).status;
  expect(await status({ headers: withHeader(valid.headers, "authorization") })).toBe(401);
  expect(await status({ body: {} })).toBe(422);
  expect(await status({ headers: withHeader(valid.headers, "content-type", "text/plain") })).toBe(
    422,
  );
  const unknown = `${target.slice(0, target.lastIndexOf("/"))}/no-such-booking?page=2`;
  expect(await status({ target: unknown })).toBe(404);
  const invalid = await cancel(trial, 0, { ...valid, target: `${target}?page=two`, headers });
  expect(json(invalid)).toMatchObject({
    detail: [{ loc: ["query", "page"] }, { loc: ["header", "x-sample"] }],
  });
  expect(trial.sandbox.state()[0]?.cancelled).toBe(0);
});

test("a method that is not documented names those that are", async () => {
  const answer = await cancel(await start(), 0, { method: "PUT" });
  expect(answer.headers).toContainEqual(["allow", "DELETE, PATCH"]);
});

test("a token for one of the scopes lasts an hour, and is for that one", async () => {
  const trial = await start();
  const answers: unknown[] = [];
  for (const scope of ["write:bookings", "read:sample"]) {
    const body = { ...(tokenOf(trial.sandbox).body as object), scope };
    const token = json(await send(trial, tokenOf(trial.sandbox, { body }))) as {
      access_token: string;
      expires_in?: number;
    };
    const { target, headers } = cancelOf(bookingAt(trial), trial.sandbox);
    const withToken = withHeader(headers, "authorization", `Bearer ${token.access_token}`);
    const asked = {
      method: "PATCH",
      target: `${target}?page=2`,
      headers: withHeader(withToken, "X-Sample", "true"),
    };
    const statuses = [
      (await cancel(trial, 0, { headers: withToken })).status,
      (await cancel(trial, 0, asked)).status,
    ];
    answers.push([token.expires_in, ...statuses]);
  }
  expect(answers).toEqual([
    [3600, 200, 403],
    [3600, 403, 200],
  ]);
});
