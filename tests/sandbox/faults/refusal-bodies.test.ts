/** What each fault of a refusal answers, to the last member, and that it leaves other requests alone. */
import { describe, expect, test } from "@jest/globals";
import { headerOf, type WireResponse } from "../../../src/http/wire.js";
import { validationFaults } from "../../../src/sandbox/faults/validation.js";
import {
  type Asked,
  bookingAt,
  cancel,
  cancelled,
  cancelOf,
  start,
  type Trial,
  withHeader,
} from "../helpers.js";

const text = ({ body }: WireResponse) => new TextDecoder().decode(body);
const html = (said: string) => `<!doctype html><title>Sample</title><p>${said}</p>`;

interface Item {
  readonly loc: readonly unknown[];
  readonly msg: string;
  readonly type: string;
}

const items =
  (change: (item: Item) => unknown) =>
  (detail: readonly Item[]): unknown => ({ detail: detail.map(change) });

/** What becomes of the detail of a conforming refusal: a value that is written as JSON. */
const bodies: Readonly<Record<string, (detail: readonly Item[]) => unknown>> = {
  "detail-string": () => ({ detail: "The request is invalid." }),
  "detail-object": ([first]) => ({ detail: first }),
  "detail-null": () => ({ detail: null }),
  "detail-of-strings": items(({ msg }) => msg),
  "detail-bare": (detail) => detail,
  "invalid-null": () => null,
  "item-without-loc": items(({ msg, type }) => ({ msg, type })),
  "item-without-msg": items(({ loc, type }) => ({ loc, type })),
  "item-without-type": items(({ loc, msg }) => ({ loc, msg })),
  "loc-string": items((item) => ({ ...item, loc: item.loc.join(".") })),
  "loc-null": items((item) => ({ ...item, loc: null })),
  "loc-nested": items((item) => ({ ...item, loc: [item.loc] })),
  "loc-fraction": items((item) => ({ ...item, loc: [...item.loc, 0.5] })),
  "msg-null": items((item) => ({ ...item, msg: null })),
  "type-number": items((item) => ({ ...item, type: 422 })),
  "invalid-as-200": items((item) => item),
  "invalid-as-400": items((item) => item),
  "invalid-as-404": items((item) => item),
  "invalid-as-500": items((item) => item),
  "invalid-problem": items((item) => item),
  "no-detail": () => ({}),
  "empty-detail": () => ({ detail: [] }),
  "first-item-only": ([first]) => ({ detail: [first] }),
  "extra-members": items((item) => ({
    ...item,
    input: "sample-echoed-input",
    ctx: {},
    url: "https://docs.example/sample",
  })),
  "position-in-loc": items((item) => ({ ...item, loc: [...item.loc, 0] })),
};

const texts: Readonly<Record<string, string>> = {
  "invalid-empty": "",
  "invalid-html": html("Invalid."),
};

test("every fault of the refusal's body is tried", () => {
  const others = ["unknown-as-422", ...crashing.map(([name]) => name)];
  expect(validationFaults.map(({ name }) => name).sort()).toEqual(
    [...Object.keys(bodies), ...Object.keys(texts), ...others].sort(),
  );
});

test.each(Object.keys({ ...bodies, ...texts }))("%s is what its name says", async (name) => {
  const conforming = text(await cancel(await start(), 0, { body: {} }));
  const { detail } = JSON.parse(conforming) as { detail: readonly Item[] };
  expect(detail).toHaveLength(2);
  const trial = await start({ faults: [name] });
  const answer = await cancel(trial, 0, { body: {} });
  expect(text(answer)).toBe(texts[name] ?? JSON.stringify(bodies[name]?.(detail)));
  // Another refusal and a success are left alone.
  const unknown = { target: "/v1/partner/external_bookings/sample-unknown" };
  expect((await cancel(trial, 0, unknown)).status).toBe(404);
  expect(text(await cancel(trial))).toBe(text(await cancel(await start())));
});

const crashing: readonly (readonly [string, readonly unknown[]])[] = [
  ["crashes-on-malformed-json", ["{"]],
  ["crashes-on-no-body", [null]],
  ["crashes-on-non-object", [[], [1], "null", '"sample"', "7", "true"]],
];

test.each(crashing)("%s crashes on nothing else", async (name, bodiesThatCrash) => {
  const trial = await start({ faults: [name] });
  for (const body of [...crashing.flatMap(([, each]) => each), {}]) {
    const answer = await cancel(trial, 0, { body });
    const crashes = bodiesThatCrash.includes(body);
    expect([body, answer.status]).toEqual([body, crashes ? 500 : 422]);
    if (crashes) expect(text(answer)).toBe('{"detail":"Crashed."}');
  }
  expect((await cancel(trial)).status).toBe(200);
});

test("unknown-as-422 says that the body is missing, and only of what is unknown", async () => {
  const trial = await start({ faults: ["unknown-as-422"] });
  const target = "/v1/partner/external_bookings/sample-unknown";
  expect(text(await cancel(trial, 0, { target }))).toBe(
    '{"detail":[{"loc":["body"],"msg":"field required","type":"value_error.missing"}]}',
  );
  expect((await cancel(trial, 0, { target, headers: [] })).status).toBe(401);
});

describe("of the credentials", () => {
  const plain = (trial: Trial) => cancelOf(bookingAt(trial), trial.sandbox).headers;
  const nobody = (trial: Trial): Asked => ({ headers: withHeader(plain(trial), "authorization") });
  const unscoped = (trial: Trial): Asked => ({
    headers: withHeader(
      plain(trial),
      "authorization",
      `Bearer ${trial.sandbox.credentials.unscopedAccessToken}`,
    ),
  });

  /** The statuses without a token and without its scope; the bodies stay as they are. */
  const statuses: Readonly<Record<string, readonly [number, number]>> = {
    "unauthorised-as-200": [200, 403],
    "unauthorised-as-500": [500, 403],
    "forbidden-instead": [403, 403],
    "unscoped-as-401": [401, 401],
    "no-challenge": [401, 403],
  };
  test.each(Object.keys(statuses))("%s changes nothing else", async (name) => {
    const trial = await start({ faults: [name] });
    const conforming = await start();
    const [first, second] = [
      await cancel(trial, 0, nobody(trial)),
      await cancel(trial, 0, unscoped(trial)),
    ];
    expect([first.status, second.status]).toEqual(statuses[name]);
    expect(text(first)).toBe(text(await cancel(conforming, 0, nobody(conforming))));
    expect(text(second)).toBe(text(await cancel(conforming, 0, unscoped(conforming))));
    expect(headerOf(first.headers, "content-type")).toBe("application/json");
    const challenge = name === "no-challenge" ? undefined : "Bearer";
    expect(headerOf(first.headers, "www-authenticate")).toBe(challenge);
    expect(cancelled(trial)).toBe(0);
    expect((await cancel(trial)).status).toBe(200);
  });

  test("unauthorised-redirect leads to a login page elsewhere", async () => {
    const trial = await start({ faults: ["unauthorised-redirect"] });
    const answer = await cancel(trial, 0, nobody(trial));
    expect(headerOf(answer.headers, "location")).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/login$/);
    expect(text(answer)).toBe("");
    expect((await cancel(trial, 0, unscoped(trial))).status).toBe(403);
    expect((await cancel(trial)).status).toBe(200);
  });

  test("refuses-everybody refuses as if the token were not known", async () => {
    const trial = await start({ faults: ["refuses-everybody"] });
    const answer = await cancel(trial);
    expect(text(answer)).toBe('{"detail":"The access token is not known."}');
    expect((await cancel(trial, 0, unscoped(trial))).status).toBe(403);
    expect(cancelled(trial)).toBe(0);
  });
});
