/** A check as a process that gets one signal while a cancel is under way: its reports, HAR, journal and end. */
import { expect, test } from "@jest/globals";
import { cancelled } from "../check/raw-server.js";
import { expectOpenQuestion, interrupted, lines, TIME } from "./signalled.js";

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s during a cancel that is never answered",
  (signal) => expectOpenQuestion([signal]),
  TIME,
);

test(
  "a cancel that is answered after the signal is no open question",
  async () => {
    const { end, seen, read } = await interrupted(
      (child) => child.kill("SIGTERM"),
      () => cancelled(1),
    );
    expect([end, seen.length]).toEqual([130, 1]);
    expect(read("json")).not.toContain("may be cancelled");
    expect(JSON.parse(read("json") ?? "")).toMatchObject({ interrupted: true });
  },
  TIME,
);

test(
  "SIGKILL leaves the journal, and nothing else",
  async () => {
    const { end, read } = await interrupted(
      (child) => child.kill("SIGKILL"),
      () => undefined,
    );
    expect([end, read("json")]).toEqual(["SIGKILL", undefined]);
    expect(lines(read("journal"))).toMatchObject([{ booking: 1 }]);
  },
  TIME,
);
