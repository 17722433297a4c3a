/** A check as a process that is ended while a cancel is under way: what it leaves behind; more of it in `test:slow`. */
import { expect, test } from "@jest/globals";
import { expectOpenQuestion, interrupted, lines, TIME } from "./signalled.js";

test(
  "SIGINT and SIGTERM during a cancel that is never answered",
  () => expectOpenQuestion(["SIGINT", "SIGTERM"]),
  TIME,
);

test(
  "SIGKILL leaves the journal, without an id or a secret",
  async () => {
    const { end, read } = await interrupted(
      (child) => child.kill("SIGKILL"),
      () => undefined,
    );
    expect(end).toBe("SIGKILL");
    expect(read("json")).toBeUndefined();
    expect(lines(read("journal"))).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        booking: 1,
        probe: expect.stringMatching(/^cancelExternalBooking\/cancel\/valid\//),
        operationId: "cancelExternalBooking",
      },
    ]);
  },
  TIME,
);
