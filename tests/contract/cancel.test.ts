/** The cancel in particular: its ids on the wire, what each answer says about the booking, and that nothing leaks. */
import { describe, expect, test } from "@jest/globals";
import nock from "nock";
import {
  createSolvClient,
  SolvContractError,
  type SolvError,
  SolvValidationError,
} from "../../src/index.node.js";
import {
  answerExamples,
  booking,
  bookingId,
  cancel,
  errorOf,
  minimalBody,
  renderings,
} from "../client/support.js";
import { departuresOf, schemasAnswered } from "./described.js";
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

describe("a departure leaves its outcome", () => {
  test.each(
    schemasAnswered(cancel)
      .filter(([, { status }]) => status === 200)
      .flatMap(([, answer]) => departuresOf(answer)),
  )("200 %s", async (_, value, pointer) => {
    const scope = answering(200, value);
    const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
    scope.done();
    // By its id and its status it is recognised, so only these two leave a doubt.
    expect(error.outcome).toBe(/^\/(id|status)$/.test(pointer) ? "unknown" : "applied");
  });

  const whole = JSON.stringify(booking);
  test.each<[string, number, string | Buffer, Record<string, string>, string, string]>([
    ["a truncated body", 200, whole.slice(0, -9), json, "response_body_syntax", "unknown"],
    ["an empty body", 200, "", json, "response_body_syntax", "unknown"],
    ["text", 200, "cancelled", json, "response_body_syntax", "unknown"],
    ["markup", 200, "<html></html>", json, "response_body_syntax", "unknown"],
    ["a byte order mark", 200, `\ufeff${whole}`, json, "response_body_syntax", "unknown"],
    [
      "invalid UTF-8",
      200,
      Buffer.from([0x22, 0xff, 0x22]),
      json,
      "response_body_syntax",
      "unknown",
    ],
    ["an array", 200, `[${whole}]`, json, "response_schema_conformance", "unknown"],
    ["null", 200, "null", json, "response_schema_conformance", "unknown"],
    ["an envelope", 200, `{"data":${whole}}`, json, "response_schema_conformance", "unknown"],
    ["HTML", 200, "<p>", { "content-type": "text/html" }, "content_type_conformance", "unknown"],
    ["no media type", 200, whole, {}, "content_type_conformance", "applied"],
    [
      "text/plain",
      200,
      whole,
      { "content-type": "text/plain" },
      "content_type_conformance",
      "applied",
    ],
    ["201", 201, whole, json, "status_code_conformance", "unknown"],
    ["204", 204, "", {}, "status_code_conformance", "unknown"],
    [
      "422 with a string for detail",
      422,
      '{"detail":"x"}',
      json,
      "response_schema_conformance",
      "not_applied",
    ],
    [
      "422 with HTML",
      422,
      "<p>",
      { "content-type": "text/html" },
      "content_type_conformance",
      "not_applied",
    ],
  ])("%s", async (_, status, body, headers, check, outcome) => {
    const scope = answering(status, body, headers);
    const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
    scope.done();
    expect(error).toBeInstanceOf(SolvContractError);
    expect((error as SolvContractError).findings[0]).toMatchObject({ check, severity: "error" });
    expect(error).toMatchObject({ code: "contract_violation", outcome, status, attempts: 1 });
  });
});

describe("other statuses have their own errors", () => {
  test.each<[number, string, string, SolvError["outcome"]]>([
    [301, "SolvRedirectError", "redirect", "not_applied"],
    [302, "SolvRedirectError", "redirect", "unknown"],
    [303, "SolvRedirectError", "redirect", "unknown"],
    [304, "SolvRedirectError", "redirect", "unknown"],
    [307, "SolvRedirectError", "redirect", "not_applied"],
    [308, "SolvRedirectError", "redirect", "not_applied"],
    [400, "SolvRejectedError", "rejected", "not_applied"],
    [401, "SolvAuthenticationError", "authentication", "not_applied"],
    [403, "SolvPermissionError", "permission", "not_applied"],
    [404, "SolvNotFoundError", "not_found", "not_applied"],
    [409, "SolvRejectedError", "rejected", "not_applied"],
    [429, "SolvRateLimitError", "rate_limit", "not_applied"],
    [500, "SolvServerError", "server", "unknown"],
    [503, "SolvServerError", "server", "unknown"],
  ])("%i", async (status, name, code, outcome) => {
    const scope = answering(status, "", { location: "https://elsewhere.example/" });
    const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
    scope.done();
    expect(error).toMatchObject({ name, code, outcome, status, operationId: cancel.id });
    expect(error.message).toContain(`DELETE ${cancel.path}: `);
    expect(String(error.stack)).toContain(`${name}: `);
  });
});

describe("nothing leaks", () => {
  const canary = "CANARY";
  const bare = { external_location_id: `${canary}-location`, service_id: `${canary}-service` };
  const values = Object.fromEntries(Object.keys(booking).map((name) => [name, `${canary}${name}`]));
  const detail = [{ loc: ["body", canary], msg: canary, type: canary, input: canary }];

  test.each<[number, string]>([
    [200, JSON.stringify({ ...values, [canary]: canary })],
    [200, `${canary} not JSON`],
    [302, canary],
    [403, JSON.stringify(values)],
    [422, JSON.stringify({ detail })],
    [422, JSON.stringify({ detail: canary })],
    [500, `<pre>${canary}</pre>`],
  ])("in the error of a %i", async (status, body) => {
    const scope = nock(baseUrl)
      .delete(`/v1/partner/external_bookings/${canary}-id`, bare)
      .reply(status, body, { ...json, "x-canary": canary, location: `https://${canary}.example/` });
    const leaky = createSolvClient({
      baseUrl,
      clientId: `${canary}-key`,
      accessToken: `${canary}-token`,
    });
    const error = await errorOf(leaky.cancelExternalBooking(`${canary}-id`, bare));
    scope.done();
    expect(renderings(error)).not.toContain(canary);
    expect(renderings(leaky)).not.toContain(canary);
    expect(new TextDecoder().decode(error.revealResponse()?.body)).toBe(body);
    leaky.close();
  });
});
