/** `solv-contract sandbox`: what it says of itself, what it takes, and its end. */
import net from "node:net";
import { describe, expect, test } from "@jest/globals";
import { faults } from "../../src/sandbox/faults.js";
import { startSandbox } from "../../src/sandbox.js";
import { run } from "./running.js";
import { sandbox } from "./shared-sandbox.js";

const FAULT_NUMBERS = ["--fault-rate", "--fault-times"];

describe("solv-contract sandbox", () => {
  test("lists its faults, for people or as JSON, and ends", async () => {
    const { code, stdout } = await run(["sandbox", "--faults"]);
    expect(code).toBe(0);
    const sections = stdout.trimEnd().split("\n\n");
    const kinds = [...new Set(faults.map(({ kind }) => kind))];
    expect(sections.map((text) => text.split(" (")[0])).toEqual(kinds);
    for (const { name, kind, sentence } of faults) {
      const section = sections.find((text) => text.startsWith(`${kind} (`));
      expect(section?.split("\n")).toContain(`  ${name}: ${sentence}`);
    }
    const json = await run(["sandbox", "--faults", "--format", "json"]);
    expect(JSON.parse(json.stdout)).toEqual(JSON.parse(JSON.stringify(faults)));
    expect(json.stdout.endsWith("]\n")).toBe(true);
  });

  test("says how to reach it, in words that a shell reads", async () => {
    const { code, stdout } = await run(["sandbox", "--port", "0"], {
      onWrite: (_text, interrupt) => interrupt(),
    });
    expect(code).toBe(0);
    const text = stdout.replace(/127\.0\.0\.1:\d+/, "HOST");
    const { clientId, clientSecret, accessToken, ...others } = sandbox.credentials;
    expect(text).toBe(
      [
        "The sandbox listens on loopback; all it holds is invented. For another terminal:",
        "",
        "export SOLV_BASE_URL=http://HOST",
        `export SOLV_CLIENT_ID='${clientId}'`,
        `export SOLV_CLIENT_SECRET='${clientSecret}'`,
        `export SOLV_ACCESS_TOKEN='${accessToken}'`,
        `export SOLV_UNSCOPED_ACCESS_TOKEN='${others.unscopedAccessToken}'`,
        `export SOLV_EXPIRED_ACCESS_TOKEN='${others.expiredAccessToken}'`,
        "",
        "Bookings (external_booking_id, external_location_id, service_id):",
        ...sandbox.bookings.map(
          (booking) =>
            `  '${booking.external_booking_id}'  '${booking.external_location_id}'  '${booking.service_id}'`,
        ),
        "",
        "Ctrl-C ends it.",
        "",
      ].join("\n"),
    );
  });

  test("names every booking that was asked for", async () => {
    const { stdout } = await run(["sandbox", "--bookings", "20"], {
      onWrite: (_text, interrupt) => interrupt(),
    });
    const own = await startSandbox({ bookings: 20 });
    await own.close();
    const ids = own.bookings.map(({ external_booking_id: id }) => id);
    for (const id of ids) expect(stdout).toContain(`  '${id}'  '`);
  });

  test("says so as JSON when asked to", async () => {
    const { stdout } = await run(["sandbox", "--format", "json", "--bookings", "12"], {
      onWrite: (_text, interrupt) => interrupt(),
    });
    const { baseUrl, credentials: given, bookings } = JSON.parse(stdout);
    expect(baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(given).toEqual(sandbox.credentials);
    expect(bookings).toHaveLength(12);
  });

  test.each([
    [["--port", "65536"], "--port takes a whole number from 0 to 65535."],
    [["--bookings", "0"], "--bookings takes a whole number from 1 to 100000."],
    [["--seed", "4294967296"], "--seed takes a whole number from 0 to 4294967295."],
    [["--pace-ms", "0"], "--pace-ms takes a whole number from 1 to 600000."],
    [
      ["--fault", "status-500", "--fault-times", "0"],
      "--fault-times takes a whole number from 1 to 1000000.",
    ],
    [
      ["--fault", "status-500", "--fault-rate", " "],
      "The fault rate has to be a number from 0 to 1.",
    ],
    [["--nope"], "--nope is no flag of sandbox. `solv-contract sandbox --help` lists the flags."],
    [["--format", "html"], "--format takes one of pretty, json."],
    [
      ["--fault", "none"],
      "There is no fault of that name. `solv-contract sandbox --faults` lists them.",
    ],
    ...FAULT_NUMBERS.map((flag): [string[], string] => [
      [flag, "1"],
      "--fault-rate and --fault-times say how often a --fault is met; give one.",
    ]),
  ])("%j is a mistake", async (flags, sentence) => {
    expect(await run(["sandbox", ...flags])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `${sentence}\n`,
    });
  });
});

test("a fault can be limited to the first calls", async () => {
  const flags = ["--format", "json", "--fault", "html-502", "--fault-times", "1"];
  let statuses: number[] = [];
  let asked: Promise<void> | undefined;
  await run(["sandbox", ...flags], {
    stdout: {
      write: (text) => {
        const { baseUrl } = JSON.parse(text) as { baseUrl: string };
        const url = `${baseUrl}/v1/partner/external_bookings/no-such-booking`;
        const ask = async () => (await fetch(url, { method: "DELETE" })).status;
        asked = ask().then(async (first) => {
          statuses = [first, await ask()];
        });
      },
    },
    onInterrupt: (listener) => {
      void asked?.then(listener);
      return () => {};
    },
  });
  expect(statuses).toEqual([502, 401]);
});

test("the sandbox says how to reach it and ends when interrupted", async () => {
  const { code, stdout } = await run(["sandbox"], {
    onWrite: (text, interrupt) => text.includes("Ctrl-C") && interrupt(),
  });
  expect(code).toBe(0);
  const port = Number(/SOLV_BASE_URL=http:\/\/127\.0\.0\.1:(\d+)/.exec(stdout)?.[1]);
  const refused = await new Promise<boolean>((resolve) => {
    net
      .connect(port, "127.0.0.1")
      .once("error", () => resolve(true))
      .once("connect", () => resolve(false));
  });
  expect(refused).toBe(true);
});

test("a port in use", async () => {
  const { port } = new URL(sandbox.baseUrl);
  const { code, stderr } = await run(["sandbox", "--port", port]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/Port \d+ is in use/);
});
