/** Cancels of given bookings: how they are spread, what they show, and what is built on them. */
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Probe } from "../../src/check/plan.js";
import { cancelBookings, spread } from "../../src/check/tiers/cancel.js";
import { WireFailure } from "../../src/http/wire.js";
import {
  type Answer,
  booking,
  drafts,
  forget,
  log,
  probesOf,
  runWith,
  verdicts,
} from "./fake-run.js";

beforeEach(forget);

const ANOTHER =
  "/id: documented is the given booking's id, received was another id: perhaps another booking.";

describe("cancels", () => {
  const [minimal, full, repeat, header] = probesOf(
    "cancel",
    "valid/minimal",
    "valid/full",
    "repeat",
    "valid/unknown_header",
  ) as [Probe, Probe, Probe, Probe];
  const place = (...ids: string[]) =>
    ids.map((id, index) => ({ position: index + 1, target: booking(id) }));
  const ids: Answer = (_probe, { id }) => [200, { id: id.charCodeAt(0) }];

  test("go once to each booking, with the ways to ask spread over them, and then once more", async () => {
    await cancelBookings(runWith(ids), [minimal, full, header, repeat], {
      bookings: place("a", "b"),
      given: true,
    });
    expect(log).toEqual([
      "valid/minimal at a",
      "valid/minimal of 1: passed",
      "valid/unknown_header of 1: passed",
      "repeat at a",
      "repeat of 1: passed",
      "valid/full at b",
      "valid/full of 2: passed",
      "repeat at b",
      "repeat of 2: passed",
    ]);
    const [first, , second] = drafts;
    expect(first?.headers).toContainEqual(["X-Solv-Contract", "probe"]);
    expect(first?.body).not.toHaveProperty("cancellation_reason");
    expect(second?.headers).not.toContainEqual(["X-Solv-Contract", "probe"]);
    expect(second?.body).toHaveProperty("cancellation_reason");
  });

  test("that bring no answer are a finding, and so are repetitions that bring none", async () => {
    const cut = new WireFailure("reset", "waiting");
    const [one, two] = place("a", "b");
    if (!one || !two) throw new Error("There are no bookings.");
    await cancelBookings(
      runWith(() => cut),
      [minimal, repeat],
      { bookings: [one], given: true },
    );
    await cancelBookings(
      runWith((_probe, _values, nth) => (nth === 0 ? [200, { id: 2 }] : cut)),
      [minimal, repeat],
      { bookings: [two], given: true },
    );
    expect(log).toEqual([
      "valid/minimal at a",
      "valid/minimal of 1: failed",
      "repeat skipped: a cancel that is answered with a success",
      "valid/minimal at b",
      "valid/minimal of 2: passed",
      "repeat at b",
      "repeat of 2: failed",
    ]);
    expect(verdicts.map(({ findings }) => findings.map(({ check }) => check))).toEqual([
      ["transport_conformance"],
      [],
      ["transport_conformance"],
    ]);
  });

  test("that show no booking say nothing about whose it is", async () => {
    const identities = () =>
      verdicts.flatMap(({ findings }) =>
        findings.filter((one) => one.check === "booking_identity"),
      );
    const page: Answer = () => [200, "<html>"];
    await cancelBookings(runWith(page), [minimal, repeat], {
      bookings: place("a", "b"),
      given: true,
    });
    const late: Answer = (_probe, _values, nth) => [200, nth === 0 ? "<html>" : { id: 7 }];
    await cancelBookings(runWith(late), [minimal, repeat], { bookings: place("a"), given: true });
    const early: Answer = (_probe, _values, nth) => [200, nth === 0 ? { id: 7 } : "<html>"];
    await cancelBookings(runWith(early), [minimal, repeat], { bookings: place("a"), given: true });
    expect(verdicts).toHaveLength(8);
    expect(identities()).toEqual([]);
  });

  test("without enough bookings leave bodies untried", async () => {
    await cancelBookings(runWith(ids), [minimal, full], { bookings: place("a"), given: true });
    expect(log[0]).toBe("valid/full skipped: one more of --booking or --bookings");
  });

  test("without a booking are skipped, for the reason that applies", async () => {
    await cancelBookings(runWith(ids), [minimal, repeat], { bookings: [], given: true });
    await cancelBookings(runWith(ids), [minimal], { bookings: [], given: false });
    expect(log).toEqual([
      "valid/minimal skipped: --allow-cancel and a booking that is left",
      "repeat skipped: --allow-cancel and a booking that is left",
      "valid/minimal skipped: --booking or --bookings, with --allow-cancel",
    ]);
  });

  test("that are refused are a finding, and nothing is built on them", async () => {
    await cancelBookings(
      runWith(() => 404),
      [minimal, header, repeat],
      { bookings: place("a"), given: true },
    );
    expect(log).toEqual([
      "valid/minimal at a",
      "valid/minimal of 1: failed",
      "valid/unknown_header skipped: a cancel that is answered with a success",
      "repeat skipped: a cancel that is answered with a success",
    ]);
  });

  test("that could not be sent are skipped, all of them", async () => {
    await cancelBookings(
      runWith(() => undefined),
      [minimal, header, repeat],
      { bookings: place("a"), given: true },
    );
    expect(log).toEqual([
      "valid/minimal skipped: undefined",
      "valid/unknown_header skipped: undefined",
      "repeat skipped: a cancel that is answered with a success",
    ]);
  });

  test("whose repetition could not be sent skip it", async () => {
    const once: Answer = (_probe, _values, nth) => (nth === 0 ? 200 : undefined);
    await cancelBookings(runWith(once), [minimal, repeat], { bookings: place("a"), given: true });
    expect(log.at(-1)).toBe("repeat skipped: undefined");
  });

  test("answered with one id for two bookings are a finding", async () => {
    await cancelBookings(
      runWith(() => [200, { id: 7 }]),
      [minimal, full],
      { bookings: place("a", "b"), given: true },
    );
    expect(verdicts.map(({ findings }) => findings.map(({ message }) => message))).toEqual([
      [],
      [ANOTHER],
    ]);
  });

  test("repeated with another id are a finding, and so is an unexpected value", async () => {
    const next: Answer = (_probe, _values, nth) => [200, { id: nth, status: "s" }];
    const placed = [{ position: 1, target: booking("a", { status: "s" }) }];
    await cancelBookings(runWith(next), [minimal, repeat], { bookings: placed, given: true });
    expect(verdicts[1]?.findings.map(({ message }) => message)).toEqual([ANOTHER]);
    const changed: Answer = (_probe, _values, nth) => [200, { status: nth === 0 ? "s" : "t" }];
    verdicts.length = 0;
    await cancelBookings(runWith(changed), [minimal, repeat], { bookings: placed, given: true });
    // It is another value than was expected, and another than before.
    expect(verdicts[1]?.findings.map(({ pointer }) => pointer)).toEqual(["/status", "/status"]);
    const refused: Answer = (_probe, _values, nth) => [nth === 0 ? 200 : 404, { status: `${nth}` }];
    verdicts.length = 0;
    await cancelBookings(runWith(refused), [minimal, repeat], {
      bookings: place("a"),
      given: true,
    });
    expect(verdicts[1]?.findings.map(({ check }) => check)).toStrictEqual([
      "status_code_conformance",
    ]);
  });

  test("are spread so that every booking is used", () => {
    const shape = (probes: Probe[], requests: number) => {
      const { groups, left } = spread(probes, requests);
      const names = (list: readonly Probe[]) => list.map(({ case: caseName }) => caseName);
      return [groups.map(names), names(left)];
    };
    const [a, b, h] = ["valid/minimal", "valid/full", "valid/unknown_header"];
    expect(shape([minimal, full, header], 1)).toEqual([[[a, h]], [b]]);
    expect(shape([minimal, full, header], 3)).toEqual([[[a, h], [b], [a]], []]);
    expect(shape([header, header, header], 2)).toEqual([[[h, h], [h]], []]);
  });
});
