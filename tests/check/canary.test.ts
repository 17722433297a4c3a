/** Recognisable values in all that a check sends and receives, looked for in all that it says. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { type CheckOptions, checkContract } from "../../src/contract.js";
import { CANARY, leakIn } from "../report/canary.js";
import { BEHAVIOURS } from "../report/canary-server.js";
import { bookings, expectNothingSaid, fileOf, run, secrets, server } from "./canary-checks.js";
import { CALLS } from "./with-fault.js";

const BEGINNINGS = ["", "a", "ab", "abc"];

/** The same in a process of its own, where nobody catches what is not caught. */
function spawned(args: readonly string[], env: Record<string, string | undefined>) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", join(__dirname, "../../src/cli.ts"), ...args],
      { env: { ...process.env, ...env } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

test("the canary is found however it is written", () => {
  for (const text of [
    `x${CANARY.toUpperCase()}x`,
    encodeURIComponent(`/${CANARY}`),
    [...Buffer.from(CANARY)].map((byte) => `%${byte.toString(16).toUpperCase()}`).join(""),
    ...BEGINNINGS.map((before) => Buffer.from(`${before}${CANARY}!`).toString("base64")),
    Buffer.from(CANARY).toString("hex"),
  ]) {
    expect(leakIn(`before ${text} after`)).toContain("before");
  }
  expect(leakIn("Kanarien-vogel")).toBeUndefined();
});

/** Probes of each tier and kind; the whole plan is sent in `test:slow`. */
const SOME = CALLS.flatMap((call) =>
  [
    "*/auth/*/missing",
    "*/auth/*/garbage",
    "*/body/missing/*",
    "*/body/malformed",
    "*/mismatch/*",
    "*/cancel/valid/*",
    "*/cancel/repeat",
    "*/cancel/after/*",
    "*/path/slash",
  ].map((glob) => glob.replace("*", call)),
);

const ONLY = SOME.flatMap((glob) => ["--only", glob]);

describe("nothing that is secret is said by a check that is answered with", () => {
  test.each(Object.keys(BEHAVIOURS))("%s", (name) => expectNothingSaid(name, SOME));
});

describe("nothing that is secret is said by a process that", () => {
  const base = () => ["check", "--base-url", server.baseUrl];
  const file = (name: string, value: unknown) => [
    ...base(),
    "--bookings",
    fileOf(name, typeof value === "string" ? value : JSON.stringify(value)),
  ];
  const [first = {}] = bookings;
  test.each<[string, number, () => readonly string[], Record<string, string | undefined>?]>([
    [
      "checks",
      1,
      () => [...file("all.yaml", bookings), "--allow-cancel", "--report", "json", ...ONLY],
    ],
    [
      "checks with single bookings",
      1,
      () => [...base(), "--booking", CANARY, "--location", CANARY, "--service", CANARY, ...ONLY],
    ],
    ["prints its plan", 0, () => [...file("plan.json", bookings), "--dry-run", "--allow-cancel"]],
    ["is given a file that is no list", 2, () => file("no-list", { [CANARY]: CANARY })],
    ["is given a file that is no YAML", 2, () => file("no-yaml", `a: "${CANARY}\n${CANARY}: [`)],
    ["is given an unknown property", 2, () => file("unknown", [{ ...first, [CANARY]: CANARY }])],
    ["is given an odd id", 2, () => file("odd-id", [{ ...first, service_id: [CANARY] }])],
    ["is given a booking twice", 2, () => file("twice", [first, first])],
    [
      "is told to expect what is not documented",
      2,
      () => file("expect", [{ ...first, expect: { [CANARY]: CANARY } }]),
    ],
    [
      "is told to expect another kind",
      2,
      () => file("kind", [{ ...first, expect: { id: CANARY, last_name: CANARY } }]),
    ],
    [
      "is given a token with a line break",
      2,
      base,
      { ...secrets, SOLV_ACCESS_TOKEN: `${CANARY}\nX-${CANARY}: 1` },
    ],
    ["is granted no token", 2, base, { ...secrets, SOLV_ACCESS_TOKEN: undefined }],
    ["finds no server", 2, () => ["check", "--base-url", "http://127.0.0.1:1"]],
    [
      "is given credentials in the URL",
      2,
      () => ["check", "--base-url", `https://${CANARY}@a.example`],
    ],
    ["is given no URL", 2, () => ["check", "--base-url", CANARY]],
    ["is given an argument too many", 2, () => ["check", CANARY]],
    ["is given a secret as a flag", 2, () => ["check", `--access-token=${CANARY}`]],
    ["is given a command that it does not have", 2, () => [CANARY]],
  ])("%s", async (name, code, args, env = secrets) => {
    server.behaviour =
      BEHAVIOURS[name === "is granted no token" ? "refusals that echo" : "conforming bookings"] ??
      server.behaviour;
    // One in a process of its own stands for all: what it adds to the others is the same for each.
    const said = await (name === "checks" ? spawned : run)(args(), env);
    expect(said.code).toBe(code);
    expect(`${said.stdout}${said.stderr}`).not.toBe("");
    expect([said.stdout, said.stderr].map(leakIn).filter(Boolean)).toEqual([]);
  });
});

describe("nothing that is secret is in what the library hands out", () => {
  const options = (): CheckOptions => ({
    baseUrl: server.baseUrl,
    clientId: secrets.SOLV_CLIENT_ID,
    accessToken: secrets.SOLV_ACCESS_TOKEN,
    bookings,
    allowCancel: true,
    only: SOME,
  });

  test("as report or as progress", async () => {
    for (const name of ["conforming bookings", "bookings that are broken everywhere"]) {
      server.behaviour = BEHAVIOURS[name] ?? server.behaviour;
      const events: unknown[] = [];
      const report = await checkContract({
        ...options(),
        onProgress: (event) => events.push(event),
      });
      expect(events.length).toBeGreaterThan(30);
      expect(leakIn(inspect([report, events], { depth: null, maxArrayLength: null }))).toBe(
        undefined,
      );
    }
  });

  test.each<[string, Partial<CheckOptions>]>([
    ["refused credentials", {}],
    ["no HTTP", { accessToken: "", clientSecret: secrets.SOLV_CLIENT_SECRET }],
    ["refusals that echo", { accessToken: "", clientSecret: secrets.SOLV_CLIENT_SECRET }],
    ["conforming bookings", { accessToken: `${CANARY}\n`.repeat(2) }],
    ["conforming bookings", { baseUrl: `http://${CANARY}.example` }],
    ["conforming bookings", { baseUrl: "http://127.0.0.1:1" }],
  ])("as an error after %s and with %j", async (name, change) => {
    server.behaviour = BEHAVIOURS[name] ?? server.behaviour;
    const error: unknown = await checkContract({ ...options(), ...change }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name: "CannotRunError" });
    expect(leakIn(inspect(error, { depth: null, showHidden: true }))).toBeUndefined();
  });
});
