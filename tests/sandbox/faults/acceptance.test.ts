/** What each fault of acceptance lets pass, and that it lets nothing else pass. */
import { expect, test } from "@jest/globals";
import { schemaAt } from "../../../src/description/document.js";
import { operationsAt } from "../../../src/description/operations.js";
import { acceptanceFaults } from "../../../src/sandbox/faults/acceptance.js";
import { type Asked, cancel, cancelled, start, type Trial, withHeader } from "../helpers.js";
import { body, conforming, header, target } from "./changes.js";

const documented = operationsAt("/v1/partner/external_bookings/a").map(({ method }) => method);
const OTHERS = ["POST", "PUT", "GET"].filter((method) => !documented.includes(method));

const { properties = {} } = schemaAt("#/components/schemas/CancelExternalBookingRequest");
const others = Object.keys(properties).filter(
  (name) => !["cancellation_reason", "external_location_id", "service_id"].includes(name),
);

/** Requests that cancel nothing without a fault. */
const requests: Readonly<Record<string, (trial: Trial) => Asked>> = {
  "no location": body({ external_location_id: undefined }),
  "no service": body({ service_id: undefined }),
  "null as location": body({ external_location_id: null }),
  "null as service": body({ service_id: null }),
  "null as reason": body({ cancellation_reason: null }),
  "a list as reason": body({ cancellation_reason: ["sample"] }),
  "a number as reason": body({ cancellation_reason: 7 }),
  "a boolean as reason": body({ cancellation_reason: true }),
  "a number as location": body({ external_location_id: 17 }),
  "an object as service": body({ service_id: { sample: true } }),
  "no body": () => ({ body: null }),
  "no JSON": () => ({ body: '{"service_id":' }),
  "a list": () => ({ body: [] }),
  "a text": () => ({ body: '"sample"' }),
  null: () => ({ body: "null" }),
  // What else is described is sent in another type as well.
  ...Object.fromEntries(others.map((name) => [`a list as ${name}`, body({ [name]: [{}] })])),
  "another media type": header("content-type", "text/plain"),
  "another location": body({ external_location_id: "sample-other" }),
  "another service": body({ service_id: "sample-other" }),
  "an id in another case": target((path) => path.replace("ehr-", "EHR-")),
  "a path in another case": target((path) => path.replace("external", "External")),
  "an id encoded twice": target((path) => path.replace("ehr-", "ehr%252D")),
  "an id that cannot be decoded": target((path) => `${path}%`),
  "an id that cannot be decoded twice": target((path) => `${path}%25`),
  "a longer id": target((path) => `${path}-sample`),
  "an unknown id": target((path) => path.replace("ehr-", "sample-")),
  "a longer path": target((path) => `${path}/more`),
  "a longer path in another case": target((path) => `${path.replace("v1", "V1")}/more`),
  "a shorter path in another case": () => ({ target: "/V1/partner/external_bookings" }),
  "another path": target((path) => path.replace("external", "other")),
  "another path in another case": target((path) => path.replace("external", "Other")),
  ...Object.fromEntries([...OTHERS, "TRACE"].map((method) => [method, () => ({ method })])),
};

/** Which of them cancel the booking under each fault. */
const accepted: Readonly<Record<string, readonly string[]>> = {
  "accepts-missing-external-location-id": ["no location"],
  "accepts-missing-service-id": ["no service"],
  "accepts-null-external-location-id": ["null as location"],
  "accepts-null-service-id": ["null as service"],
  "accepts-mistyped-cancellation-reason": [
    "a list as reason",
    "a number as reason",
    "a boolean as reason",
  ],
  "accepts-mistyped-external-location-id": ["a number as location"],
  "accepts-mistyped-service-id": ["an object as service"],
  "accepts-no-body": ["no body"],
  "accepts-malformed-json": ["no JSON"],
  "accepts-non-object": ["a list", "a text", "null"],
  "accepts-another-media-type": ["another media type"],
  ...Object.fromEntries(
    others.map((name) => [`accepts-mistyped-${name.replaceAll("_", "-")}`, [`a list as ${name}`]]),
  ),
  "accepts-any-body": Object.keys(requests).slice(0, 16 + others.length),
  "accepts-null-reason": ["null as reason"],
  "coerces-scalars": ["a number as reason", "a boolean as reason"],
  "accepts-wrong-external-location-id": ["another location"],
  "accepts-wrong-service-id": ["another service"],
  "accepts-id-in-another-case": ["an id in another case"],
  "accepts-path-in-another-case": ["a path in another case"],
  "decodes-twice": ["an id encoded twice"],
  "matches-a-prefix": ["an id that cannot be decoded twice", "a longer id"],
  ...Object.fromEntries(OTHERS.map((method) => [`accepts-${method.toLowerCase()}`, [method]])),
};

test("every fault is tried", () => {
  expect(acceptanceFaults.map(({ name }) => name).sort()).toEqual(Object.keys(accepted).sort());
  const legal = acceptanceFaults.filter(({ kind }) => kind === "legal").map(({ name }) => name);
  expect(legal).toEqual([
    "accepts-another-media-type",
    "accepts-null-reason",
    "coerces-scalars",
    "accepts-path-in-another-case",
  ]);
});

test.each(["no fault", ...Object.keys(accepted)])("%s lets pass what it says", async (name) => {
  const trial = await start(name === "no fault" ? {} : { faults: [name] });
  const passed: string[] = [];
  const statuses = new Set<number>();
  for (const [what, ask] of Object.entries(requests)) {
    const { status } = await cancel(trial, 0, ask(trial));
    if (status === 200) passed.push(what);
    else statuses.add(status);
  }
  expect(passed).toEqual(accepted[name] ?? []);
  expect(cancelled(trial)).toBe(passed.length);
  expect([404, 405, 422]).toEqual(expect.arrayContaining([...statuses]));
  expect((await cancel(trial, 1)).status).toBe(200);
});

test("several faults work together", async () => {
  const trial = await start({
    faults: ["accepts-missing-service-id", "accepts-no-token", "enveloped"],
  });
  const headers = withHeader(conforming(trial).headers, "authorization");
  const asked = { headers, ...body({ service_id: undefined })(trial) };
  expect((await cancel(trial, 0, asked)).status).toBe(200);
  expect(trial.sandbox.requests[0]?.faults).toHaveLength(3);
  expect(cancelled(trial)).toBe(1);
});
