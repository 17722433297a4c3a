/** Which booking each fault of identity cancels, which it answers with, and what repeats and unknown ids get. */
import { expect, test } from "@jest/globals";
import { identityFaults } from "../../../src/sandbox/faults/identity.js";
import { type Asked, bookingAt, cancel, cancelled, json, start, type Trial } from "../helpers.js";

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

test("every fault is tried", () => {
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
