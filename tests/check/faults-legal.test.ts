/** Each variant of the sandbox that the contract allows is no error at probes of each kind; the whole plan is sent in `test:slow`. */
import { expect, test } from "@jest/globals";
import { faults } from "../../src/sandbox/faults.js";
import { CALLS, checkWith } from "./with-fault.js";

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
  const { report, errors } = await checkWith(name, SOME);
  expect(errors).toEqual([]);
  expect(report.verdict).toBe("conforms");
});
