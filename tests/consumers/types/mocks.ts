/** The mocks' types take nock 13, 14 and 15 as each has its own, and are those of the operation. */
import nock14 from "nock";
import nock13 from "nock-13";
import nock15 from "nock-15";
import {
  createSolvError,
  mockCancelExternalBooking,
  mockOperation,
} from "solv-external-bookings/testing";

mockCancelExternalBooking({ nock: nock13, status: 200 }).done();
mockCancelExternalBooking({ nock: nock14, booking: { last_name: "Sample" } }).done();
mockCancelExternalBooking({ nock: nock15, externalBookingId: "sample" }).done();
mockCancelExternalBooking(nock13("https://api.sample.invalid")).done();
mockCancelExternalBooking(nock14("https://api.sample.invalid")).done();
mockCancelExternalBooking(nock15("https://api.sample.invalid")).done();
mockOperation("createAccessToken", { nock: nock15, body: { access_token: "sample" } }).done();
mockOperation("cancelExternalBooking", nock13("https://api.sample.invalid"), {
  path: { external_booking_id: "sample" },
  undocumented: { status: 404, body: { detail: "none" } },
}).done();
// @ts-expect-error Another operation's parameter.
mockOperation("createAccessToken", { nock: nock14, path: { external_booking_id: "sample" } });
// @ts-expect-error A booking's number is one.
mockCancelExternalBooking({ nock: nock14, booking: { id: "7" } });
export const code: "not_found" = createSolvError({ code: "not_found" }).code;
// @ts-expect-error There is no such code.
createSolvError({ code: "sample" });
