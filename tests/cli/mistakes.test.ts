/** Mistakes in a command line or a bookings file: one sentence each, exit code 2, and no value repeated. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { run, temporaryFolder } from "./running.js";
import { environment, sandbox } from "./shared-sandbox.js";

const folder = temporaryFolder();

describe("a mistake is one sentence and exit code 2", () => {
  const cases: [string, string[], RegExp][] = [
    ["no command", [], /command is missing/],
    ["an unknown command", ["CANARY"], /no such command/],
    ["an unknown flag", ["check", "--nope"], /--nope is no flag of check/],
    ["a secret as a flag", ["check", "--access-token=CANARY"], /secrets are never flags/],
    ["a stray argument", ["check", "CANARY"], /not understood/],
    ["a flag without its value", ["check", "--base-url"], /--base-url needs a value/],
    ["a base URL that was not set", ["check", "--base-url", ""], /base URL is empty/],
    ["a pattern that fits nothing", ["check", "--only", "CANARY"], /No probe is left by --only/],
    ["a number that is none", ["check", "--timeout-ms", "CANARY"], /whole number/],
    ["an unknown format", ["check", "--report", "CANARY"], /takes one of pretty/],
    [
      "two machine formats on stdout",
      ["check", "--report", "json", "--report", "junit"],
      /Only one/,
    ],
    [
      "a booking without a server",
      ["check", "--booking", "CANARY", "--location", "l", "--service", "s"],
      /together with --base-url/,
    ],
    [
      "a booking without its location",
      ["check", "--booking", "CANARY"],
      /--location and --service/,
    ],
    [
      "a missing bookings file",
      ["check", "--bookings", "no-such.yaml"],
      /^The file of --bookings cannot be read \(ENOENT\): no-such\.yaml$/m,
    ],
    [
      "missing credentials",
      ["check", "--base-url", "http://127.0.0.1:9"],
      /SOLV_CLIENT_ID is missing/,
    ],
    ["a rate without a fault", ["sandbox", "--fault-rate", "1"], /give one/],
    [
      "a rate that is none",
      ["sandbox", "--fault", "reset-in-body", "--fault-rate", "CANARY"],
      /0 to 1/,
    ],
    ["an unknown fault", ["sandbox", "--fault", "CANARY"], /no fault of that name/],
  ];
  test.each(cases)("%s", async (_, argv, message) => {
    const { code, stdout, stderr } = await run(argv);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stdout + stderr).not.toMatch(/CANARY|at .*\.ts:/);
  });

  test.each(["check --bookings", "verify"])(
    "a file of a strange name is named in one line by %s",
    async (command) => {
      const name = "no\u001b[31m\n::error::such";
      const { code, stderr } = await run([...command.split(" "), name]);
      expect(code).toBe(2);
      expect(stderr).toContain("(ENOENT): no\ufffd[31m\ufffd::error::such\n");
    },
  );

  test("a port in use", async () => {
    const { port } = new URL(sandbox.baseUrl);
    const { code, stderr } = await run(["sandbox", "--port", port]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Port \d+ is in use/);
  });

  test.each([
    ["not a list", "{}", /list of at least one/],
    ["no id", "- external_location_id: CANARY", /external_booking_id must be/],
    [
      "an unknown property",
      '[{"external_booking_id":"a","external_location_id":"b","service_id":"c","CANARY":1}]',
      /unknown property/,
    ],
    [
      "an undocumented expectation",
      '[{"external_booking_id":"a","external_location_id":"b","service_id":"c","expect":{"CANARY":1}}]',
      /not documented/,
    ],
    [
      "an expectation of another type",
      '[{"external_booking_id":"a","external_location_id":"b","service_id":"c","expect":{"id":"CANARY"}}]',
      /expect\/id must be of type integer/,
    ],
    ["no YAML", "- a: [CANARY", /line \d+ cannot be read/],
    ["two documents", "- CANARY\n---\n- CANARY\n", /is neither JSON nor YAML: it cannot be read/],
  ])("a bookings file with %s", async (_, text, message) => {
    const file = join(folder, "broken.yaml");
    await writeFile(file, text);
    const before = sandbox.requests.length;
    const { code, stderr } = await run(["check", "--bookings", file], { env: environment() });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain("CANARY");
    expect(sandbox.requests).toHaveLength(before);
  });
});
