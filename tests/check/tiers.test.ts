/** The tiers that touch bookings, against a server of a few lines: who is used, spared and skipped. */
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { BookingTarget } from "../../src/check/bookings.js";
import { cancelBookings, probeBookings, spread } from "../../src/check/destructive-tiers.js";
import type { Draft, Values } from "../../src/check/draft.js";
import type { Exchange } from "../../src/check/exchange.js";
import { type Probe, planProbes } from "../../src/check/plan.js";
import type { Run } from "../../src/check/run.js";
import type { Verdict } from "../../src/check/verdict.js";
import { operations } from "../../src/description.js";
import { examplesAt } from "../../src/document.js";
import { WireFailure } from "../../src/wire.js";

const success = operations.cancelExternalBooking.responses[200]?.source;
const [example] = examplesAt(`${success}/content/application~1json`).values();
const headers = [["content-type", "application/json"]] as const;
const none = new Set<string>();

const booking = (id: string, expected?: BookingTarget["expect"]): BookingTarget => ({
  ...{ external_booking_id: id, external_location_id: `${id}-l`, service_id: `${id}-s` },
  ...(expected && { expect: expected }),
});
const all = planProbes({ only: ["cancelExternalBooking/*"] });
const probesOf = (tier: string, ...situations: string[]) =>
  situations.map((situation) => {
    const found = all.find((one) => one.tier === tier && one.situation === situation);
    if (!found) throw new Error(`There is no probe ${situation}.`);
    return found;
  });
const invalid = (...situations: string[]) => probesOf("booking", ...situations);

/** What the server answers: a status, a status and a body or members of one, or a cut connection. */
type Answer = (
  probe: Probe,
  values: Values,
  nth: number,
) => number | [number, unknown] | WireFailure | undefined;

let log: string[];
let verdicts: Verdict[];
let drafts: (Draft | undefined)[];
beforeEach(() => {
  drafts = [];
  log = [];
  verdicts = [];
});

function runWith(answer: Answer, concurrency = 1): Run {
  let nth = 0;
  return {
    values: { clientId: "k", accessToken: "t" } as Values,
    concurrency,
    ended: () => false,
    send: async (probe, values) => {
      const answered = values && answer(probe, values, nth++);
      if (answered === undefined || !values) return undefined;
      const { externalBookingId, externalLocationId, serviceId } = values;
      expect([externalLocationId, serviceId]).toEqual([
        ...[`${externalBookingId}-l`, `${externalBookingId}-s`],
      ]);
      log.push(`${probe.situation} at ${externalBookingId}`);
      drafts.push(probe.make(probe.operation, values));
      const request = { method: "DELETE", origin: "", target: "", headers: [] };
      const sent: Exchange = { request, startedAt: new Date(0), durationMs: 1 };
      if (answered instanceof WireFailure) return { ...sent, failure: answered };
      const [status, more] = Array.isArray(answered) ? answered : [answered, {}];
      const whole = { ...(status === 200 && (example as object)), ...(more as object) };
      const text = typeof more === "string" ? more : JSON.stringify(whole);
      return { ...sent, response: { status, headers, body: new TextEncoder().encode(text) } };
    },
    record: (probe, _exchange, verdict, position) => {
      verdicts.push(verdict);
      log.push(`${probe.situation} of ${position}: ${verdict.outcome}`);
    },
    skip: (probe, needs) => log.push(`${probe.situation} skipped: ${needs}`),
  };
}

const positions = (left: readonly { readonly position: number }[]) =>
  left.map(({ position }) => position);

describe("invalid requests to bookings", () => {
  test("use the first booking as long as none is cancelled", async () => {
    const probes = invalid("body/malformed", "body/missing/service_id");
    const left = await probeBookings(
      runWith(() => 422),
      probes,
      [booking("a"), booking("b")],
      none,
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
      [booking("a"), booking("b")],
      none,
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
    await probeBookings(runWith(surplus), invalid("method/POST"), [booking("a")], none);
    expect(verdicts[0]?.findings.map(({ check, severity }) => [check, severity])).toEqual([
      ["status_code_conformance", "error"],
      ["undocumented_property", "warning"],
    ]);
  });

  test("by GET have cancelled nothing where the answer shows no booking", async () => {
    const page: Answer = () => [200, "<html>"];
    const given = booking("a", { status: "cancelled" });
    const left = await probeBookings(runWith(page), invalid("method/GET"), [given], none);
    expect(positions(left)).toEqual([1]);
  });

  test("are skipped without a booking", async () => {
    expect(
      await probeBookings(
        runWith(() => 200),
        invalid("body/none"),
        [],
        none,
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
      bookings,
      none,
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
      bookings,
      new Set([probes[0]?.situation ?? ""]),
    );
    expect(log[0]).toBe("body/type/cancellation_reason/null at a");
  });

  test("go to a booking whose id allows them, and are skipped where none does", async () => {
    const probes = invalid("mismatch/id_case");
    const answer: Answer = (probe, values) =>
      probe.make(probe.operation, values) === undefined ? undefined : 404;
    await probeBookings(runWith(answer), probes, [booking("1"), booking("a")], none);
    expect(log).toEqual(["mismatch/id_case at a", "mismatch/id_case of 2: warned"]);
    log.length = 0;
    const left = await probeBookings(runWith(answer), probes, [booking("1")], none);
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
        const id = values?.externalBookingId ?? "";
        expect(seen).not.toContain(id);
        seen.push(id);
        underway = Math.max(underway, seen.length);
        await new Promise((resolve) => setImmediate(resolve));
        seen.splice(seen.indexOf(id), 1);
        return run.send(probe, values);
      },
    };
    const probes = [
      ...invalid("body/malformed", "body/none", "body/media_type", "body/empty_object"),
    ];
    const left = await probeBookings(slow, probes, [booking("a"), booking("b")], none);
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
        if (values?.externalBookingId === "a")
          await new Promise((resolve) => setImmediate(resolve));
        return run.send(probe, values);
      },
    };
    const probes = invalid("body/malformed", "mismatch/id_case", "body/none");
    const left = await probeBookings(slow, probes, [booking("a"), booking("1")], none);
    expect(log.filter((line) => line.includes(" at "))).toEqual([
      ...["body/none at 1", "body/malformed at a", "mismatch/id_case at a"],
    ]);
    expect(log.filter((line) => line.includes("skipped"))).toEqual([]);
    expect(positions(left)).toEqual([1, 2]);
  });

  test("that only a booking allows that is cancelled meanwhile are skipped", async () => {
    const run = runWith(({ situation }) => (situation === "body/malformed" ? 200 : 404), 2);
    const probes = invalid("body/malformed", "mismatch/id_case");
    await probeBookings(run, probes, [booking("a"), booking("1")], none);
    expect(log).toEqual([
      "body/malformed at a",
      "body/malformed of 1: failed",
      "mismatch/id_case skipped: a booking id that can be written in another way",
    ]);
  });

  test("GET cancels only where the status after a cancel was given and is answered", async () => {
    const [get] = invalid("method/GET");
    if (!get) throw new Error("There is no such probe.");
    const attempt = async (expected: BookingTarget["expect"], status: string) => {
      verdicts.length = 0;
      const run = runWith(() => [200, { status }]);
      const left = await probeBookings(run, [get], [booking("a", expected)], none);
      return [left.length, verdicts[0]?.outcome];
    };
    expect(await attempt(undefined, "gone")).toEqual([1, "warned"]);
    expect(await attempt({ status: "gone" }, "kept")).toEqual([1, "warned"]);
    expect(await attempt({ status: "gone" }, "gone")).toEqual([0, "failed"]);
  });
});

describe("cancels", () => {
  const [minimal, full, repeat, header] = probesOf(
    "cancel",
    ...["valid/minimal", "valid/full", "repeat", "valid/unknown_header"],
  ) as [Probe, Probe, Probe, Probe];
  const place = (...ids: string[]) =>
    ids.map((id, index) => ({ position: index + 1, target: booking(id) }));
  const ids: Answer = (_probe, { externalBookingId }) => [
    200,
    { id: externalBookingId.charCodeAt(0) },
  ];

  test("go once to each booking, with the ways to ask spread over them, and then once more", async () => {
    await cancelBookings(runWith(ids), [minimal, full, header, repeat], place("a", "b"), true);
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
    const cut = new WireFailure("reset", "waiting", true, "");
    const [one, two] = place("a", "b");
    if (!one || !two) throw new Error("There are no bookings.");
    await cancelBookings(
      runWith(() => cut),
      [minimal, repeat],
      [one],
      true,
    );
    await cancelBookings(
      runWith((_probe, _values, nth) => (nth === 0 ? [200, { id: 2 }] : cut)),
      ...[[minimal, repeat], [two], true],
    );
    expect(log).toEqual([
      ...["valid/minimal at a", "valid/minimal of 1: failed"],
      "repeat skipped: a cancel that is answered with a success",
      ...["valid/minimal at b", "valid/minimal of 2: passed"],
      ...["repeat at b", "repeat of 2: failed"],
    ]);
    expect(verdicts.map(({ findings }) => findings.map(({ check }) => check))).toEqual([
      ...[["transport_conformance"], [], ["transport_conformance"]],
    ]);
  });

  test("that show no booking say nothing about whose it is", async () => {
    const identities = () =>
      verdicts.flatMap(({ findings }) =>
        findings.filter((one) => one.check === "booking_identity"),
      );
    const page: Answer = () => [200, "<html>"];
    await cancelBookings(runWith(page), [minimal, repeat], place("a", "b"), true);
    const late: Answer = (_probe, _values, nth) => [200, nth === 0 ? "<html>" : { id: 7 }];
    await cancelBookings(runWith(late), [minimal, repeat], place("a"), true);
    const early: Answer = (_probe, _values, nth) => [200, nth === 0 ? { id: 7 } : "<html>"];
    await cancelBookings(runWith(early), [minimal, repeat], place("a"), true);
    expect(verdicts).toHaveLength(8);
    expect(identities()).toEqual([]);
  });

  test("without enough bookings leave bodies untried", async () => {
    await cancelBookings(runWith(ids), [minimal, full], place("a"), true);
    expect(log[0]).toBe("valid/full skipped: one more of --booking or --bookings");
  });

  test("without a booking are skipped, for the reason that applies", async () => {
    await cancelBookings(runWith(ids), [minimal, repeat], [], true);
    await cancelBookings(runWith(ids), [minimal], [], false);
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
      place("a"),
      true,
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
      place("a"),
      true,
    );
    expect(log).toEqual([
      "valid/minimal skipped: undefined",
      "valid/unknown_header skipped: undefined",
      "repeat skipped: a cancel that is answered with a success",
    ]);
  });

  test("whose repetition could not be sent skip it", async () => {
    const once: Answer = (_probe, _values, nth) => (nth === 0 ? 200 : undefined);
    await cancelBookings(runWith(once), [minimal, repeat], place("a"), true);
    expect(log.at(-1)).toBe("repeat skipped: undefined");
  });

  test("answered with one id for two bookings are a finding", async () => {
    await cancelBookings(
      runWith(() => [200, { id: 7 }]),
      [minimal, full],
      place("a", "b"),
      true,
    );
    expect(verdicts.map(({ findings }) => findings.map(({ message }) => message))).toEqual([
      [],
      ["/id: documented is an id of its own for each booking, received was another booking's."],
    ]);
  });

  test("repeated with another id are a finding, and so is an unexpected value", async () => {
    const next: Answer = (_probe, _values, nth) => [200, { id: nth, status: "s" }];
    const placed = [{ position: 1, target: booking("a", { status: "s" }) }];
    await cancelBookings(runWith(next), [minimal, repeat], placed, true);
    expect(verdicts[1]?.findings.map(({ message }) => message)).toEqual([
      "/id: documented is the same booking again, received was another booking's id.",
    ]);
    const changed: Answer = (_probe, _values, nth) => [200, { status: nth === 0 ? "s" : "t" }];
    verdicts.length = 0;
    await cancelBookings(runWith(changed), [minimal, repeat], placed, true);
    expect(verdicts[1]?.findings.map(({ pointer }) => pointer)).toEqual(["/status"]);
    const refused: Answer = (_probe, _values, nth) => [nth === 0 ? 200 : 404, { status: `${nth}` }];
    verdicts.length = 0;
    await cancelBookings(runWith(refused), [minimal, repeat], place("a"), true);
    expect(verdicts[1]?.findings.map(({ check }) => check)).toEqual(["status_code_conformance"]);
  });

  test("are spread so that every booking is used", () => {
    const shape = (probes: Probe[], requests: number) => {
      const { groups, left } = spread(probes, requests);
      const names = (list: readonly Probe[]) => list.map(({ situation }) => situation);
      return [groups.map(names), names(left)];
    };
    const [a, b, h] = ["valid/minimal", "valid/full", "valid/unknown_header"];
    expect(shape([minimal, full, header], 1)).toEqual([[[a, h]], [b]]);
    expect(shape([minimal, full, header], 3)).toEqual([[[a, h], [b], [a]], []]);
    expect(shape([header, header, header], 2)).toEqual([[[h, h], [h]], []]);
  });
});
