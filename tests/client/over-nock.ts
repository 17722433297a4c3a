/** A client whose calls `nock` answers: the set-up of the tests that hold it to the description. */
import { afterAll, afterEach, beforeAll, expect } from "@jest/globals";
import nock from "nock";
import { createSolvClient } from "../../src/index.node.js";
import { bookingId, minimalBody } from "./support.js";

export const baseUrl = "https://partner-api.example";
export const clientId = "sample-client";
export const accessToken = "sample-access-token";
export const json = { "content-type": "application/json" };

export const client = createSolvClient({ baseUrl, clientId, accessToken });

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});
afterAll(() => {
  client.close();
  nock.restore();
});

/** Answers the one cancel that is expected. */
export function answering(
  status: number,
  body: string | Buffer | object,
  headers: Record<string, string> = json,
): nock.Scope {
  return nock(baseUrl)
    .delete(`/v1/partner/external_bookings/${bookingId}`, { ...minimalBody })
    .reply(status, body as nock.Body, headers);
}
