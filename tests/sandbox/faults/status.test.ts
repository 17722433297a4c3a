/** What each fault of a status or of identity answers, and which booking is cancelled. */
import { expect, test } from "@jest/globals";
import { headerOf } from "../../../src/http/wire.js";
import { identityFaults } from "../../../src/sandbox/faults/identity.js";
import { statusFaults } from "../../../src/sandbox/faults/status.js";
import {
  type Asked,
  bookingAt,
  cancel,
  cancelled,
  cancelOf,
  json,
  start,
  type Trial,
} from "../helpers.js";

interface Expected {
  readonly status: number;
  readonly cancelled: 0 | 1;
  readonly header?: readonly [name: string, value: RegExp | undefined];
  readonly body?: RegExp;
}

const detail = (text: string) => new RegExp(`^\\{"detail":"${text}"\\}$`);
const page = (text: string) => new RegExp(`^<!doctype html><title>Sample</title><p>${text}</p>$`);
const refused = (status: number, text = "Refused\\."): Expected => ({
  status,
  cancelled: 0,
  body: detail(text),
});
const limited = (value?: RegExp): Expected => ({
  ...refused(429, "Too many requests\\."),
  header: ["retry-after", value],
});
const redirected = (status: number, cancels: 0 | 1): Expected => ({
  status,
  cancelled: cancels,
  header: ["location", /^http:\/\/127\.0\.0\.1:\d+\/v1\/partner\/external_bookings\//],
});
const unauthorised: Expected = {
  ...refused(401, "The access token is not known\\."),
  header: ["www-authenticate", /^Bearer$/],
};
const applied = (status: number, body: RegExp): Expected => ({ status, cancelled: 1, body });

const expected: Readonly<Record<string, Expected>> = {
  "rate-limited-plain": limited(),
  "rate-limited-seconds": limited(/^1$/),
  "rate-limited-zero": limited(/^0$/),
  "rate-limited-day": limited(/^86400$/),
  "rate-limited-negative": limited(/^-1$/),
  "rate-limited-fraction": limited(/^0\.5$/),
  "rate-limited-words": limited(/^sample$/),
  "rate-limited-huge": limited(/^9{400}$/),
  "rate-limited-past": limited(/^Thu, 01 Jan 1970 00:00:00 GMT$/),
  "rate-limited-date": limited(/^\w{3}, \d\d \w{3} 20\d\d \d\d:\d\d:\d\d GMT$/),
  "rate-limited-once": limited(/^0$/),
  "redirect-301": redirected(301, 0),
  "redirect-307": redirected(307, 0),
  "redirect-308": redirected(308, 0),
  "redirect-302": redirected(302, 1),
  "redirect-303": redirected(303, 1),
  "redirect-loop": { status: 307, cancelled: 0, header: ["location", /^\/v1\/partner\//] },
  "redirect-nowhere": { status: 307, cancelled: 0, header: ["location", undefined] },
  "unauthorised-once": unauthorised,
  "unauthorised-always": unauthorised,
  "status-400": refused(400),
  "status-403": refused(403),
  "status-404": refused(404),
  "status-408": refused(408),
  "status-409": refused(409),
  "status-410": refused(410),
  "status-413": refused(413),
  "captive-portal": {
    status: 200,
    cancelled: 0,
    body: page("Accept the terms of this network\\."),
  },
  "status-204": applied(204, /^$/),
  "status-205": applied(205, /^$/),
  "status-304": applied(304, /^$/),
  "empty-200": { ...applied(200, /^$/), header: ["content-type", undefined] },
  "status-500": applied(500, detail("Crashed\\.")),
  "empty-500": applied(500, /^$/),
  "html-502": applied(502, page("Bad gateway\\.")),
  "status-503": { ...applied(503, detail("Unavailable\\.")), header: ["retry-after", /^0$/] },
  "html-504": applied(504, page("Timed out\\.")),
  "status-599": applied(599, detail("Sample\\.")),
};

test("every fault of a status is tried", () => {
  expect(statusFaults.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
});

test.each(Object.keys(expected))("%s", async (name) => {
  const trial = await start({ faults: [name] });
  const wanted = expected[name];
  const answer = await cancel(trial);
  expect([answer.status, cancelled(trial)]).toEqual([wanted?.status, wanted?.cancelled]);
  if (wanted?.body) expect(new TextDecoder().decode(answer.body)).toMatch(wanted.body);
  if (wanted?.header) {
    const [header, value] = wanted.header;
    const received = headerOf(answer.headers, header);
    if (value) expect(received).toMatch(value);
    else expect(received).toBeUndefined();
  }
  const again = await cancel(trial);
  expect(again.status).toBe(name.endsWith("-once") ? 200 : wanted?.status);
  const sentence = statusFaults.find((fault) => fault.name === name)?.sentence;
  expect(sentence).toContain(wanted?.cancelled ? "applied before" : "Nothing is applied");
});

test("rate-limited-date is two seconds ahead", async () => {
  const trial = await start({ faults: ["rate-limited-date"] });
  const before = Date.now();
  const date = Date.parse(headerOf((await cancel(trial)).headers, "retry-after") ?? "");
  // The date has no fraction of a second.
  expect(date).toBeGreaterThan(before + 1000);
  expect(date).toBeLessThanOrEqual(Date.now() + 2000);
});

test("a client that follows a redirect to another origin is seen there", async () => {
  const trial = await start({ faults: ["redirect-307"] });
  const { target, headers, body } = cancelOf(bookingAt(trial), trial.sandbox);
  await fetch(trial.sandbox.baseUrl + target, {
    method: "DELETE",
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    body: JSON.stringify(body),
    redirect: "follow",
  });
  expect(trial.sandbox.elsewhere).toEqual([target]);
  expect(cancelled(trial)).toBe(0);
});

interface Seen {
  readonly trial: Trial;
  /** The booking at a position is cancelled, and status and body of the answer come back. */
  send(position: number, asked?: Asked): Promise<{ status: number; body: Record<string, unknown> }>;
}

const expectedOf = (trial: Trial, position: number) => bookingAt(trial, position).expect;
const refusal = { detail: expect.stringMatching(/^[A-Z].*\.$/) };
const unknown = { target: "/v1/partner/external_bookings/sample-unknown" };

/** What each fault must do. */
const behaviours: Readonly<Record<string, (seen: Seen) => Promise<void>>> = {
  "answers-another-booking": async ({ trial, send }) => {
    expect((await send(0)).body).toMatchObject(expectedOf(trial, 1));
    expect([cancelled(trial, 0), cancelled(trial, 1)]).toEqual([1, 0]);
  },
  "cancels-another-booking": async ({ trial, send }) => {
    expect((await send(0)).body).toMatchObject(expectedOf(trial, 1));
    expect([cancelled(trial, 0), cancelled(trial, 1)]).toEqual([0, 1]);
  },
  "same-answer-for-all": async ({ trial, send }) => {
    await send(1);
    expect((await send(2)).body).toMatchObject(expectedOf(trial, 1));
    expect([cancelled(trial, 1), cancelled(trial, 2)]).toEqual([1, 1]);
  },
  "same-id-for-all": async ({ trial, send }) => {
    for (const position of [0, 1]) {
      expect((await send(position)).body).toMatchObject({ ...expectedOf(trial, position), id: 1 });
    }
    expect([cancelled(trial, 0), cancelled(trial, 1)]).toEqual([1, 1]);
  },
  "status-unchanged": async ({ trial, send }) => {
    expect((await send(0)).body.status).not.toBe(expectedOf(trial, 0).status);
    expect(cancelled(trial)).toBe(1);
  },
  "cancels-nothing": async ({ trial, send }) => {
    expect((await send(0)).body.status).not.toBe(expectedOf(trial, 0).status);
    expect(cancelled(trial)).toBe(0);
  },
  "second-cancel-another-booking": async ({ trial, send }) => {
    expect((await send(0)).body.id).toBe(expectedOf(trial, 0).id);
    expect((await send(0)).body.id).toBe(expectedOf(trial, 1).id);
    expect([cancelled(trial, 0), cancelled(trial, 1)]).toEqual([1, 0]);
  },
  "second-cancel-500": repeatedly(500),
  "second-cancel-404": repeatedly(404),
  "second-cancel-409": repeatedly(409),
  "second-cancel-410": repeatedly(410),
  "unknown-as-success": async ({ send }) => {
    const { status, body } = await send(0, unknown);
    expect([status, typeof body.last_name]).toEqual([200, "string"]);
  },
  "unknown-as-200": unknownWith(200),
  "unknown-as-500": unknownWith(500),
  "unknown-as-410": unknownWith(410),
  "unknown-as-403": unknownWith(403),
};

function repeatedly(status: number) {
  return async ({ trial, send }: Seen) => {
    expect((await send(1)).status).toBe(200);
    expect(await send(1)).toEqual({ status, body: refusal });
    expect(cancelled(trial, 1)).toBe(1);
    expect((await send(2)).status).toBe(200);
  };
}

function unknownWith(status: number) {
  return async ({ send }: Seen) => {
    const answer = await send(0, unknown);
    expect(answer).toEqual({ status, body: refusal });
    expect((await send(0)).status).toBe(200);
  };
}

test("every fault of identity is tried", () => {
  expect(identityFaults.map(({ name }) => name).sort()).toEqual(Object.keys(behaviours).sort());
});

test.each(Object.keys(behaviours))("%s", async (name) => {
  const trial = await start({ faults: [name] });
  await behaviours[name]?.({
    trial,
    send: async (position, asked) => {
      const answer = await cancel(trial, position, asked);
      return { status: answer.status, body: json(answer) as Record<string, unknown> };
    },
  });
  expect.hasAssertions();
});
