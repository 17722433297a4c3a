/** What a check makes of each fault and each legal variant of the sandbox. */
import { describe, expect, test } from "@jest/globals";
import { faults } from "../../src/sandbox/faults.js";
import { EXPECTED, UNSEEN } from "./expected-findings.js";
import { CALLS, checkWith } from "./with-fault.js";

/** Each fault of the sandbox that breaks the contract raises its finding at the probe that is about it. */
describe("breaking faults", () => {
  const breaking = faults.filter(({ kind, name }) => kind === "breaks" && !UNSEEN.has(name));

  test("the corpus is as large as promised, and every fault in it has an expectation", () => {
    expect(faults.length - UNSEEN.size).toBeGreaterThanOrEqual(60);
    expect(breaking.map(({ name }) => name).filter((name) => !EXPECTED[name])).toEqual([]);
  });

  /** What shows in the safe tier that a server validates and authenticates, and the cancel before a repeated one. */
  const EVIDENCE = [
    "*/auth/*/missing",
    "*/auth/*/wrong",
    "cancelExternalBooking/path/slash",
    "*/auth/*/garbage",
    "cancelExternalBooking/body/empty_object",
    "cancelExternalBooking/body/type/*/array",
    "*/cancel/valid/minimal",
  ];

  /** That something invalid was accepted counts once the server was seen to refuse the like. */
  const isAccepting = (name: string) =>
    /^(accepts|asks-for-no|second-cancel|shows-cancelled)-/.test(name);

  /** They show at other ids than the first one's, or between two bookings. */
  const NEED_MORE = ["rejects-encoded-slash", "plus-as-space", "same-answer-for-all"];

  test.each(breaking)("$name is found", async ({ name }) => {
    const only = [EXPECTED[name]?.probe ?? "", ...(isAccepting(name) ? EVIDENCE : [])];
    const { report, errors } = await checkWith(
      name,
      only,
      NEED_MORE.includes(name) ? undefined : 1,
    );
    expect(report.verdict).toBe("violations");
    expect(errors).toContainEqual(EXPECTED[name]);
  });
});

/** Each variant of the sandbox that the contract allows is no error at probes of each kind; the whole plan is sent in `test:slow`. */
describe("legal variants", () => {
  const legal = faults.filter(({ kind }) => kind === "legal");

  test("there are variants to try", () => expect(legal.length).toBeGreaterThan(20));

  /** Valid, refused, unauthorized, unusual and harmful requests; a booking that is cancelled, and cancelled again. */
  const SOME = CALLS.flatMap((call) =>
    [
      "*/auth/*/missing",
      "*/auth/*/garbage",
      "*/body/malformed",
      "*/body/missing/*",
      "*/path/slash",
      "*/valid/full",
      "*/method/POST",
      "*/mismatch/location",
      "*/harsh/nested",
      "*/cancel/valid/*",
      "*/cancel/repeat",
    ].map((glob) => glob.replace("*", call)),
  );

  test.each(legal)("$name is no error", async ({ name }) => {
    const { report, errors } = await checkWith(name, SOME, 3);
    expect(errors).toEqual([]);
    expect(report.verdict).toBe("conforms");
  });
});
