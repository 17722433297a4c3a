/** Exchanges that repeat known ones are recognised, and nothing else is taken for one. */
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import type { RecordedExchange } from "../../src/verify/exchange.js";
import { createRepeats } from "../../src/verify/repeats.js";
import { encode, judged, learned, write } from "./learned.js";
import { booking, cancel, entry, refusal, token } from "./samples.js";

afterEach(() => {
  jest.restoreAllMocks();
});

describe.each(["har", "ndjson"] as const)("in %s, an exchange is recognised", (format) => {
  // Learned anew by each test, since what is done while the file is loaded belongs to none of them.
  const match = (exchange: RecordedExchange) =>
    learned(format, write(format))(write(format, exchange));

  test.each([
    ["another id", cancel({ url: cancel().url.replace("sample-1", "b%2F2~'") })],
    [
      "another patient",
      cancel({
        responseBody: booking((b) =>
          Object.assign(b, { id: 7, last_name: 'Dé "J" \\ / \n\u0001' }),
        ),
      }),
    ],
    ["an id of zero", cancel({ responseBody: booking((b) => Object.assign(b, { id: 0 })) })],
    [
      "another token",
      cancel({ requestHeaders: { ...cancel().requestHeaders, authorization: "Bearer x.y" } }),
    ],
  ])("with %s", (_, exchange) => {
    expect(match(exchange)?.id).toBe("cancelExternalBooking/200");
  });

  test.each([
    ["status", cancel({ status: 201 })],
    ["method", cancel({ method: "PATCH" })],
    ["path", cancel({ url: `${cancel().url}/x` })],
    ["empty id", cancel({ url: cancel().url.replace("sample-1", "") })],
    ["media type", cancel({ responseHeaders: { "content-type": "text/html" } })],
    [
      "scheme",
      cancel({ requestHeaders: { ...cancel().requestHeaders, authorization: "Basic x" } }),
    ],
    ["missing header", cancel({ requestHeaders: { "content-type": "application/json" } })],
    ["kind", cancel({ responseBody: booking((b) => Object.assign(b, { id: "7" })) })],
    ["fraction", cancel({ responseBody: booking((b) => Object.assign(b, { id: 1.5 })) })],
    ["null", cancel({ responseBody: booking((b) => Object.assign(b, { email: null })) })],
    ["missing property", cancel({ responseBody: booking((b) => delete b.email) })],
    ["further property", cancel({ responseBody: booking((b) => Object.assign(b, { x: "y" })) })],
    ["no body", cancel({ responseBody: "" })],
    ["body that is not JSON", cancel({ responseBody: `${cancel().responseBody}x` })],
    ["request body", cancel({ requestBody: "{}" })],
  ])("but not with another %s", (_, exchange) => {
    expect(match(exchange)).toBeUndefined();
  });
});

test("what is encoded, has values that matter or is no JSON is not learned", () => {
  const base64 = Buffer.from(cancel().responseBody ?? "").toString("base64");
  const encoded = entry(cancel()) as { request: object; response: object };
  for (const part of [
    { request: { ...encoded.request, postData: { text: "e30=", encoding: "base64" } } },
    { response: { ...encoded.response, content: { text: base64, encoding: "base64" } } },
    // Digits are base64 and JSON: their encoding decides what they are.
    { response: { ...encoded.response, content: { text: "1234", encoding: "base64" } } },
  ]) {
    const text = JSON.stringify({ ...encoded, ...part });
    expect(learned("har", text)(text)).toBeUndefined();
  }
  for (const exchange of [
    cancel({ responseBody: base64, responseBodyEncoding: "base64" }),
    cancel({ requestBody: "e30=", requestBodyEncoding: "base64" }),
    cancel({ requestBody: "1234", requestBodyEncoding: "base64" }),
    cancel({ responseBody: "<html>" }),
    // The description gives one of its properties a format.
    token,
  ]) {
    expect(learned("ndjson", JSON.stringify(exchange))(JSON.stringify(exchange))).toBeUndefined();
  }
});

test("what is written as \\uXXXX is not learned", () => {
  const text = JSON.stringify(cancel()).replace("Jane", "\\u004aane");
  expect(learned("ndjson", text)(text)).toBeUndefined();
});

test("a size of a request's body that was left out is not taken for another", () => {
  const bare = entry(cancel({ requestBody: "" })) as { request: { bodySize: number } };
  const match = learned("har", JSON.stringify(bare));
  expect(match(JSON.stringify(bare))?.id).toBe("cancelExternalBooking/200");
  bare.request.bodySize = 12;
  expect(match(JSON.stringify(bare))).toBeUndefined();
});

test.each([
  ['\\"id\\":1001', '\\"id\\":01001'],
  ['\\"id\\":1001', '\\"id\\":-'],
  ['"time":12.5', '"time":012.5'],
  ['"time":12.5', '"time":12.'],
  ["sample-token", "sample\ntoken"],
  ["Jane", "Ja\\\\qne"],
  ["Jane", "Ja\\\\u12g4"],
])("what is no JSON is not recognised: %j as %j", (from, to) => {
  const text = write("har");
  expect(text).toContain(from);
  expect(learned("har", text)(text.replace(from, to))).toBeUndefined();
});

test("no more is learned than pays", () => {
  const odd = (name: string) =>
    cancel({ requestHeaders: { ...cancel().requestHeaders, [`x-${name}`]: "1" } });
  const repeats = createRepeats();
  const teach = (name: string) => {
    const bytes = encode(JSON.stringify(odd(name)));
    const known = repeats.isRepeat(bytes) ? undefined : judged(bytes, "ndjson");
    if (known) repeats.learn(bytes, "ndjson", known.exchange, known.judgement);
    repeats.nextChunk();
    return repeats.match(bytes, 0) === bytes.length;
  };
  const taught = Array.from({ length: 40 }, (_, index) => teach(`a${index}`));
  expect(taught).toEqual(taught.map((_, index) => index < 25));
  // One judgement keeps 24 patterns; the oldest makes place.
  const known = taught.map((_, index) =>
    repeats.isRepeat(encode(JSON.stringify(odd(`a${index}`)))),
  );
  expect(known).toEqual(taught.map((_, index) => index > 0 && index < 25));
  for (let again = 0; again < 2000; again++) teach("a20");
  expect(teach("later")).toBe(true);
});

test("of what is never met again, 25 exchanges are learned", () => {
  const repeats = createRepeats();
  const texts = Array.from({ length: 26 }, (_, index) =>
    encode(write("ndjson", cancel({ requestHeaders: { [`x-${index}`]: "1" } }))),
  );
  for (const bytes of texts) {
    const known = judged(bytes, "ndjson");
    if (known) repeats.learn(bytes, "ndjson", known.exchange, known.judgement);
  }
  // One judgement keeps 24 patterns.
  const expected = texts.map((_, index) => index > 0 && index < 25);
  expect(texts.map((bytes) => repeats.isRepeat(bytes))).toEqual(expected);
});

test("nothing is recognised before anything was learned", () => {
  const repeats = createRepeats();
  const bytes = encode(write("har"));
  const copied = jest.spyOn(Buffer, "from");
  expect([repeats.match(bytes, 0), repeats.isRepeat(bytes)]).toEqual([-1, false]);
  expect(copied).not.toHaveBeenCalled();
  expect(repeats.judgement).toBeUndefined();
});

test("what surrounds an entry may change, and the names of its headers may not", () => {
  const plain = {
    _initiator: { type: "other", url: "https://other.example/", status: 0 },
    ...(entry(cancel()) as { request: object; response: object }),
  };
  const match = learned("har", JSON.stringify(plain));
  const around = {
    ...plain,
    // A browser tells what made the request, by a URL as well.

    _initiator: { type: "script", url: "https://app.example/a.js", status: 1 },
    time: 99,
    startedDateTime: "2031-06-01T00:00:00.000Z",
    timings: { send: 5, wait: 1e3, receive: 7 },
    request: { ...plain.request, headersSize: 7, httpVersion: "HTTP/2" },
    response: { ...plain.response, headersSize: 8, bodySize: -1, statusText: "" },
  };
  expect(match(JSON.stringify(around))?.id).toBe("cancelExternalBooking/200");
  expect(match(JSON.stringify(plain).replace('"x-api-key"', '"x-api-kex"'))).toBeUndefined();
});

test("several kinds are told apart", () => {
  const refused = cancel({ status: 422, responseBody: refusal });
  const match = learned("har", write("har"), write("har", refused));
  for (const _ of [1, 2]) {
    expect(match(write("har"))?.id).toBe("cancelExternalBooking/200");
    expect(match(write("har", refused))?.id).toBe("cancelExternalBooking/422");
  }
});

test("a size of a body that was left out is not taken for another", () => {
  const empty = entry(cancel({ status: 404, responseBody: "" }));
  const left = structuredClone(empty) as { response: { content: { size: number; text?: string } } };
  delete left.response.content.text;
  const match = learned("har", JSON.stringify(left));
  expect(match(JSON.stringify(left))?.id).toBe("cancelExternalBooking/404");
  left.response.content.size = 12;
  expect(match(JSON.stringify(left))).toBeUndefined();
});

test("a long string of escapes neither hangs nor throws", () => {
  const match = learned("ndjson", JSON.stringify(cancel()));
  const long = cancel({
    responseBody: booking((b) => Object.assign(b, { reason: '"\n'.repeat(200_000) })),
  });
  const text = JSON.stringify(long);
  expect(match(text)?.id ?? "slow").toMatch(/^(cancelExternalBooking\/200|slow)$/);
  expect(match(text.slice(0, -9))).toBeUndefined();
});
