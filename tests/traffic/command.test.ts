import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { main } from "../../src/cli/main.js";
import { booking, cancel, entry, har, ndjson } from "./samples.js";

async function run(args: readonly string[], stdin: string | Uint8Array = "") {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  async function* input() {
    yield Buffer.from(stdin as Uint8Array);
  }
  const code = await main(["verify", ...args], {
    env: {},
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    stdin: input(),
    onInterrupt: () => () => {},
  });
  return { code, ...written };
}

describe("solv-contract verify", () => {
  test("reads stdin and reports as it is asked to", async () => {
    const good = await run(["-"], gzipSync(har([entry(cancel())])));
    expect(good).toMatchObject({ code: 0, stderr: "" });
    expect(good.stdout).toMatch(
      /^Contract verification of stdin\n[\s\S]*\nConforms: 1 passed, 1 skipped\n$/,
    );
    const json = await run(["-", "--report", "json"], ndjson(cancel()));
    expect(JSON.parse(json.stdout)).toMatchObject({ kind: "verify", verdict: "conforms" });
  });

  test("exits with 1 for findings, and for warnings when asked", async () => {
    const broken = ndjson(cancel({ responseBody: booking((b) => delete b.id) }));
    expect(await run(["-"], broken)).toMatchObject({ code: 1 });
    const warned = ndjson(cancel({ status: 404 }));
    expect(await run(["-"], warned)).toMatchObject({ code: 0 });
    expect(await run(["-", "--fail-on", "warning"], warned)).toMatchObject({ code: 1 });
  });

  test("exits with 2 and a sentence when nothing could be judged", async () => {
    const nothing = await run(["-"], ndjson(cancel({ url: "/other" }), "not JSON"));
    expect(nothing.code).toBe(2);
    expect(nothing.stdout).toContain("unreadable, not JSON: stdin:2");
    expect(nothing.stderr).toBe("Nothing could be judged: no exchange of the API was read.\n");
  });

  test("judges what was recorded in front of a gateway", async () => {
    const url = "https://gateway.example/partner-api/v1/partner/external_bookings/sample-1";
    const lines = ndjson(cancel({ url }));
    const hint = await run(["-"], lines);
    expect(hint).toMatchObject({ code: 2 });
    expect(hint.stdout).toContain("a described path behind another one, which a base URL would");
    const judged = await run(["-", "--base-url", "https://gateway.example/partner-api/"], lines);
    expect(judged).toMatchObject({ code: 0, stderr: "" });
  });

  test.each([
    [[], "verify needs a file of recorded traffic, or -."],
    [["-", "-"], "stdin (-) can be read only once."],
    [["no-such-file.har"], "Recorded traffic could not be read (ENOENT): no-such-file.har"],
    [
      ["-", "--base-url", "gateway.example/api?token=CANARY"],
      "The base URL of the traffic is an http(s) URL such as https://gateway.example/partner-api, " +
        "or its path alone, without user, query and fragment.",
    ],
    [["-", "--fail-on", "x"], "--fail-on takes one of error, warning."],
    [
      ["-", "--har", "x"],
      "--har is no flag of verify. `solv-contract verify --help` lists the flags.",
    ],
  ])("%j is a usage error", async (args, sentence) => {
    expect(await run(args)).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
  });
});
