/** Departures of a provider's own description from ours, with the rating that each must get. */
import type { ChangeCase } from "./change.js";

export interface Departure extends Pick<ChangeCase, "name" | "change"> {
  readonly impact: "minor" | "major";
  readonly direction: "what we send" | "what we get";
  /** What the line says. */
  readonly says: RegExp;
}

type Loose = Parameters<ChangeCase["change"]>[0];

const CANCEL = "/v1/partner/external_bookings/{external_booking_id}";
const cancel = (d: Loose) => d.paths[CANCEL].delete;
const out = (d: Loose) => d.components.schemas.BookingOut;
const sent = (d: Loose) => d.components.schemas.CancelBody;
const SEND = "what we send";
const GET = "what we get";

export const DEPARTURES: readonly Departure[] = [
  {
    name: "the operation is gone",
    impact: "major",
    direction: SEND,
    says: /external_bookings.* is here, and not there/,
    change: (d) => delete d.paths[CANCEL],
  },
  {
    name: "another method",
    impact: "major",
    direction: SEND,
    says: /external_bookings.* is here, and not there/,
    change: (d) => {
      d.paths[CANCEL].post = cancel(d);
      delete d.paths[CANCEL].delete;
    },
  },
  {
    name: "a required property is sent in addition",
    impact: "major",
    direction: SEND,
    says: /required there, not here: `channel`/,
    change: (d) => {
      sent(d).properties.channel = { type: "string", title: "Channel" };
      sent(d).required.push("channel");
    },
  },
  {
    name: "an optional property may be sent in addition",
    impact: "minor",
    direction: SEND,
    says: /request, `channel` is there, and not here/,
    change: (d) =>
      (sent(d).properties.channel = { anyOf: [{ type: "string" }, { type: "null" }], title: "C" }),
  },
  {
    name: "a property is not known",
    impact: "major",
    direction: SEND,
    says: /`cancellation_reason` is here, and not there/,
    change: (d) => delete sent(d).properties.cancellation_reason,
  },
  {
    name: "an optional property is required",
    impact: "major",
    direction: SEND,
    says: /required there, not here: `cancellation_reason`/,
    change: (d) => {
      sent(d).properties.cancellation_reason = { type: "string", title: "Cancellation Reason" };
      sent(d).required.push("cancellation_reason");
    },
  },
  {
    name: "a required property is optional",
    impact: "minor",
    direction: SEND,
    says: /required here, not there: `service_id`/,
    change: (d) => sent(d).required.pop(),
  },
  {
    name: "a sent property is of another type",
    impact: "major",
    direction: SEND,
    says: /`service_id`: `type` is "integer" there, "string" here/,
    change: (d) => (sent(d).properties.service_id.type = "integer"),
  },
  {
    name: "a sent property is limited in length",
    impact: "major",
    direction: SEND,
    says: /`maxLength` is 20 there, absent here/,
    change: (d) => (sent(d).properties.service_id.maxLength = 20),
  },
  {
    name: "a sent property is one of a list",
    impact: "major",
    direction: SEND,
    says: /`enum` is \["a","b"\] there, absent here/,
    change: (d) => {
      d.components.schemas.Service = { type: "string", enum: ["a", "b"], title: "Service" };
      sent(d).properties.service_id = { $ref: "#/components/schemas/Service" };
    },
  },
  {
    name: "objects that are sent are closed",
    impact: "major",
    direction: SEND,
    says: /additionalProperties/,
    change: (d) => (sent(d).additionalProperties = false),
  },
  {
    name: "a query parameter is required",
    impact: "major",
    direction: SEND,
    says: /parameter `region` is there, and not here/,
    change: (d) =>
      cancel(d).parameters.push({
        name: "region",
        in: "query",
        required: true,
        schema: { type: "string", title: "Region" },
      }),
  },
  {
    name: "an id is an integer",
    impact: "major",
    direction: SEND,
    says: /parameter `external_booking_id`: `type` is "integer" there/,
    change: (d) => (cancel(d).parameters[0].schema.type = "integer"),
  },
  {
    name: "another credential is asked for",
    impact: "major",
    direction: SEND,
    says: /credentials: header x-partner is asked for there, and not here/,
    change: (d) => {
      d.components.securitySchemes.Partner = { type: "apiKey", in: "header", name: "X-Partner" };
      cancel(d).security.push({ Partner: [] });
    },
  },
  {
    name: "a credential is not asked for",
    impact: "minor",
    direction: SEND,
    says: /credentials: bearer is asked for here only/,
    change: (d) => cancel(d).security.pop(),
  },
  {
    name: "the body is sent as a form",
    impact: "major",
    direction: SEND,
    says: /request, application\/json is here, and not there/,
    change: (d) => {
      const { content } = cancel(d).requestBody;
      content["application/x-www-form-urlencoded"] = content["application/json"];
      delete content["application/json"];
    },
  },
  {
    name: "a required property is not answered",
    impact: "major",
    direction: GET,
    says: /answer 200, `status` is here, and not there/,
    change: (d) => {
      delete out(d).properties.status;
      out(d).required = out(d).required.filter((name: string) => name !== "status");
    },
  },
  {
    name: "a required property may be absent",
    impact: "major",
    direction: GET,
    says: /required here, not there: `phone`/,
    change: (d) => (out(d).required = out(d).required.filter((name: string) => name !== "phone")),
  },
  {
    name: "a required property may be null",
    impact: "major",
    direction: GET,
    says: /`phone`: `type` is \["null","string"\] there/,
    change: (d) => (out(d).properties.phone = { anyOf: [{ type: "string" }, { type: "null" }] }),
  },
  {
    name: "an optional property may be null, in so many words",
    impact: "major",
    direction: GET,
    says: /`gender`: `type` is \["null","string"\] there/,
    change: (d) => (out(d).properties.gender = { type: ["string", "null"] }),
  },
  {
    name: "an answered property is of another type",
    impact: "major",
    direction: GET,
    says: /`id`: `type` is "string" there, "integer" here/,
    change: (d) => (out(d).properties.id.type = "string"),
  },
  {
    name: "a property is answered in addition",
    impact: "minor",
    direction: GET,
    says: /`provider_name` is there, and not here/,
    change: (d) => (out(d).properties.provider_name = { type: "string", title: "Provider Name" }),
  },
  {
    name: "an answered property keeps to a format",
    impact: "minor",
    direction: GET,
    says: /`format` is "date-time" there, absent here/,
    change: (d) => (out(d).properties.appointment_date.format = "date-time"),
  },
  {
    name: "a status is answered in addition",
    impact: "minor",
    direction: GET,
    says: /answer 404 is there, and not here/,
    change: (d) => (cancel(d).responses["404"] = { description: "Not Found" }),
  },
  {
    name: "an error's status is another",
    impact: "major",
    direction: GET,
    says: /answer 422 is here, and not there/,
    change: (d) => {
      cancel(d).responses["400"] = cancel(d).responses["422"];
      delete cancel(d).responses["422"];
    },
  },
  {
    name: "the success is another",
    impact: "major",
    direction: GET,
    says: /answer 200 is here, and not there/,
    change: (d) => {
      cancel(d).responses["204"] = { description: "Successful Response" };
      delete cancel(d).responses["200"];
    },
  },
  {
    name: "the answer is in an envelope",
    impact: "major",
    direction: GET,
    says: /answer 200/,
    change: (d) => {
      d.components.schemas.Envelope = {
        properties: { data: { $ref: "#/components/schemas/BookingOut" }, meta: { type: "object" } },
        type: "object",
        required: ["data"],
      };
      cancel(d).responses["200"].content["application/json"].schema.$ref =
        "#/components/schemas/Envelope";
    },
  },
  {
    name: "the answer is not described",
    impact: "major",
    direction: GET,
    says: /answer 200/,
    change: (d) => (cancel(d).responses["200"].content["application/json"].schema = {}),
  },
  {
    name: "a place of a fault is text only",
    impact: "minor",
    direction: GET,
    says: /`detail\[\]\.loc\[\]`: `type` is "string" there/,
    change: (d) => (d.components.schemas.ValidationError.properties.loc.items = { type: "string" }),
  },
];
