/** The words of the sandbox: each of its refusals to the last member, and what it leaves out. */
import { describe, expect, test } from "@jest/globals";
import { operations } from "../../src/description/operations.js";
import { headerOf, type WireResponse } from "../../src/http/wire.js";
import {
  type Asked,
  authorizedBy,
  bookingAt,
  cancel,
  cancelOf,
  json,
  start,
  type Trial,
  withHeader,
} from "./helpers.js";
import { exchangeRaw } from "./raw.js";

const text = ({ body }: WireResponse) => new TextDecoder().decode(body);
const plain = (trial: Trial) => cancelOf(bookingAt(trial), trial.sandbox);
const key = (value?: string) => (trial: Trial) => ({
  headers: withHeader(plain(trial).headers, "x-api-key", value),
});
const noSuch = "There is no such booking at this location.";
const nothing = "There is nothing here.";

describe("a refusal", () => {
  const refusals: Readonly<Record<string, readonly [string, (trial: Trial) => Asked]>> = {
    "no key": ["The client id is missing.", key()],
    "a wrong key": ["The client id is not known.", key("sample-other")],
    "no token": ["The access token is missing.", authorizedBy()],
    "another scheme": ["The access token is not sent as a bearer token.", authorizedBy("Basic x")],
    "no word": ["The access token is not sent as a bearer token.", authorizedBy("")],
    "no token behind the scheme": ["The access token is not known.", authorizedBy("Bearer")],
    "an unknown token": ["The access token is not known.", authorizedBy("Bearer sample-other")],
    "an expired token": [
      "The access token has expired.",
      authorizedBy("Bearer sample-expired-access-token"),
    ],
    "a token without the scope": [
      "The access token is not for this scope.",
      authorizedBy("Bearer sample-unscoped-access-token"),
    ],
    "an unknown id": [noSuch, () => ({ target: `${operations.cancelExternalBooking.path}x` })],
    "another place": [noSuch, (t) => ({ body: { ...(plain(t).body as object), service_id: "x" } })],
    "an unknown path": [nothing, () => ({ target: "/v1" })],
    "an empty id": [nothing, () => ({ target: "/v1/partner/external_bookings/" })],
    "another method": ["The method is not allowed here.", () => ({ method: "PUT" })],
    "too much": ["The body is too large.", () => ({ body: " ".repeat(1_048_577) })],
  };
  test.each(Object.keys(refusals))("of %s says so", async (name) => {
    const trial = await start();
    const [detail, ask] = refusals[name] ?? ["", () => ({})];
    const answer = await cancel(trial, 0, ask(trial));
    expect(text(answer)).toBe(JSON.stringify({ detail }));
    expect(headerOf(answer.headers, "content-type")).toBe("application/json");
    expect(headerOf(answer.headers, "content-length")).toBe(String(answer.body.length));
    const challenge = answer.status === 401 ? "Bearer" : undefined;
    expect(headerOf(answer.headers, "www-authenticate")).toBe(challenge);
  });

  test("of several troubles says the first", async () => {
    const trial = await start();
    expect(json(await cancel(trial, 0, { headers: [] }))).toEqual({
      detail: "The client id is missing.",
    });
  });
});

test("a body of 1 MiB is taken, and the spaces around a token do not count", async () => {
  const trial = await start();
  const body = JSON.stringify(plain(trial).body);
  const large = await cancel(trial, 0, { body: body.padStart(1_048_576) });
  expect(large.status).toBe(200);
  expect((await cancel(trial, 0, authorizedBy("Bearer   sample-access-token")(trial))).status).toBe(
    200,
  );
});

describe("what does not validate", () => {
  const place = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
  const item = (loc: readonly string[], msg: string, type: string) => ({ loc, msg, type });
  const missing = (...loc: string[]) => item(loc, "field required", "value_error.missing");
  const typed = (loc: readonly string[], type: string, word: string) =>
    item(loc, `the type ${type} is expected`, `type_error.${word}`);
  test.each<[string, Asked, readonly object[]]>([
    ["no body", { body: null }, [missing("body")]],
    [
      "no property",
      { body: {} },
      [missing("body", "external_location_id"), missing("body", "service_id")],
    ],
    ["no JSON", { body: "{" }, [item(["body"], "the body is not JSON", "value_error.jsondecode")]],
    ["a list", { body: [] }, [typed(["body"], "object", "dict")]],
    ["null", { body: "null" }, [item(["body"], "null is not allowed", "type_error.none")]],
    [
      "another media type",
      {
        headers: [
          ["x-api-key", "sample-client"],
          ["authorization", "Bearer sample-access-token"],
        ],
      },
      [typed(["body"], "object", "dict")],
    ],
    [
      "a null",
      { body: { ...place, service_id: null } },
      [item(["body", "service_id"], "null is not allowed", "type_error.none")],
    ],
    [
      "other types",
      { body: { ...place, service_id: 1, cancellation_reason: [] } },
      [
        typed(["body", "service_id"], "string", "str"),
        typed(["body", "cancellation_reason"], "string", "str"),
      ],
    ],
  ])("is told: %s", async (_, asked, detail) => {
    const answer = await cancel(await start(), 0, asked);
    expect(answer.status).toBe(422);
    const { detail: told } = json(answer) as { detail: readonly object[] };
    expect(told).toHaveLength(detail.length);
    expect(told).toEqual(expect.arrayContaining([...detail]));
    expect(headerOf(answer.headers, "content-type")).toBe("application/json");
  });
});

test.each(["status-204", "status-304"])("%s has no length", async (name) => {
  const trial = await start({ faults: [name] });
  const { text: seen } = await exchangeRaw(trial, plain(trial), "quiet");
  expect(seen).toMatch(/^HTTP\/1\.1 [23]04 /);
  expect(seen).not.toMatch(/content-length|transfer-encoding/i);
});
