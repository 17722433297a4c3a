/** What the options become: every default, every bound, and what a page may not do. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { servers } from "../../generated/description.js";
import { SolvConfigurationError } from "../../src/client/errors.js";
import { misconfigured } from "../../src/client/mistakes.js";
import type { BaseClientOptions } from "../../src/client/options.js";
import { checkOptions, credential, integerOption, isBrowser } from "../../src/client/settings.js";
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
