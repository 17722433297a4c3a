/** Answers with another media type, with another status, or with a body that is not JSON. */
import { describe, expect, test } from "@jest/globals";
import { judgeResponse } from "../../src/judge/judge.js";
import { booking, bytes, cancel, JSON_TYPE } from "./answers.js";

describe("what is not JSON", () => {
  const text = JSON.stringify({ CANARY: 1 });
  test.each([
    ["nothing", bytes(""), "an empty body"],
    ["a byte order mark", new Uint8Array([0xef, 0xbb, 0xbf, ...bytes(text)]), "byte order mark"],
    ["invalid UTF-8", new Uint8Array([0x22, 0xff, 0x22]), "not UTF-8"],
    ["a cut text", bytes(text.slice(0, -1)), "not JSON"],
    ["markup", bytes("<html>CANARY</html>"), "markup"],
  ])("%s", (_, body, received) => {
    const [found, ...more] = judgeResponse(cancel, { status: 200, headers: JSON_TYPE, body });
    expect(more).toEqual([]);
    expect(found).toMatchObject({ severity: "error", check: "response_body_syntax" });
    expect(found?.received).toContain(received);
    expect(JSON.stringify(found)).not.toContain("CANARY");
  });
});

describe("media type and status", () => {
  const body = bytes(JSON.stringify(booking()));
  const ofType = (type: string | undefined) =>
    judgeResponse(cancel, { status: 200, headers: type ? [["Content-Type", type]] : [], body });

  test.each(["application/json", "Application/JSON; charset=utf-8", "application/json;x=y"])(
    "%s conforms",
    (type) => expect(ofType(type)).toEqual([]),
  );
  test.each([
    undefined,
    "text/html",
    "application/problem+json",
    "application/jsonp",
    "CANARY value",
  ])("%s does not", (type) => {
    const [found] = ofType(type);
    expect(found).toMatchObject({ severity: "error", check: "content_type_conformance" });
    expect(found?.received).not.toMatch(/canary/i);
  });
  test.each([
    [undefined, "no media type"],
    [";charset=CANARY", "no media type"],
    ["Text/HTML; x=CANARY", "text/html"],
    ["CANARY/json", "another media type"],
    ["application/vnd.canary+json", "another media type"],
  ])("%s is called %s", (type, received) => {
    expect(ofType(type)[0]?.received).toBe(received);
  });
  test.each([
    [201, "error"],
    [204, "error"],
    [302, "error"],
    [500, "error"],
    [101, "error"],
    [399, "error"],
    [400, "warning"],
    [401, "warning"],
    [404, "warning"],
  ])("%d is undocumented: %s", (status, severity) => {
    expect(judgeResponse(cancel, { status, headers: [], body })).toEqual([
      expect.objectContaining({
        severity,
        check: "status_code_conformance",
        received: `${status}`,
      }),
    ]);
  });
});
