/** Where a server repeats a credential in a coded form, the body or field is left out of a recording, and says so. */
import { describe, expect, test } from "@jest/globals";
import type { HeaderList } from "../../src/http/wire.js";
import { recordHar } from "../../src/recording/har.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { cancel, source } from "../verify/samples.js";

const SECRET = "CANARY+a/b&c<d>='é\\\"";
const LEFT_OUT = "left out, because it holds a credential in a coded form";
const bytes = (text: string) => new TextEncoder().encode(text);
const json = ["Content-Type", "application/json"] as const;

function entryOf(body: string | Uint8Array, headers: HeaderList = [json], secret = SECRET) {
  const request = {
    method: "DELETE",
    origin: "http://127.0.0.1:1",
    target: "/v1/partner/external_bookings/sample-1",
    headers: [json, ["Authorization", `Bearer ${secret}`] as const],
    body: bytes(cancel().requestBody ?? ""),
  };
  const response = { status: 422, headers, body: typeof body === "string" ? bytes(body) : body };
  const har = recordHar([{ request, response, startedAt: new Date(0), durationMs: 1 }]);
  return { har, entry: JSON.parse(har).log.entries[0] };
}

const unitOf = (character: string) => character.charCodeAt(0).toString(16).padStart(4, "0");
const each = (code: (character: string) => string) => [...SECRET].map(code).join("");
const inJson = JSON.stringify(SECRET).slice(1, -1);
const base64 = (text: string) => Buffer.from(text).toString("base64");

const FORMS: readonly (readonly [string, string])[] = [
  ["JSON", inJson],
  ["JSON of .NET", inJson.replace(/[^\w./ -]/g, (it) => `\\u${unitOf(it).toUpperCase()}`)],
  ["JSON of Go and Rails", inJson.replace(/[<>&]/g, (it) => `\\u${unitOf(it)}`)],
  ["JSON of PHP", inJson.replaceAll("/", "\\/").replace("é", "\\u00e9")],
  ["JSON with every character as \\u", each((it) => `\\u${unitOf(it)}`)],
  ["JSON in JSON", JSON.stringify(inJson).slice(1, -1)],
  ["JSON in JSON in JSON", JSON.stringify(JSON.stringify(inJson)).slice(1, -1)],
  ["JavaScript's \\x", each((it) => `\\x${unitOf(it).slice(2)}`)],
  ["JavaScript's \\u{}", each((it) => `\\u{${unitOf(it)}}`)],
  ["decimal entities", each((it) => `&#${it.charCodeAt(0)};`)],
  ["hexadecimal entities", each((it) => `&#x${unitOf(it)};`)],
  ["named entities", SECRET.replace("&", "&amp;").replace("<", "&lt;").replace("+", "&plus;")],
  ["entities of a coded entity", SECRET.replace("&", "&amp;amp;").replace("<", "&amp;lt;")],
  ["percent", encodeURIComponent(SECRET)],
  ["percent in lower case", encodeURIComponent(SECRET).replace(/%../g, (it) => it.toLowerCase())],
  ["percent of every byte", Buffer.from(SECRET).toString("hex").replace(/../g, "%$&")],
  ["percent of Latin-1", Buffer.from(SECRET, "latin1").toString("hex").replace(/../g, "%$&")],
  ["percent twice", encodeURIComponent(encodeURIComponent(SECRET))],
  ["percent of some characters", SECRET.replace("/", "%2f").replace("C", "%43")],
  ["percent of UTF-16", each((it) => `%u${unitOf(it)}`)],
  ["a form", new URLSearchParams({ a: SECRET }).toString().slice(2)],
  ["quoted-printable", Buffer.from(SECRET).toString("hex").replace(/../g, "=$&")],
  ["base64", base64(SECRET)],
  ["base64 for URLs", Buffer.from(SECRET).toString("base64url")],
  ["base64 behind other text of its alphabet", `Basic/x${base64(`user:${SECRET}`)}`],
  ["base64 of more", base64(`{"headers":{"authorization":"Bearer ${inJson}"}}`)],
  ["base64 of base64", base64(base64(`x${SECRET}`))],
  ["base64 of base64 of base64", base64(base64(base64(`{"a":"${inJson}"}`)))],
  ["base64 in lines", base64(`${SECRET.repeat(3)}`).replace(/.{16}/g, "$&\r\n")],
  ["base64 in lines in JSON", base64(SECRET.repeat(3)).replace(/.{16}/g, "$&\\n")],
  ["base64 in a URL", encodeURIComponent(base64(SECRET))],
  ["base64 with escaped slashes", base64(`${SECRET}???`).replaceAll("/", "\\/")],
  ["hexadecimal bytes", Buffer.from(SECRET).toString("hex")],
  ["several at once", encodeURIComponent(each((it) => `&#${it.charCodeAt(0)};`))],
  ["Latin-1 read as UTF-8", Buffer.from(SECRET).toString("latin1")],
  ["upper case", SECRET.toUpperCase().replace("+", "\\u002B")],
];

describe("left out whole", () => {
  test.each(FORMS)("a body with it in %s", (_, form) => {
    for (const body of [`{"detail":"${form}"}`, `<p>${form}</p>`, `before ${form} after`]) {
      const { har, entry } = entryOf(body);
      expect(entry.response.content).toEqual({
        size: bytes(body).length,
        mimeType: "application/json",
        comment: LEFT_OUT,
      });
      expect(har).not.toContain(form.slice(4));
    }
  });

  test.each(FORMS)("a header with it in %s", (_, form) => {
    const { har, entry } = entryOf("{}", [json, ["X-Echo", form]]);
    expect(entry.response.headers[1]).toEqual({ name: "X-Echo", value: LEFT_OUT });
    expect(entry.response.content.text).toBe("{}");
    expect(har).not.toContain(form.slice(4));
  });

  test.each([
    ["UTF-16", Buffer.from(SECRET, "utf16le")],
    ["bytes", Buffer.concat([Uint8Array.of(0xff), bytes(inJson)])],
  ])("a body of %s", (_, body) => {
    expect(entryOf(body).entry.response.content).toMatchObject({ comment: LEFT_OUT });
  });

  test("what is coded too often to be looked at", () => {
    expect(entryOf(`%${"25".repeat(12)}41`).entry.response.content).not.toHaveProperty("text");
  });

  test("a path", () => {
    const target = `/v1/${encodeURIComponent(SECRET)}?a=1`;
    const headers = [["X-API-Key", SECRET]] as const;
    const request = { method: "GET", origin: "http://127.0.0.1:1", target, headers };
    const har = recordHar([{ request, startedAt: new Date(0), durationMs: 1 }]);
    expect(JSON.parse(har).log.entries[0].request).toMatchObject({
      url: "http://127.0.0.1:1/redacted",
      queryString: [],
    });
  });
});

test("a body that is no text keeps the rest where the credential stands as it is", () => {
  const { content } = entryOf(Buffer.from(`\xff${SECRET} `, "latin1")).entry.response;
  expect(Buffer.from(content.text, "base64").toString("latin1")).toBe("\xffredacted ");
});

test("a member that nothing else repeats is known by its coded name too", () => {
  const nested = JSON.stringify({ data: '{"refresh_token":"CANARY-1"}' });
  for (const body of ['{"refresh\\u005ftoken":"CANARY-1"}', nested]) {
    expect(entryOf(body).har).not.toContain("CANARY-1");
  }
});

test("a replacement never takes a part of another character's code", () => {
  const body = '{"a":"\\u002BCANARY"}';
  const { har, entry } = entryOf(body, [json], "002BCANARY");
  expect(har).not.toContain("CANARY");
  expect(entry.response.content).toMatchObject({ comment: LEFT_OUT });
});

test("what only looks like a code stays, and so does everything without a credential", () => {
  const markup = '<a href="/a?b=1&amp;c=%20\\u0041">QUJDREVGR0g=</a>\n'.repeat(500);
  for (const body of [cancel().responseBody ?? "", markup, '{"a":"\\\\\\"\\u00e9"}']) {
    expect(entryOf(body).entry.response.content.text).toBe(body);
  }
});

test("what was left out is counted as not recorded when it is read again", async () => {
  const { har } = entryOf(`{"detail":"${encodeURIComponent(SECRET)}"}`);
  const { notRecorded } = await verifyTraffic([source("a.har", har)]);
  expect(notRecorded).toMatchObject([{ part: "answer body", count: 1 }]);
});
