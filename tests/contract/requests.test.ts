/** What each operation sends, for each named example of its body: method, path, query, headers, body. */
import { describe, expect, test } from "@jest/globals";
import { judgeRequest } from "../../src/judge/judge.js";
import { answersOf, callsOf, described } from "./described.js";
import { accessToken, calling, clientId } from "./over-nock.js";

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
