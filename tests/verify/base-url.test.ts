/** Recorded traffic behind a base URL: what belongs to the API, and what is a mistake. */
import { expect, test } from "@jest/globals";
import { verifyTraffic } from "../../src/verify/verify.js";
import { booking, cancel, entry, har, ndjson, source } from "./samples.js";

const path = "/v1/partner/external_bookings/sample-1";
const broken = { responseBody: booking((one) => delete one.id) };

/** Whether an exchange of this URL was judged, or why not. */
async function judged(url: string, baseUrl?: string): Promise<string> {
  const lines = ndjson(cancel({ url, ...broken }));
  const options = baseUrl === undefined ? {} : { baseUrl };
  const { summary, setAside } = await verifyTraffic([source("log", lines)], options);
  expect(summary.exchanges).toBe(1);
  return summary.errors === 1 ? "judged" : (setAside?.[0]?.reason ?? "nothing");
}

const elsewhere = "not sent to the base URL";
const hint = "a described path behind another one, which a base URL would name";

test.each([
  [`https://gw.example/api${path}`, "https://gw.example/api", "judged"],
  [`https://gw.example/api${path}`, "https://gw.example/api/", "judged"],
  [`https://gw.example/api${path}`, "https://gw.example/api//", "judged"],
  [`HTTPS://GW.example:443/api${path}?a=b`, "https://gw.example/api", "judged"],
  [`https://gw.example/api${path}`, "/api", "judged"],
  [`/api${path}`, "https://gw.example/api", "judged"],
  [`/a/b/c${path}`, "/a/b/c", "judged"],
  [`https://gw.example${path}`, "https://gw.example", "judged"],
  [`https://gw.example${path}`, "/", "judged"],
  [`https://gw.example${path}`, undefined, "judged"],
  [`https://other.example/api${path}`, "https://gw.example/api", elsewhere],
  [`http://gw.example/api${path}`, "https://gw.example/api", elsewhere],
  [`https://gw.example/apis${path}`, "https://gw.example/api", elsewhere],
  [`https://gw.example${path}`, "https://gw.example/api", elsewhere],
  [`https://gw.example/api/more${path}`, "https://gw.example/api", hint],
  [`https://gw.example/api${path}`, undefined, hint],
  ["/api/v1/auth/token", undefined, hint],
  ["/api/v1/partner/others/sample-1", undefined, "a path that is not described"],
  ["/partner/external_bookings/sample-1", undefined, "a path that is not described"],
])("%s with the base URL %s is %s", async (url, baseUrl, result) => {
  expect(await judged(url, baseUrl)).toBe(result);
});

test.each([
  "",
  "gw.example/api",
  "ftp://gw.example",
  "xhttp://gw.example",
  "httpx://gw.example",
  "https://u@gw.example",
  "/a?b",
  "/a#b",
  "//",
])("%j is no base URL", async (baseUrl) => {
  await expect(verifyTraffic([], { baseUrl })).rejects.toMatchObject({
    name: "CannotRunError",
    message: expect.stringMatching(/^The base URL .* such as .*, or its path alone, without .*\.$/),
  });
});

test("repeats are recognised behind a base URL as well", async () => {
  const at = (index: number, parts = {}) =>
    entry(cancel({ url: `https://gw.example/api${path}${index}`, ...parts }));
  const lines = [...Array.from({ length: 50 }, (_, index) => at(index)), at(50, broken)];
  const other = entry(cancel({ url: `https://other.example/api${path}1` }));
  const report = await verifyTraffic([source("log", har([...lines, other, ...lines]))], {
    baseUrl: "https://gw.example/api",
  });
  expect(report.summary).toMatchObject({ exchanges: 103, unmatched: 1, errors: 1 });
  const [judged] = report.results.filter(({ outcome }) => outcome !== "skipped");
  expect(judged).toMatchObject({ exchanges: 102 });
});
