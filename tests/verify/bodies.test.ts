/** Bodies as recorders keep them: decoded or not, in base64, or cut short. */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { LeftOut } from "../../src/verify/exchange.js";
import { bodyOf } from "../../src/verify/read/body.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { cancel, entry, har, type Sample, source } from "./samples.js";
import { findings, verify } from "./verified.js";

/** Bodies as recorders keep them: decoded or not, as text or in base64, and those that cannot be had back. */
describe("whole bodies", () => {
  const JSON_TEXT = JSON.stringify({ a: "é", b: "x".repeat(100), c: "\ufffd" });
  const CODED = "kept in its content coding, which cannot be undone";
  const NOT_BASE64 = "not base64, although the recording says so";

  const read = (text: string, encoding: unknown, coding?: string | null) => {
    const headers =
      coding === null
        ? undefined
        : coding === undefined
          ? []
          : [["Content-Encoding", coding] as const];
    const body = bodyOf(text, encoding, headers);
    if (body instanceof LeftOut) return { leftOut: body.reason };
    return typeof body === "string" ? body : Buffer.from(body).toString();
  };
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  const characters = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
  const mangled = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

  const packed = {
    gzip: gzipSync(JSON_TEXT),
    "x-gzip": gzipSync(JSON_TEXT),
    GZIP: gzipSync(JSON_TEXT),
    br: brotliCompressSync(JSON_TEXT),
    deflate: deflateSync(JSON_TEXT),
    " deflate ": deflateRawSync(JSON_TEXT),
    "gzip, br": brotliCompressSync(gzipSync(JSON_TEXT)),
    "identity, gzip": gzipSync(JSON_TEXT),
  };

  describe.each(Object.entries(packed))("a body in %s", (coding, bytes) => {
    test("is decoded from base64, and from characters that are its bytes", () => {
      expect(read(base64(bytes), "base64", coding)).toBe(JSON_TEXT);
      expect(read(characters(bytes), undefined, coding)).toBe(JSON_TEXT);
    });

    test("that was decoded already stays so", () => {
      expect(read(JSON_TEXT, undefined, coding)).toBe(JSON_TEXT);
      expect(read(base64(Buffer.from(JSON_TEXT)), "base64", coding)).toBe(JSON_TEXT);
      expect(read("<html>", undefined, coding)).toBe("<html>");
      expect(read(base64(Buffer.from("<html>")), "base64", coding)).toBe("<html>");
    });

    test("is left out where bytes are missing", () => {
      expect(read(mangled(bytes), undefined, coding)).toEqual({ leftOut: CODED });
      expect(read(base64(bytes.subarray(0, -12)), "base64", coding)).toEqual({ leftOut: CODED });
    });
  });

  test.each(["zstd", "compress", "CANARY"])(
    "in %s, a body that is not text is left out",
    (coding) => {
      expect(read(base64(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd)), "base64", coding)).toEqual({
        leftOut: CODED,
      });
      expect(read(JSON_TEXT, undefined, coding)).toBe(JSON_TEXT);
    },
  );

  test("without headers, gzip is told by its first bytes", () => {
    expect(read(base64(packed.gzip), "base64", null)).toBe(JSON_TEXT);
    expect(read(characters(packed.gzip), undefined, null)).toBe(JSON_TEXT);
    expect(read(JSON_TEXT, undefined, null)).toBe(JSON_TEXT);
    expect(read("a\u0001\ufffd", undefined, null)).toBe("a\u0001\ufffd");
    expect(read(base64(Buffer.from(JSON_TEXT)), "base64", null)).toBe(JSON_TEXT);
  });

  test("what the server sent coded without saying so is its own", () => {
    expect(read(base64(packed.gzip), "base64")).toBe(packed.gzip.toString());
  });

  test.each<[string, unknown]>([
    ["YWI=", "base64"],
    ["YWI", "BASE64"],
    ["YW\r\nI=", "base64"],
  ])("%j is base64", (text, encoding) => expect(read(text, encoding)).toBe("ab"));

  test.each(["{}", "YWI=x", "é", "YWIab", "a"])("%j is no base64, and left out", (text) => {
    expect(read(text, "base64")).toEqual({ leftOut: NOT_BASE64 });
  });

  test.each<[unknown, boolean]>([
    [undefined, true],
    [null, true],
    ["", true],
    ["UTF-8", true],
    ["utf8", true],
    ["text", true],
    ["hex", false],
    ["gzip", false],
    [1, false],
  ])("the encoding %j is that of a text: %s", (encoding, isText) => {
    const leftOut = "written in an encoding that is not base64";
    expect(read("ab", encoding)).toEqual(isText ? "ab" : { leftOut });
  });
});

/** Bodies of which a recorder with a limit kept only the beginning, and those that were sent like that. */
describe("bodies cut short", () => {
  const CUT = "cut short: less was kept than its stated size";
  const whole = cancel();
  const json = { "content-type": "application/json" };
  const start = (text = "") => text.slice(0, 40);
  const sized = (text = "") => ({ ...json, "Content-Length": String(Buffer.byteLength(text)) });
  const inHar = (sample: Sample, change: (recorded: ReturnType<typeof entry>) => void) => {
    const recorded = entry(sample);
    change(recorded);
    return verifyTraffic([source("sample.har", har([recorded]))]);
  };
  const setSize = (recorded: ReturnType<typeof entry>, size: unknown) => {
    Object.assign((recorded.response as { content: object }).content, { size });
  };

  describe("a body that is cut short is not recorded", () => {
    test("of an answer, by its Content-Length", async () => {
      const responseHeaders = sized(whole.responseBody);
      const report = await verify(
        cancel({ responseHeaders, responseBody: start(whole.responseBody) }),
      );
      expect(findings(report)).toEqual([]);
      expect(report.notRecorded).toMatchObject([{ part: "answer body", reason: CUT, count: 1 }]);
    });

    test("of a request, by its Content-Length", async () => {
      const requestHeaders = { ...whole.requestHeaders, ...sized(whole.requestBody) };
      const report = await verify(
        cancel({ requestHeaders, requestBody: start(whole.requestBody) }),
      );
      expect(findings(report)).toEqual([]);
      expect(report.notRecorded).toMatchObject([{ part: "request body", reason: CUT, count: 1 }]);
    });

    test("in a HAR, by the size of the content, compressed on its way or not", async () => {
      for (const coding of [{}, { "content-encoding": "gzip" }]) {
        const sample = cancel({
          responseHeaders: { ...json, ...coding },
          responseBody: start(whole.responseBody),
        });
        const report = await inHar(sample, (recorded) => setSize(recorded, 5_000));
        expect(findings(report)).toEqual([]);
        expect(report.notRecorded).toMatchObject([{ part: "answer body", reason: CUT }]);
      }
    });
  });

  describe("a body is judged", () => {
    test("that was sent like that", async () => {
      const responseBody = start(whole.responseBody);
      const report = await verify(cancel({ responseHeaders: sized(responseBody), responseBody }));
      expect(findings(report)).toEqual([expect.stringContaining("text that is not JSON")]);
      const unsized = await inHar(cancel({ responseBody }), (recorded) => setSize(recorded, -1));
      expect(findings(unsized)).toEqual([expect.stringContaining("text that is not JSON")]);
    });

    test("that is whole, whatever size is stated", async () => {
      const report = await verify(
        cancel({ responseHeaders: { ...json, "content-length": "99999" } }),
      );
      expect(report).toMatchObject({ summary: { passed: 1 }, notRecorded: [] });
    });

    test("whose stated size is that of its coding", async () => {
      const responseHeaders = { ...json, "content-encoding": "br", "content-length": "99999" };
      const report = await verify(
        cancel({ responseHeaders, responseBody: start(whole.responseBody) }),
      );
      expect(findings(report)).toEqual([expect.stringContaining("text that is not JSON")]);
    });

    test("of characters that are several bytes", async () => {
      const responseBody = '{"é';
      const report = await verify(cancel({ responseHeaders: sized(responseBody), responseBody }));
      expect(findings(report)).toEqual([expect.stringContaining("text that is not JSON")]);
    });
  });
});
