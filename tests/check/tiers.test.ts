/** Invalid requests to given bookings: who is used, spared and skipped. */
import { beforeEach, describe, expect, test } from "@jest/globals";
import { placed } from "../../src/check/bookings.js";
import type { Run } from "../../src/check/session.js";
import { probeBookings } from "../../src/check/tiers/booking.js";
import type { BookingTarget } from "../../src/solv/booking.js";
import { type Answer, booking, forget, log, probesOf, runWith, verdicts } from "./fake-run.js";
import { undescribe } from "./method-probe.js";

const none = new Set<string>();
const invalid = (...cases: string[]) => probesOf("booking", ...cases);
beforeEach(forget);

const positions = (left: readonly { readonly position: number }[]) =>
  left.map(({ position }) => position);

describe("invalid requests to bookings", () => {
  test("use the first booking as long as none is cancelled", async () => {
    const probes = invalid("body/malformed", "body/missing/service_id");
    const left = await probeBookings(
      runWith(() => 422),
      probes,
      { bookings: placed([booking("a"), booking("b")]), refused: none },
    );
    expect(log).toEqual([
      "body/malformed at a",
      "body/malformed of 1: passed",
      "body/missing/service_id at a",
      "body/missing/service_id of 1: passed",
    ]);
    expect(positions(left)).toEqual([1, 2]);
  });

  test("that are carried out use up the booking; the rest is skipped when none is left", async () => {
    const probes = invalid("body/malformed", "body/none", "body/media_type");
    const left = await probeBookings(
      runWith(() => 200),
      probes,
      { bookings: placed([booking("a"), booking("b")]), refused: none },
    );
    expect(log).toEqual([
      "body/malformed at a",
      "body/malformed of 1: failed",
      "body/none at b",
      "body/none of 2: failed",
      "body/media_type skipped: one more of --booking or --bookings",
    ]);
    expect(left).toEqual([]);
  });

  test("that are carried out make an error of the status, and of nothing else", async () => {
    const surplus: Answer = () => [200, { surplus: 1 }];
    await probeBookings(runWith(surplus), invalid("method/POST"), {
      bookings: placed([booking("a")]),
      refused: none,
    });
    expect(verdicts[0]?.findings.map(({ check, severity }) => [check, severity])).toEqual([
      ["status_code_conformance", "error"],
      ["undocumented_property", "warning"],
    ]);
  });

  test("by GET have cancelled nothing where the answer shows no booking", async () => {
    const page: Answer = () => [200, "<html>"];
    const given = booking("a", { status: "cancelled" });
    const left = await probeBookings(runWith(page), invalid("method/GET"), {
      bookings: placed([given]),
      refused: none,
    });
    expect(positions(left)).toEqual([1]);
  });

  test("never go to a booking that an earlier request may have cancelled", async () => {
    const run = { ...runWith(() => 422), undecided: new Set([1]) };
    const given = [booking("a"), booking("b")];
    const left = await probeBookings(run, invalid("body/none"), {
      bookings: placed(given),
      refused: none,
    });
    expect(log).toEqual(["body/none at b", "body/none of 2: passed"]);
    expect(positions(left)).toEqual([2]);
  });

  test("are skipped without a booking", async () => {
    expect(
      await probeBookings(
        runWith(() => 200),
        invalid("body/none"),
        { bookings: placed([]), refused: none },
      ),
    ).toEqual([]);
    expect(log).toEqual(["body/none skipped: --booking or --bookings"]);
  });

  test("that a lenient server may accept are tried only where the safe tier saw a refusal", async () => {
    const probes = invalid("body/type/cancellation_reason/null", "body/none");
    const bookings = [booking("a")];
    await probeBookings(
      runWith(() => 422),
      probes,
      { bookings: placed(bookings), refused: none },
    );
    expect(log).toEqual([
      "body/type/cancellation_reason/null skipped: a server that refuses it in the safe tier",
      "body/none at a",
      "body/none of 1: passed",
    ]);
    log.length = 0;
    await probeBookings(
      runWith(() => 422),
      probes,
      { bookings: placed(bookings), refused: new Set([probes[0]?.case ?? ""]) },
    );
    expect(log[0]).toBe("body/type/cancellation_reason/null at a");
  });

  test("go to a booking whose id allows them, and are skipped where none does", async () => {
    const probes = invalid("mismatch/id_case");
    const answer: Answer = (probe, values) =>
      probe.make(probe.operation, values) === undefined ? undefined : 404;
    await probeBookings(runWith(answer), probes, {
      bookings: placed([booking("1"), booking("a")]),
      refused: none,
    });
    expect(log).toEqual(["mismatch/id_case at a", "mismatch/id_case of 2: warned"]);
    log.length = 0;
    const left = await probeBookings(runWith(answer), probes, {
      bookings: placed([booking("1")]),
      refused: none,
    });
    expect(log).toEqual([
      "mismatch/id_case skipped: a booking id that can be written in another way",
    ]);
    expect(positions(left)).toEqual([1]);
  });

  test("run side by side, one to each booking, and leave the bookings in their order", async () => {
    let underway = 0;
    const seen: string[] = [];
    const run = runWith(() => 422, 3);
    const slow: Run = {
      ...run,
      send: async (probe, values) => {
        const id = values?.id ?? "";
        expect(seen).not.toContain(id);
        seen.push(id);
        underway = Math.max(underway, seen.length);
        await new Promise((resolve) => setImmediate(resolve));
        seen.splice(seen.indexOf(id), 1);
        return run.send(probe, values);
      },
    };
    const probes = [
      ...invalid("body/malformed", "body/none", "body/trailing_text", "body/empty_object"),
    ];
    const left = await probeBookings(slow, probes, {
      bookings: placed([booking("a"), booking("b")]),
      refused: none,
    });
    expect(underway).toBe(2);
    expect(positions(left)).toEqual([1, 2]);
    expect(verdicts).toHaveLength(4);
  });

  test("wait for the one booking that allows them while a request to it is under way", async () => {
    const run = runWith(() => 404, 2);
    const slow: Run = {
      ...run,
      send: async (probe, values) => {
        // The other lane comes to the probe while the first booking is taken.
        if (values?.id === "a") await new Promise((resolve) => setImmediate(resolve));
        return run.send(probe, values);
      },
    };
    const probes = invalid("body/malformed", "mismatch/id_case", "body/none");
    const left = await probeBookings(slow, probes, {
      bookings: placed([booking("a"), booking("1")]),
      refused: none,
    });
    expect(log.filter((line) => line.includes(" at "))).toEqual([
      "body/none at 1",
      "body/malformed at a",
      "mismatch/id_case at a",
    ]);
    expect(log.filter((line) => line.includes("skipped"))).toEqual([]);
    expect(positions(left)).toEqual([1, 2]);
  });

  test("that only a booking allows that is cancelled meanwhile are skipped", async () => {
    const run = runWith(({ case: caseName }) => (caseName === "body/malformed" ? 200 : 404), 2);
    const probes = invalid("body/malformed", "mismatch/id_case");
    await probeBookings(run, probes, {
      bookings: placed([booking("a"), booking("1")]),
      refused: none,
    });
    expect(log).toEqual([
      "body/malformed at a",
      "body/malformed of 1: failed",
      "mismatch/id_case skipped: a booking id that can be written in another way",
    ]);
  });

  test("GET, where it is not described, cancels only where the status after a cancel was given and is answered", async () => {
    const [get] = invalid("method/GET");
    if (!get) throw new Error("There is no such probe.");
    const restore = undescribe("GET");
    const attempt = async (expected: BookingTarget["expect"], status: string) => {
      verdicts.length = 0;
      const run = runWith(() => [200, { status }]);
      const left = await probeBookings(run, [get], {
        bookings: placed([booking("a", expected)]),
        refused: none,
      });
      return [left.length, verdicts[0]?.outcome];
    };
    try {
      expect(await attempt(undefined, "gone")).toEqual([1, "warned"]);
      expect(await attempt({ status: "gone" }, "kept")).toEqual([1, "warned"]);
      expect(await attempt({ status: "gone" }, "gone")).toEqual([0, "failed"]);
    } finally {
      restore();
    }
  });
});
