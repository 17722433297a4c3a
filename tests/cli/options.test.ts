/** Flags and bookings files, each rule by itself: what a mistake's sentence says, and that it repeats no value. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { errorCode, oneOf, textOf, wholeNumber } from "../../src/cli/flags.js";
import { HELP } from "../../src/cli/help.js";
import { main } from "../../src/cli/main.js";
import { parseYaml } from "../../src/cli/yaml.js";
import { conforming } from "../report/sample.js";
import { mistake, run, surroundings, temporaryFolder } from "./running.js";
import { environment, sandbox } from "./shared-sandbox.js";

const CREDENTIALS = ["access-token", "client-secret", "client-id", "api-key"];
const BOOKING_FLAGS = ["--location", "--service"];

const folder = temporaryFolder();

describe("a whole number", () => {
  const read = (text?: string) => wholeNumber("--n", text, { min: 1, max: 64 });
  test("may be left out, and lies between its bounds, which are allowed", () => {
    expect([undefined, "1", "64", "007"].map(read)).toEqual([undefined, 1, 64, 7]);
  });
  test.each(["0", "65", "1.5", "-1", "1e1", "", " 1", "1 ", "x1"])("is not %j", async (text) => {
    expect(await mistake(() => read(text))).toBe("--n takes a whole number from 1 to 64.");
  });
});

test("a word is one of a list, or left out", async () => {
  const read = (text?: string) => oneOf("--w", text, ["a", "b"]);
  expect([undefined, "b"].map(read)).toEqual([undefined, "b"]);
  expect(await mistake(() => read("c"))).toBe("--w takes one of a, b.");
});

test("a file is read as text, or named with the reason", async () => {
  const file = join(folder, "text");
  await writeFile(file, "é");
  expect(await textOf("--f", file)).toBe("é");
  expect(await mistake(() => textOf("--f", join(folder, "none")))).toBe(
    `The file of --f cannot be read (ENOENT): ${join(folder, "none")}`,
  );
  await writeFile(file, Buffer.from([0x61, 0xe9]));
  expect(await mistake(() => textOf("--f", file))).toBe(
    `The file of --f cannot be read (not UTF-8): ${file}`,
  );
  expect(errorCode(new Error("x"))).toBe("unknown error");
});

test("YAML is a value, or the line that cannot be read", () => {
  expect(parseYaml('{"a": [1]}')).toEqual({ value: { a: [1] } });
  expect(parseYaml("a: 1\nb: [1\n")).toEqual({ line: 3 });
  // Of two documents, neither is to blame by a line of its own.
  expect(parseYaml("a: 1\n---\nb: 1\n")).toEqual({ line: 0 });
});

test.each(["check", "verify", "sandbox"])("%s explains itself", async (command) => {
  const { code, stdout } = await run([command, "--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("Examples");
});

describe("a command line", () => {
  const HINT = "`solv-contract check --help` lists the flags.";

  test.each([
    [["--help"], "overview"],
    [["-h"], "overview"],
    [["help"], "overview"],
    [["nonsense", "--help"], "overview"],
    [["check", "--nonsense", "-h"], "check"],
    [["verify", "--help"], "verify"],
    [["sandbox", "--help"], "sandbox"],
  ] as const)("%j explains", async (argv, topic) => {
    expect(await run(argv)).toEqual({ code: 0, stdout: `${HELP[topic]}\n`, stderr: "" });
  });

  // Mend a wanted change with `jest -u`.
  test.each(Object.entries(HELP))("has a help text for %s", (_name, text) => {
    expect(`\n${text}\n`).toMatchSnapshot();
  });

  test("tells its version", async () => {
    const { code, stdout } = await run(["--version"]);
    expect([code, stdout]).toEqual([0, `${conforming.tool.version}\n`]);
  });

  test.each([
    [[], "A command is missing. Use check, verify or sandbox; --help explains them."],
    [["toString"], "There is no such command. Use check, verify or sandbox; --help explains them."],
    [["check", "CANARY"], `Argument 1 of check was not understood: it belongs to no flag. ${HINT}`],
    [["check", "--nope"], `--nope is no flag of check. ${HINT}`],
    ...CREDENTIALS.map((name): [string[], string] => [
      ["check", `--${name}=CANARY`],
      `--${name} is no flag: secrets are never flags. Set the SOLV_… variables; ${HINT}`,
    ]),
    [["check", "--only"], `--only needs a value. ${HINT}`],
    [["check", "--only", "--bail"], `--only needs a value. ${HINT}`],
    [["check", "--bail=CANARY"], `--bail takes no value. ${HINT}`],
    [
      ["check", "--only", "a", "--location", "b", "--location=b"],
      "--location can be given only once.",
    ],
    [["verify", "-", "--format", "json", "--format", "html"], "--format can be given only once."],
    [["sandbox", "--port", "1", "--port", "2"], "--port can be given only once."],
    [["check", "--har", ""], "--har needs a file."],
    [
      ["check", "--base-url", ""],
      "The base URL is empty. Set --base-url or SOLV_BASE_URL, or neither to check the sandbox.",
    ],
    [
      ["check", "--base-url", "http://127.0.0.1:9"],
      "SOLV_CLIENT_ID is missing: every call carries it.",
    ],
    ...[
      ["--report", "json=a/b", "--report", "html=a/../a/b"],
      ["--report", "json=./a", "--har", "a"],
    ].map((flags): [string[], string] => [
      ["check", ...flags],
      "Each --report, --har and --journal needs a file of its own.",
    ]),
    [["check", "--timeout-ms", "0"], "--timeout-ms takes a whole number from 1 to 600000."],
    [["check", "--concurrency", "65"], "--concurrency takes a whole number from 1 to 64."],
    [["check", "--fail-on", "CANARY"], "--fail-on takes one of error, warning."],
    ...[["--allow-cancel"], ["--booking", "CANARY", "--location", "l", "--service", "s"]].map(
      (flags): [string[], string] => [
        ["check", ...flags],
        "A booking can only be given together with --base-url: the sandbox brings its own.",
      ],
    ),
    [
      ["check", "--allow-cancel", "--base-url", "http://127.0.0.1:1"],
      "--allow-cancel needs a booking to cancel: give --booking or --bookings.",
    ],
    [
      ["check", "--booking", "a", "--bookings", "f"],
      "Give bookings either with --booking or with --bookings, not both.",
    ],
    ...BOOKING_FLAGS.map((flag): [string[], string] => [
      ["check", "--booking", "a", flag, "b"],
      "--booking needs --location and --service: the request body holds them.",
    ]),
    ...BOOKING_FLAGS.map((flag): [string[], string] => [
      ["check", flag, "b"],
      "--location and --service belong to a --booking, and none was given.",
    ]),
    [
      ["check", "--booking", "..", "--location", "b", "--service", "c"],
      '--booking, booking 1: "." and ".." would become another URL.',
    ],
  ])("%j is a mistake", async (argv, sentence) => {
    expect(await run(argv)).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
  });

  test("that fails in an unforeseen way quotes nothing of it", async () => {
    for (const [error, kind] of [
      [new RangeError("CANARY"), "RangeError"],
      [Object.assign(new Error("CANARY"), { code: "EPERM" }), "EPERM"],
      [{}, "unknown"],
    ] as const) {
      const { io, written } = surroundings({
        onInterrupt: () => {
          throw error;
        },
      });
      expect(await main(["check"], io)).toBe(2);
      expect(written.stderr).toBe(
        `solv-contract failed in a way it did not foresee (${kind}). Please report it, with the command but without its secrets.\n`,
      );
    }
  });

  test.each([
    [["--timeout-ms", "0"], /--timeout-ms takes/],
    [["--fail-on", "x"], /--fail-on takes/],
    [["--base-url", "CANARY"], /^The base URL has no scheme/],
    [["--only", "CANARY"], /^No probe is left/],
  ])("is as wrong for a dry run with %j", async (flags, sentence) => {
    const { code, stdout, stderr } = await run(["check", "--dry-run", ...flags]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(sentence);
  });

  test("for a dry run prints the plan and says that nothing was sent", async () => {
    const { code, stdout, stderr } = await run(["check", "--dry-run", "--only", "*/body/none"]);
    expect([code, stderr]).toEqual([0, "Nothing was sent.\n"]);
    expect(stdout.match(/^(cancelExternalBooking|createAccessToken)\/\S+$/gm)).toEqual([
      "cancelExternalBooking/control",
      "cancelExternalBooking/body/none",
      "createAccessToken/control",
      "createAccessToken/body/none",
    ]);
    const skipped = await run(["check", "--dry-run", "--skip", "createAccessToken/*"]);
    expect(skipped.stdout).not.toContain("createAccessToken/");
  });
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
