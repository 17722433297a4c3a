/** Changes of the description with the rating that each must get, and why. */

/** A parsed description, loose enough to be changed anywhere. */
// biome-ignore lint/suspicious/noExplicitAny: the changes below reach into every corner of a document.
type Loose = any;

export interface ChangeCase {
  readonly name: string;
  readonly impact: "none" | "patch" | "minor" | "major";
  change(document: Loose): void;
}

const CANCEL = "/v1/partner/external_bookings/{external_booking_id}";
const cancel = (document: Loose) => document.paths[CANCEL].delete;
const request = (document: Loose) => document.components.schemas.CancelExternalBookingRequest;
const booking = (document: Loose) => document.components.schemas.Booking;
const without = (list: string[], name: string) => list.filter((item) => item !== name);
const text = (description: string) => ({ type: "string", description, examples: ["sample"] });

export const CASES: readonly ChangeCase[] = [
  // What is sent: whoever is asked for more, or may send less than before, breaks.
  {
    name: "a required request property is added",
    impact: "major",
    change: (d) => {
      request(d).properties.channel = text("How.");
      request(d).required.push("channel");
    },
  },
  {
    name: "an optional request property is added",
    impact: "minor",
    change: (d) => (request(d).properties.channel = text("How.")),
  },
  {
    name: "an optional request property becomes required",
    impact: "major",
    change: (d) => request(d).required.push("cancellation_reason"),
  },
  {
    name: "a required request property becomes optional",
    impact: "minor",
    change: (d) => (request(d).required = without(request(d).required, "service_id")),
  },
  {
    name: "an optional request property is removed",
    impact: "major",
    change: (d) => delete request(d).properties.cancellation_reason,
  },
  {
    name: "a required request property is removed",
    impact: "major",
    change: (d) => {
      delete request(d).properties.service_id;
      request(d).required = without(request(d).required, "service_id");
    },
  },
  {
    name: "a request property changes its type",
    impact: "major",
    change: (d) => (request(d).properties.service_id.type = "integer"),
  },
  {
    name: "a request property takes another type as well",
    impact: "minor",
    change: (d) => (request(d).properties.service_id.type = ["string", "integer"]),
  },
  {
    name: "a request property is limited to some values",
    impact: "major",
    change: (d) => (request(d).properties.service_id.enum = ["sample-ehr-service"]),
  },
  {
    name: "a request property is limited in length",
    impact: "major",
    change: (d) => (request(d).properties.cancellation_reason.maxLength = 200),
  },
  {
    name: "the request body becomes optional",
    impact: "minor",
    change: (d) => (cancel(d).requestBody.required = false),
  },
  {
    name: "a request media type is replaced",
    impact: "major",
    change: (d) => {
      const { content } = cancel(d).requestBody;
      content["application/xml"] = content["application/json"];
      delete content["application/json"];
    },
  },
  {
    name: "a required query parameter is added",
    impact: "major",
    change: (d) =>
      cancel(d).parameters.push({
        ...{ name: "region", in: "query", required: true, description: "Where." },
        schema: { type: "string" },
      }),
  },
  {
    name: "an optional query parameter is added",
    impact: "minor",
    change: (d) =>
      cancel(d).parameters.push({
        ...{ name: "region", in: "query", description: "Where." },
        schema: { type: "string" },
      }),
  },
  {
    name: "the path parameter changes its type",
    impact: "major",
    change: (d) => (d.components.parameters.external_booking_id.schema.type = "integer"),
  },
  // What is answered: whoever is told less, or something else, breaks.
  {
    name: "an optional answer property is added",
    impact: "minor",
    change: (d) => (booking(d).properties.room = text("Where.")),
  },
  {
    name: "a required answer property is added",
    impact: "minor",
    change: (d) => {
      booking(d).properties.room = text("Where.");
      booking(d).required.push("room");
    },
  },
  {
    name: "an optional answer property is removed",
    impact: "major",
    change: (d) => delete booking(d).properties.gender,
  },
  {
    name: "a required answer property is removed",
    impact: "major",
    change: (d) => {
      delete booking(d).properties.reason;
      booking(d).required = without(booking(d).required, "reason");
    },
  },
  {
    name: "an answer property is no longer required",
    impact: "major",
    change: (d) => (booking(d).required = without(booking(d).required, "status")),
  },
  {
    name: "an answer property becomes required",
    impact: "minor",
    change: (d) => booking(d).required.push("gender"),
  },
  {
    name: "an answer property changes its type",
    impact: "major",
    change: (d) => (booking(d).properties.id.type = "string"),
  },
  {
    name: "an answer property may be null",
    impact: "major",
    change: (d) => (booking(d).properties.phone.type = ["string", "null"]),
  },
  {
    name: "a documented status is added",
    impact: "minor",
    change: (d) => (cancel(d).responses["404"] = { description: "There is no such booking." }),
  },
  {
    name: "a documented error status is removed",
    impact: "major",
    change: (d) => delete cancel(d).responses["422"],
  },
  {
    name: "the success status changes",
    impact: "major",
    change: (d) => {
      cancel(d).responses["202"] = cancel(d).responses["200"];
      delete cancel(d).responses["200"];
    },
  },
  // Where it is, who may call it, and what it is called.
  {
    name: "a path is renamed",
    impact: "major",
    change: (d) => {
      d.paths["/v2/bookings/{external_booking_id}"] = d.paths[CANCEL];
      delete d.paths[CANCEL];
    },
  },
  {
    name: "an operation is removed",
    impact: "major",
    change: (d) => delete d.paths["/v1/auth/token"],
  },
  {
    name: "a method is replaced",
    impact: "major",
    change: (d) => {
      d.paths[CANCEL].post = cancel(d);
      delete d.paths[CANCEL].delete;
    },
  },
  {
    name: "an operation is added",
    impact: "minor",
    change: (d) => {
      d.paths[CANCEL].patch = structuredClone(cancel(d));
      d.paths[CANCEL].patch.operationId = "updateExternalBooking";
    },
  },
  {
    name: "another scope is asked for",
    impact: "major",
    change: (d) => cancel(d).security[0].access_token.push("admin:bookings"),
  },
  {
    name: "a credential is no longer asked for",
    impact: "minor",
    change: (d) => (cancel(d).security = [{ client_id: [] }]),
  },
  {
    name: "a server is added",
    impact: "minor",
    change: (d) => d.servers.push({ url: "https://eu.example" }),
  },
  { name: "a server is removed", impact: "major", change: (d) => d.servers.pop() },
  {
    name: "an operation gets another operationId, and so another name in code",
    impact: "major",
    change: (d) => (cancel(d).operationId = "cancelBooking"),
  },
  {
    name: "a schema gets another name, and so the exported type",
    impact: "major",
    change: (d) => {
      d.components.schemas.Appointment = booking(d);
      delete d.components.schemas.Booking;
      cancel(d).responses["200"].content["application/json"].schema.$ref =
        "#/components/schemas/Appointment";
    },
  },
  // What changes nothing on the wire.
  {
    name: "a description is reworded",
    impact: "patch",
    change: (d) => (booking(d).properties.email.description = "Where to write to."),
  },
  {
    name: "an example is replaced",
    impact: "patch",
    change: (d) => (booking(d).properties.email.examples = ["john.sample@example.com"]),
  },
  { name: "nothing changes", impact: "none", change: () => undefined },
];
