/** Odd ids: no path becomes another path of the API, and none that was made from an id names a third booking. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseBookings } from "../../src/check/bookings.js";
import { objectionTo } from "../../src/check/given-booking.js";
import { type Probe, planProbes } from "../../src/check/plan.js";
import { NO_VALUES, valuesFor } from "../../src/check/request.js";
import { type Operation, operations, pathParameters } from "../../src/description/operations.js";
import { given } from "./partner-server.js";

const INNER = [" ", ".."];

const plan = planProbes({ only: ["cancelExternalBooking/*"] });
// As if the safe tier had seen everything refused: then most of it may go to a booking.
const refused = new Set(plan.map(({ case: caseName }) => caseName));
const values = { ...NO_VALUES, key: "k", accessToken: "t", unscopedAccessToken: "u" };

/** Each has a segment that servers remove, as it is or once it is decoded. */
const REMOVABLE = [
  "..",
  ".",
  "/",
  "a/",
  "/a",
  "a//b",
  "a/../b",
  "a/./b",
  "../auth/token",
  "../../auth/token",
  "%2e%2e",
  "%2E",
  "a%2F",
  "%2Fa",
  "a%2f..%2fb",
  "..%2f..%2fauth%2ftoken",
  "%252e%252e",
  "a\\..\\b",
  "\\a",
  "..;",
  "..;x/b",
  "a/;x",
  " .. ",
  " ",
  "a/ /b",
  "..\0",
];
const ODD = [
  ...REMOVABLE,
  ...INNER.map((part) => `x${part}y`),
  "a/b",
  "clinic-7/2031-00042",
  "a.b",
  "a.json",
  "a;b",
  "a?b",
  "#1",
  "a b",
  "a\u2000b",
  " a",
  "a ",
  "a\n",
  "100%",
  "50%25",
  "%61",
  "a%2Db",
  "a+b",
  "a,b",
  "a:b",
  "a&b=c",
  "aB12cD",
  "süß",
  "e\u0301",
  "ſ",
  "İ",
  "solv-contract-no-such",
  "%",
  "a%",
  "%2",
  "%2561",
];
const oddId = fc.oneof(
  fc.constantFrom(...ODD),
  fc.string({ minLength: 1, unit: "grapheme" }),
  fc
    .array(fc.constantFrom(..."aB1é./\\%;?# +-,:", "%2e", "%2F", "..", "%25"), { minLength: 1 })
    .map((parts) => parts.join("")),
);

function isGiven(id: string): boolean {
  try {
    parseBookings(given(id), "sample");
    return true;
  } catch {
    return false;
  }
}

/** The paths of what is made for an id: the safe tier's for a random one, the others' for a given one. */
function pathsFor(id: string, probes = plan): { probe: Probe; path: string }[] {
  const own = ownValues(id);
  return probes.flatMap((probe) => {
    const draft = probe.make(probe.operation, own);
    return draft ? [{ probe, path: draft.path }] : [];
  });
}

function ownValues(id: string) {
  const [target] = given(id);
  if (!target) throw new Error("There is no booking.");
  return valuesFor(values, target);
}

function decodings(path: string): string[] {
  const found = [path];
  for (const _ of ["once", "twice"]) {
    try {
      found.push(decodeURIComponent(found.at(-1) ?? ""));
    } catch {
      return found;
    }
  }
  return found;
}

function withoutDots(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split(/[/\\]/)) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(segment);
  }
  return `/${kept.join("/")}`;
}

test("no path, decoded once or twice and freed of dot and empty segments, becomes another one", () => {
  let used = 0;
  const holds = (id: string) => {
    if (!isGiven(id)) return;
    used += 1;
    for (const { probe, path } of pathsFor(id)) {
      for (const decoded of decodings(path)) {
        const cleared = withoutDots(decoded);
        const others = Object.values<Operation>(operations).filter(
          (other) => other.path !== probe.operation.path && pathParameters(other, cleared),
        );
        // Not with `expect` each time, which takes longer than all the rest.
        if (cleared !== decoded.replaceAll("\\", "/") || others.length > 0) {
          throw new Error(`${probe.id} for ${JSON.stringify(id)}: ${path}`);
        }
      }
    }
  };
  for (const id of ODD) holds(id);
  fc.assert(fc.property(oddId, holds), { numRuns: 100 });
  expect(used).toBeGreaterThan(60);
});

test.each(REMOVABLE)("%j would be another path, and is not taken as a booking", (id) => {
  expect(isGiven(id)).toBe(false);
});

test.each(ODD.slice(REMOVABLE.length))("%j is taken as a booking", (id) => {
  expect(isGiven(id)).toBe(true);
});

/** How servers read a decoded segment, beside rightly. */
const READINGS: Readonly<Record<string, (id: string) => string>> = {
  "as it is": (id) => id,
  "without white space": (id) => id.trim(),
  "decoded again": (id) => decodings(id)[1] ?? id,
  "decoded again, without white space": (id) => (decodings(id)[1] ?? id).trim(),
  "up to a slash": (id) => id.split("/")[0] ?? "",
  "from the last slash": (id) => id.split("/").at(-1) ?? "",
  "without an extension": (id) => id.replace(/\.[^.]*$/, ""),
  "up to the first dot": (id) => id.split(".")[0] ?? "",
  "without parameters": (id) => id.split(/[;,]/)[0] ?? "",
  "without a verb": (id) => id.replace(/:[^:]*$/, ""),
  "as a query": (id) => id.split(/[?#&]/)[0] ?? "",
  "its first word": (id) => id.split(/\s/)[0] ?? "",
  "up to a NUL": (id) => id.split("\0")[0] ?? "",
  "up to a plus sign": (id) => id.split("+")[0] ?? "",
  "up to an equals sign": (id) => id.split("=")[0] ?? "",
  "up to a backslash": (id) => id.split("\\")[0] ?? "",
  "cut off after 64 characters": (id) => id.slice(0, 64).trim(),
  "cut off after 255 characters": (id) => id.slice(0, 255).trim(),
};

describe("an id that was made from a given one and is read", () => {
  const made = plan.filter(
    ({ tier, expectation }) =>
      tier === "booking" && expectation.kind === "mismatch" && expectation.of === "id",
  );
  const sentFor = (id: string) => {
    const own = ownValues(id);
    return pathsFor(id, made).filter(({ probe }) => objectionTo(probe, own, refused) === undefined);
  };

  test("is the given id or nobody's, however it is read", () => {
    const tried = new Map<string, number>();
    const holds = (id: string) => {
      if (!isGiven(id)) return;
      for (const { probe, path } of sentFor(id)) {
        const segment = decodeURIComponent(path.split("/").at(-1) ?? "");
        for (const [name, read] of Object.entries(READINGS)) {
          tried.set(name, (tried.get(name) ?? 0) + 1);
          const found = read(segment);
          // A third booking's id would be a part of the given one: nothing else was added but our marks.
          const isThird = found !== "" && found !== id && id.includes(found);
          if (isThird) throw new Error(`${probe.id} for ${JSON.stringify(id)}, ${name}: ${path}`);
        }
      }
    };
    for (const id of ODD) holds(id);
    fc.assert(fc.property(oddId, holds), { numRuns: 100 });
    expect(Object.keys(READINGS).filter((name) => (tried.get(name) ?? 0) <= 30)).toEqual([]);
  });

  test("is tried with the usual ids", () => {
    for (const id of ["ehr-booking-0001", "aB12cD", "12", "3f2a-77", "süß"]) {
      const tried = sentFor(id);
      expect(tried.map(({ probe }) => probe.case)).toEqual([
        "mismatch/longer_id",
        "mismatch/padded_id",
        "mismatch/cut/slash",
        "mismatch/cut/backslash",
        "mismatch/cut/extension",
        "mismatch/cut/comma",
        "mismatch/cut/query",
        "mismatch/cut/fragment",
        "mismatch/cut/verb",
        "mismatch/cut/ampersand",
        "mismatch/cut/plus",
        "mismatch/cut/space",
        "mismatch/last_part",
        "mismatch/cut/slash_encoded_twice",
        "mismatch/truncated",
        "mismatch/double_decoding",
      ]);
    }
  });
});
