/** Whatever a server makes of an id or a path: nobody else's booking is cancelled, and none without permission. */
import { describe, expect, test } from "@jest/globals";
import { checkContract } from "../../src/check/run.js";
import type { Report } from "../../src/report/report.js";
import { given, type Habits, PLACE, withServer } from "./partner-server.js";

const outcomeOf = ({ results }: Report, id: string) => {
  const found = results.find((result) => result.id === `cancelExternalBooking/${id}`);
  return [found?.outcome, found?.needs, found?.booking];
};
const upTo = (cut: string) => (segment: string) => segment.split(cut)[0] ?? "";

/** What honest servers may do; none of it gives a reason to cancel without permission. */
const HABITS: Readonly<Record<string, Habits>> = {
  "tells everything apart": {},
  "tells everything apart, and looks up first": { looksUpFirst: true },
  "cuts parameters off a segment": { read: upTo(";") },
  "does not mind the path's letter case": { ignoresPathCase: true },
  "reads JSON whatever it is declared as": { ignoresMediaType: true, looksUpFirst: true },
  "takes scalars for text": { coerces: true, looksUpFirst: true },
};

const errorsOf = ({ results }: Report) =>
  results.flatMap(({ id, findings }) =>
    findings.filter(({ severity }) => severity === "error").map(({ received }) => [id, received]),
  );

describe.each(Object.entries(HABITS))("a server that %s", (_name, habits) => {
  test("cancels nothing without permission, and breaks nothing", async () => {
    const ids = ["aB12cD", "Ab12Cd", "\u00e9", "e\u0301", "other"];
    const bookings = given("aB12cD", "\u00e9");
    const { cancelled, paths, result } = await withServer(ids, habits, (target) =>
      checkContract({ ...target, only: ["cancelExternalBooking/*"], bookings }),
    );
    expect(paths.length).toBeGreaterThan(80);
    expect(cancelled).toEqual([]);
    expect(errorsOf(result)).toEqual([]);
    for (const other of ["Ab12Cd", "e%CC%81", "E"]) {
      expect(paths.filter((path) => path.endsWith(`/${other}`))).toEqual([]);
    }
  });

  test("cancels the given ones alone with permission, and breaks nothing", async () => {
    const ids = ["aB12cD", "Ab12Cd", "b", "c", "B"];
    const bookings = given("aB12cD", "b", "c");
    const only = ["mismatch/*", "booking/mismatch/*", "cancel/*"].map(
      (glob) => `cancelExternalBooking/${glob}`,
    );
    const { cancelled, result } = await withServer(ids, habits, (target) =>
      checkContract({ ...target, only, bookings, allowCancel: true }),
    );
    expect(new Set(cancelled)).toEqual(new Set(["aB12cD", "b", "c"]));
    expect(errorsOf(result)).toEqual([]);
  });
});

describe("an id in another spelling", () => {
  const ids = ["aB12cD", "other"];
  const options = { only: ["cancelExternalBooking/booking/mismatch/*"], bookings: given("aB12cD") };

  test("is not tried, and the report says what would allow it", async () => {
    const { result } = await withServer(ids, {}, (target) =>
      checkContract({ ...target, ...options }),
    );
    for (const caseName of ["id_case", "unicode_form"]) {
      expect(outcomeOf(result, `booking/mismatch/${caseName}`)).toEqual([
        "skipped",
        "--ids-differ-beyond-case-and-form",
        undefined,
      ]);
    }
  });

  test("is tried where the caller asserts that it can be nobody else's", async () => {
    const { paths, result } = await withServer(ids, {}, (target) =>
      checkContract({ ...target, ...options, idsDifferBeyondCaseAndForm: true }),
    );
    expect(paths.filter((path) => path.endsWith("/Ab12Cd"))).toHaveLength(1);
    expect(outcomeOf(result, "booking/mismatch/id_case")[0]).not.toBe("skipped");
    expect(outcomeOf(result, "booking/mismatch/unicode_form")[1]).toMatch(/another way/);
  });

  test.each([
    ["aB", "Ab"],
    ["\u00e9", "e\u0301"],
    ["\u00c9", "e\u0301"],
  ])("is not what the given bookings %j and %j are", async (...pair) => {
    const attempt = withServer(pair, {}, (target) =>
      checkContract({ ...target, bookings: given(...pair), idsDifferBeyondCaseAndForm: true }),
    );
    await expect(attempt).rejects.toThrow(/Bookings 1 and 2 differ in letter case or Unicode form/);
  });
});

describe("what a server may carry out", () => {
  const path = "mismatch/path_parameter";
  const only = ["*mismatch/*", "cancel/body/*", "cancel/valid/minimal", "cancel/repeat"].map(
    (glob) => `cancelExternalBooking/${glob}`,
  );

  test("goes to a booking without permission where the safe tier saw it refused", async () => {
    const habits: Habits = { refuses: [";", 400] };
    const { result, paths } = await withServer(["a"], habits, (target) =>
      checkContract({ ...target, only, bookings: given("a") }),
    );
    expect(outcomeOf(result, `booking/${path}`)).toEqual(["passed", undefined, 1]);
    expect(paths.filter((each) => each.endsWith("/a;solv=contract"))).toHaveLength(1);
  });

  test.each([404, 403, 500])("does not go there after a %d", async (status) => {
    const { result, paths } = await withServer(["a"], { refuses: [";", status] }, (target) =>
      checkContract({ ...target, only, bookings: given("a") }),
    );
    const needs = "a server that refuses it in the safe tier";
    expect(outcomeOf(result, `booking/${path}`)).toEqual(["skipped", needs, undefined]);
    expect(paths.filter((each) => each.includes("/a;"))).toEqual([]);
  });

  test("is a booking's one cancel, of the bookings that the bodies leave over", async () => {
    const habits: Habits = { read: upTo(";"), ignoresPathCase: true };
    const { result, cancelled, paths } = await withServer(["a", "b"], habits, (target) =>
      checkContract({ ...target, only, bookings: given("a", "b"), allowCancel: true }),
    );
    expect(outcomeOf(result, `cancel/${path}`)).toEqual(["warned", undefined, 2]);
    expect(outcomeOf(result, "cancel/mismatch/path_case")[1]).toMatch(/one more of --booking/);
    expect(outcomeOf(result, "cancel/valid/minimal")).toEqual(["passed", undefined, 1]);
    // The first once and then once more, the other with the trial alone.
    expect(cancelled.filter((id) => id === "b")).toHaveLength(1);
    expect(cancelled.filter((id) => id === "a")).toHaveLength(2);
    expect(paths.filter((each) => each.endsWith("/b;solv=contract"))).toHaveLength(1);
  });

  test("that is refused uses up no booking", async () => {
    const { result, cancelled } = await withServer(["a", "b"], {}, (target) =>
      checkContract({ ...target, only, bookings: given("a", "b"), allowCancel: true }),
    );
    for (const caseName of [path, "mismatch/path_case", "body/media_type"]) {
      const [outcome, , booking] = outcomeOf(result, `cancel/${caseName}`);
      expect([outcome === "skipped", booking]).toEqual([false, 2]);
    }
    expect(cancelled.filter((id) => id === "b")).toHaveLength(2);
  });

  test("that crashes the server may have cancelled the booking: nothing more is sent to it", async () => {
    const habits: Habits = { refuses: ["/b;", 500] };
    const { cancelled, paths } = await withServer(["a", "b"], habits, (target) =>
      checkContract({ ...target, only, bookings: given("a", "b"), allowCancel: true }),
    );
    expect(cancelled).not.toContain("b");
    expect(paths.at(-1)).not.toMatch(/\/b$/);
  });
});

describe("a success that shows another id", () => {
  const messages = ({ results }: Report) =>
    results.flatMap(({ id, findings }) =>
      findings
        .filter(({ received }) => received === "another id: perhaps another booking")
        .map(({ severity, check, pointer }) => [
          id.replace(/^\w+\//, ""),
          severity,
          check,
          pointer,
        ]),
    );

  test("is perhaps another booking's, and the given one is used no more", async () => {
    const habits: Habits = { read: (segment) => segment.trim(), shows: () => 7 };
    const bookings = given("a", "b").map((each, index) => ({ ...each, expect: { id: index + 1 } }));
    const { result, paths } = await withServer(["a", "b"], habits, (target) =>
      checkContract({
        ...target,
        only: ["mismatch/padded_id", "cancel/repeat"].map(
          (name) => `cancelExternalBooking/*${name}`,
        ),
        bookings,
      }),
    );
    expect(messages(result)).toEqual([
      ["booking/mismatch/padded_id", "error", "booking_identity", "/id"],
    ]);
    expect(paths.filter((path) => /\/(%20)?a/.test(path))).toHaveLength(1);
  });

  test("is so in the cancel tier, whether the id was expected, shown before, or another booking's", async () => {
    const run = (shows: Habits["shows"], expected?: number) => {
      const bookings = given("a", "b").map((each) =>
        expected === undefined ? each : { ...each, expect: { id: expected } },
      );
      const probes = ["*/cancel/valid/minimal", "*/cancel/repeat"];
      return withServer(["a", "b"], { ...(shows && { shows }) }, (target) =>
        checkContract({
          ...target,
          only: probes,
          bookings,
          allowCancel: true,
          concurrency: 1,
        }),
      );
    };
    let next = 0;
    const counted = await run(() => next++);
    expect(messages(counted.result).map(([id]) => id)).toEqual(["cancel/repeat", "cancel/repeat"]);
    const same = await run(() => 7);
    expect(messages(same.result).map(([id]) => id)).toContain("cancel/valid/minimal");
    const expected = await run(() => 7, 8);
    expect(messages(expected.result)).toHaveLength(4);
    expect(messages((await run(undefined)).result)).toEqual([]);
  });

  test("cannot be told where no id is known", async () => {
    const habits: Habits = { read: (segment) => segment.trim() };
    const { result } = await withServer(["a"], habits, (target) =>
      checkContract({ ...target, only: ["*/mismatch/padded_id"], bookings: given("a") }),
    );
    expect(messages(result)).toEqual([]);
    expect(outcomeOf(result, "booking/mismatch/padded_id")[0]).toBe("failed");
    expect(PLACE.service_id).not.toBe("");
  });
});
