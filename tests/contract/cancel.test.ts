/** The cancel in particular: its ids on the wire, and what each answer says about the booking. */
import { describe, expect, test } from "@jest/globals";
import nock from "nock";
import { SolvValidationError } from "../../src/index.node.js";
import {
  answerExamples,
  booking,
  bookingId,
  cancel,
  errorOf,
  minimalBody,
} from "../client/support.js";
import { answering, baseUrl, client, json } from "./over-nock.js";

describe("an id", () => {
  test.each([
    ["a b", "a%20b"],
    ["ä/é", "%C3%A4%2F%C3%A9"],
    ["100%", "100%25"],
    ["%2e%2e", "%252e%252e"],
    ["?x=1#y", "%3Fx%3D1%23y"],
    ["...", "..."],
    ["$&", "%24%26"],
    ["😀", "%F0%9F%98%80"],
  ])("encodes the id %j as one segment", async (id, segment) => {
    const path = `/v1/partner/external_bookings/${segment}`;
    const scope = nock(baseUrl)
      .delete(path, { ...minimalBody })
      .twice()
      .reply(200, booking, json);
    await client.cancelExternalBooking(id, minimalBody);
    await client.api.DELETE(cancel.path as "/v1/partner/external_bookings/{external_booking_id}", {
      params: { path: { external_booking_id: id } },
      body: minimalBody,
    });
    scope.done();
  });
});

describe("a booking", () => {
  test("comes with how it came about", async () => {
    const scope = answering(200, booking, { ...json, "x-request-id": "request-1" });
    const result = await client.cancelExternalBookingWithResponse(bookingId, minimalBody);
    scope.done();
    const [status, requestId, attempts, earlierAttemptUnknown] = [200, "request-1", 1, false];
    expect(result).toEqual({ booking, status, requestId, attempts, earlierAttemptUnknown });
  });

  test("undocumented properties pass", async () => {
    const scope = answering(200, { ...booking, loyalty_tier: "gold" });
    await expect(client.cancelExternalBooking(bookingId, minimalBody)).resolves.toMatchObject({
      loyalty_tier: "gold",
    });
    scope.done();
  });

  test("client.api returns data for 200 and error for 422 and for undocumented failures", async () => {
    const call = () =>
      client.api.DELETE("/v1/partner/external_bookings/{external_booking_id}", {
        params: { path: { external_booking_id: bookingId } },
        body: minimalBody,
      });
    const scope = answering(200, booking);
    expect(await call()).toMatchObject({ data: booking, response: { status: 200 } });
    scope.done();
    const [, detail] = answerExamples("cancelExternalBooking", 422)[0] ?? ["", {}];
    answering(422, detail).on("replied", () => undefined);
    expect(await call()).toMatchObject({ error: detail, response: { status: 422 } });
    answering(500, "");
    expect((await call()).response.status).toBe(500);
  });

  test.each(answerExamples("cancelExternalBooking", 422))("422 %s is typed", async (_, value) => {
    const scope = answering(422, value);
    const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
    scope.done();
    expect(error).toBeInstanceOf(SolvValidationError);
    const { detail } = value as { detail: { loc: unknown; type: string; msg: string }[] };
    expect(error).toMatchObject({
      code: "validation",
      outcome: "not_applied",
      status: 422,
      attempts: 1,
      issues: detail.map(({ loc, type }) => ({ loc, type })),
    });
    expect((error as SolvValidationError).revealMessages()).toEqual(detail.map(({ msg }) => msg));
  });
});
