/** A recording holds no credential: not where it belongs, and not where a server repeats it, in whatever form. */
import { describe, expect, test } from "@jest/globals";
import type { HeaderList } from "../../src/http/wire.js";
import { recordHar } from "../../src/recording/har.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { cancel, source } from "../verify/samples.js";

const encode = (text = "") => new TextEncoder().encode(text);
const SECRET = 'CANARY-"a/b\\c+é=';

/** One exchange: a cancel with these credentials, and an answer that is made of text. */
function exchange(
  parts: { sent?: HeaderList; target?: string; asked?: string; status?: number } & {
    headers?: HeaderList;
    body?: string | Uint8Array;
  },
) {
  const { sent = [], target, asked = cancel().requestBody, status = 422, body = "" } = parts;
  const json = ["Content-Type", "application/json"] as const;
  return {
    request: {
      method: "DELETE",
      origin: "http://127.0.0.1:1",
      headers: [json, ...sent],
      target: target ?? "/v1/partner/external_bookings/sample-1",
      body: encode(asked),
    },
    response: {
      status,
      headers: parts.headers ?? [json],
      body: typeof body === "string" ? encode(body) : body,
    },
    startedAt: new Date(0),
    durationMs: 1.5,
  };
}

const entriesOf = (...exchanges: ReturnType<typeof exchange>[]) =>
  JSON.parse(recordHar(exchanges)).log.entries;
/** The text of an answer that is recorded after the credentials were sent in another exchange. */
const recorded = (body: string | Uint8Array, sent: HeaderList = [["X-API-Key", SECRET]]) =>
  entriesOf(exchange({ body }), exchange({ sent }))[0].response.content;

describe("a header", () => {
  test.each([
    ["Cookie", "session=CANARY; theme=dark", "redacted"],
    ["X-API-Key", "CANARY of several words", "redacted"],
    ["Authorization", "Bearer CANARY", "Bearer redacted"],
    ["authorization", "Bearer  CANARY CANARY", "Bearer  redacted"],
    ["AUTHORIZATION", "CANARY", "redacted"],
    ["Authorization", "Bearer ", "Bearer redacted"],
    ["Proxy-Authorization", "Basic CANARY", "Basic redacted"],
    ["X-Other", "stays", "stays"],
  ])("%s: %s is recorded as %s", (name, value, shown) => {
    const [entry] = entriesOf(exchange({ sent: [[name, value]] }));
    expect(entry.request.headers[1]).toEqual({ name, value: shown });
  });

  test("Set-Cookie keeps neither its value nor its attributes", () => {
    const headers = [["Set-Cookie", "session=CANARY; Path=/; Secure"]] as const;
    const [entry] = entriesOf(exchange({ headers }));
    expect(entry.response.headers).toEqual([{ name: "Set-Cookie", value: "redacted" }]);
  });
});

describe("a body", () => {
  test.each([
    [
      '{"client_id":"CANARY", "client_secret" : "CANA\\"RY',
      /^{"client_id":"redacted", .*redacted$/,
    ],
    [
      '{"access_token":"CANARY","refresh_token":"CANARY","expires_in":1}',
      /^{"access_token":"redacted","refresh_token":"redacted","expires_in":1}$/,
    ],
  ])("%s has its credentials replaced", (body, shown) => {
    const [entry] = entriesOf(exchange({ asked: body, body }));
    expect(entry.request.postData.text).toMatch(shown);
    expect(entry.response.content.text).toMatch(shown);
    expect(JSON.stringify(entry)).not.toMatch(/CANA|RY/);
  });
});

describe("what was sent as a credential is replaced where it recurs", () => {
  test("as it is", () => {
    expect(recorded(`before ${SECRET} after`)).toMatchObject({ text: "before redacted after" });
  });

  test.each<[string, HeaderList]>([
    ["a token", [["Authorization", `Bearer ${SECRET}`]]],
    ["a token behind another word", [["Authorization", `Token ${SECRET}`]]],
    ["a token without a scheme", [["Authorization", SECRET]]],
    ["a proxy's password", [["Proxy-Authorization", `Basic ${SECRET}`]]],
  ])("%s", (_, sent) => {
    expect(recorded(SECRET, sent)).toMatchObject({ text: "redacted" });
  });

  test.each(["client_id", "client_secret", "access_token", "refresh_token"])(
    "the %s of a token call",
    (name) => {
      const body = JSON.stringify({ [name]: SECRET });
      const [first, second] = entriesOf(
        exchange({ body: SECRET }),
        name.startsWith("client") ? exchange({ asked: body }) : exchange({ body }),
      );
      expect(first.response.content.text).toBe("redacted");
      expect(JSON.stringify([first, second])).not.toContain("CANARY");
    },
  );

  test("in every place of an entry", () => {
    const sent = [["Authorization", "Bearer CANARY-1"]] as const;
    const place = "/v1/x?token=CANARY-1";
    const headers = [
      ["Location", place],
      ["CANARY-1", "x"],
      ["Content-Type", "text/CANARY-1"],
    ] as const;
    const [entry] = entriesOf(exchange({ sent, target: place, headers, status: 307 }));
    expect(JSON.stringify(entry)).not.toContain("CANARY");
    expect(entry.request).toMatchObject({
      url: "http://127.0.0.1:1/v1/x?token=redacted",
      queryString: [{ name: "token", value: "redacted" }],
    });
    expect(entry.response).toMatchObject({
      redirectURL: "/v1/x?token=redacted",
      content: { mimeType: "text/redacted" },
    });
  });

  test("wholly, where another credential is its beginning", () => {
    const sent = [
      ["X-API-Key", "CANARY-1"],
      ["Authorization", "Bearer CANARY-1-LONGER"],
    ] as const;
    expect(recorded("CANARY-1-LONGER CANARY-1", sent)).toMatchObject({ text: "redacted redacted" });
  });

  test("but not what is too short to be one, and no empty one", () => {
    const sent = [
      ["X-API-Key", "short"],
      ["Authorization", "Bearer "],
    ] as const;
    expect(recorded("a short Bearer text", sent)).toMatchObject({ text: "a short Bearer text" });
  });

  test.each(["\\\\\\\\\\\\", "\\\\\\\\\\a"])("and %j where it stands", (secret) => {
    const sent = [["X-API-Key", secret]] as const;
    const text = "before redacted after";
    expect(recorded(`before ${secret} after`, sent)).toMatchObject({ text });
    expect(recorded(`before ${JSON.stringify(secret)} after`, sent)).not.toHaveProperty("text");
  });

  test("and a value that is no well-formed text harms nothing", () => {
    const body = '{"access_token":"CANARY-\\ud800","client_id":"CANARY-\\x"}';
    const text = '{"access_token":"redacted","client_id":"redacted"}';
    expect(recorded(body)).toMatchObject({ text });
  });
});

test("an answer that repeats the credentials is judged as if it had not been touched", async () => {
  const sent = [
    ["x-api-key", "CANARY-KEY"],
    ["Authorization", "Bearer CANARY-TOKEN"],
  ] as const;
  const detail = [
    { loc: ["body"], msg: "CANARY-KEY CANARY-TOKEN", type: "missing", input: { k: "CANARY-KEY" } },
  ];
  const har = recordHar([exchange({ sent, body: JSON.stringify({ detail }) })]);
  expect(har).not.toContain("CANARY");
  const { results, summary } = await verifyTraffic([source("a.har", har)]);
  expect(summary).toMatchObject({ exchanges: 1, unreadable: 0, errors: 0 });
  const judged = results.filter(({ outcome }) => outcome !== "skipped");
  expect(judged).toMatchObject([{ status: 422, outcome: "warned" }]);
});
