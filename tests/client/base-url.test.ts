/** Where the client and the check may send anything, and what may go there as a credential. */
import { describe, expect, test } from "@jest/globals";
import { parseBaseUrl, parseCredential } from "../../src/http/base-url.js";

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
