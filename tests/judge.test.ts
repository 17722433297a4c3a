import { expect, test } from "@jest/globals";
import { operations } from "../src/description.js";
import { examplesAt, lineOf } from "../src/document.js";
import { judgeResponse } from "../src/judge/judge.js";

const source =
  "#/paths/~1v1~1partner~1external_bookings~1{external_booking_id}/delete/responses/200";

test("every documented example of the cancel's answer conforms", () => {
  for (const [, value] of examplesAt(`${source}/content/application~1json`)) {
    const body = new TextEncoder().encode(JSON.stringify(value));
    const headers = [["content-type", "application/json"]] as const;
    expect(judgeResponse(operations.cancelExternalBooking, { status: 200, headers, body })).toEqual(
      [],
    );
  }
  expect(lineOf(source)).toBeGreaterThan(1);
});
