/** What the options become: every default and bound, base URLs and credentials, and what a page may not do. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { servers } from "../../generated/description.js";
import { SolvConfigurationError } from "../../src/client/errors.js";
import { misconfigured } from "../../src/client/mistakes.js";
import type { BaseClientOptions } from "../../src/client/options.js";
import { checkOptions, credential, integerOption, isBrowser } from "../../src/client/settings.js";
import { parseBaseUrl, parseCredential } from "../../src/http/base-url.js";
import { VERSION } from "../../src/solv/package.js";

const page = globalThis as { document?: unknown; importScripts?: unknown };
afterEach(() => {
  delete page.document;
  delete page.importScripts;
});

const base = { clientId: "sample-client", accessToken: "sample-token" };
const options: BaseClientOptions = { ...base, baseUrl: "https://a.example/solv/" };
const userAgent = ["user-agent", `solv-external-bookings/${VERSION}`];
const defaults = {
  origin: "https://a.example",
  prefix: "/solv",
  headers: [["accept", "application/json"], userAgent],
  ...base,
  clientSecret: undefined,
  added: [],
  grantType: "service_api",
  scope: undefined,
  timeoutMs: 30_000,
  maxRetries: 2,
  maxBodyBytes: 1_048_576,
  retryUnknownOutcome: false,
  report: false,
  onFinding: undefined,
  hooks: options,
};

test("what is left out has a default", () => {
  expect(checkOptions(options)).toEqual(defaults);
});

test("what is given is taken", () => {
  const given: BaseClientOptions = {
    environment: "staging",
    clientId: " c ",
    clientSecret: " s ",
    grantType: " g ",
    scope: "read:bookings,write:bookings",
    headers: { "X-Partner-System": "sample", "User-Agent": "sample/1", absent: undefined },
    timeoutMs: 1,
    maxRetries: 0,
    maxBodyBytes: 1,
    retryUnknownOutcome: true,
    onContractViolation: "report",
    onFinding: () => undefined,
  };
  expect(checkOptions(given)).toEqual({
    origin: "https://partner-api-staging.solvhealth.com",
    prefix: "",
    headers: [
      ["accept", "application/json"],
      ["user-agent", "sample/1"],
    ],
    added: [["x-partner-system", "sample"]],
    clientId: "c",
    accessToken: undefined,
    clientSecret: "s",
    grantType: "g",
    scope: "read:bookings,write:bookings",
    timeoutMs: 1,
    maxRetries: 0,
    maxBodyBytes: 1,
    retryUnknownOutcome: true,
    report: true,
    onFinding: given.onFinding,
    hooks: given,
  });
  const accessToken = () => "sample-token";
  expect(checkOptions({ ...options, accessToken })).toMatchObject({ accessToken });
  expect(checkOptions({ ...options, accessToken: " t " })).toMatchObject({ accessToken: "t" });
  expect(checkOptions({ ...options, onContractViolation: "throw" })).toMatchObject({
    report: false,
  });
  expect(checkOptions({ ...base, environment: "production" })).toMatchObject({
    origin: "https://partner-api.solvhealth.com",
  });
});

test("only true repeats what may have been applied", () => {
  const given = { ...options, retryUnknownOutcome: "no" } as unknown as BaseClientOptions;
  expect(checkOptions(given).retryUnknownOutcome).toBe(false);
});

const either = "Give either accessToken or clientSecret.";
const target = "Give either environment or baseUrl.";

test.each<[object, string]>([
  [{ accessToken: undefined }, either],
  [{ clientSecret: "s" }, either],
  [{ baseUrl: undefined }, target],
  [{ environment: "staging" }, target],
  [{ baseUrl: undefined, environment: "test" }, "environment must be production or staging."],
  [{ baseUrl: undefined, environment: "" }, "environment must be production or staging."],
  [
    { baseUrl: "nowhere" },
    "The base URL has no scheme: write https:// in front of it, or http:// on loopback.",
  ],
  [{ baseUrl: "https://" }, "The base URL is not a URL."],
  [
    { baseUrl: "http://other", allowHttp: ["provider"] },
    "The base URL must be https; plain http is for loopback, and for hosts that are allowed by name (allowHttp).",
  ],
  [
    { allowHttp: "*" },
    "allowHttp must name hosts, such as `provider`, without a scheme, port or pattern.",
  ],
  [{ allowHttp: 7 }, "allowHttp must be a list of host names."],
  ...servers.map(({ url }): [object, string] => [
    { baseUrl: url.replace("https:", "http:"), allowHttp: [new URL(url).hostname] },
    "allowHttp cannot name a server that the description documents.",
  ]),
  [{ onContractViolation: "warn" }, "onContractViolation must be throw or report."],
  [{ grantType: "" }, "grantType must be visible ASCII without spaces, and not empty."],
  [{ clientId: 7 }, "clientId must be visible ASCII without spaces, and not empty."],
  [{ accessToken: "CANARY b" }, "accessToken must be visible ASCII without spaces, and not empty."],
  [{ timeoutMs: 0 }, "timeoutMs must be a whole number from 1 to 2147483647."],
  [{ maxRetries: -1 }, "maxRetries must be a whole number from 0 to 2147483647."],
  [{ maxBodyBytes: 0 }, "maxBodyBytes must be a whole number from 1 to 2147483647."],
])("%j is refused: %s", (change, message) => {
  const check = () => checkOptions({ ...options, ...change } as BaseClientOptions);
  expect(check).toThrow(misconfigured(message));
  expect(check).toThrow(SolvConfigurationError);
});

test("plain http is allowed to a host that is named", () => {
  const named = { ...options, baseUrl: "http://provider:8000/api", allowHttp: ["Provider"] };
  expect(checkOptions(named as BaseClientOptions)).toMatchObject({
    origin: "http://provider:8000",
    prefix: "/api",
  });
});

describe("a whole number", () => {
  test.each([0, 1, 2 ** 31 - 1])("may be %s", (value) => {
    expect(integerOption("sample", value, 0)).toBe(value);
  });

  test.each([-1, 2 ** 31, 1.5, Number.NaN, "1", undefined, null])("is not %j", (value) => {
    expect(() => integerOption("sample", value, 0)).toThrow(
      "sample must be a whole number from 0 to",
    );
  });
});

test("a credential loses the spaces around it", () => {
  expect(credential("sample", " a ")).toBe("a");
  expect(() => credential("sample", "CANARY b")).toThrow("sample must be visible ASCII");
});

describe.each(["document", "importScripts"] as const)("where there is %s", (name) => {
  test("a secret is refused, and the user agent is the browser's own", () => {
    expect(isBrowser()).toBe(false);
    page[name] = undefined;
    expect(isBrowser()).toBe(true);
    expect(checkOptions(options).headers).toEqual([["accept", "application/json"]]);
    const secret = { baseUrl: "https://a.example", clientId: "c", clientSecret: "s" };
    expect(() => checkOptions(secret)).toThrow(
      "A clientSecret must not be used in a browser. Give an accessToken.",
    );
  });
});

const scheme =
  "The base URL must be https; plain http is for loopback, and for hosts that are allowed by name (allowHttp).";
const bare = "The base URL must have no user, query or fragment.";

describe("a base URL", () => {
  test.each([
    ["https://a.example", "https://a.example", "a.example", ""],
    ["https://a.example/", "https://a.example", "a.example", ""],
    ["https://A.example:443//", "https://a.example", "a.example", ""],
    ["https://a.example:8443/solv", "https://a.example:8443", "a.example:8443", "/solv"],
    ["https://a.example/solv/v2///", "https://a.example", "a.example", "/solv/v2"],
    ["http://localhost:81", "http://localhost:81", "localhost:81", ""],
    ["http://[::1]:81/x", "http://[::1]:81", "[::1]:81", "/x"],
    ["http://127.0.0.1:81", "http://127.0.0.1:81", "127.0.0.1:81", ""],
    ["http://127.10.20.30", "http://127.10.20.30", "127.10.20.30", ""],
    ["http://127.1", "http://127.0.0.1", "127.0.0.1", ""],
  ])("%s is taken apart", (given, origin, host, prefix) => {
    expect(parseBaseUrl(given)).toEqual({ origin, host, prefix });
    expect(parseBaseUrl(new URL(given))).toEqual({ origin, host, prefix });
  });

  test.each([
    [
      "a.example",
      "The base URL has no scheme: write https:// in front of it, or http:// on loopback.",
    ],
    [undefined, "The base URL is not a URL."],
    ["http://a.example", scheme],
    ["ftp://127.0.0.1", scheme],
    ["ws://localhost", scheme],
    ["http://localhost.example", scheme],
    ["http://not-localhost", scheme],
    ["http://127.0.0.1.example", scheme],
    ["http://a127.0.0.1", "The base URL is not a URL."],
    ["http://128.0.0.1", scheme],
    ["http://[::2]", scheme],
    ["https://user@a.example", bare],
    ["https://:word@a.example", bare],
    ["https://a.example/?a=b", bare],
    ["https://a.example/#a", bare],
    ["http://user@localhost", bare],
  ])("%s is refused with a reason", (given, reason) => {
    expect(parseBaseUrl(given)).toBe(reason);
  });
});

describe("a credential", () => {
  test.each([
    ["sample-token", "sample-token"],
    ["  sample-token\t", "sample-token"],
    ["!", "!"],
    ["~", "~"],
    ["", undefined],
    [" ", undefined],
    ["a b", undefined],
    ["a\u0000", undefined],
    ["\u0000a", undefined],
    ["a\u007f", undefined],
    ["€a", undefined],
    ["a€", undefined],
    ["a\r\nb", undefined],
    [7, undefined],
    [["a"], undefined],
    [undefined, undefined],
  ])("%j is read as %j", (given, read) => {
    expect(parseCredential(given)).toBe(read);
  });
});
