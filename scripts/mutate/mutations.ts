/** Thirty ways to spoil the description, and three that change only its words. */

/** A parsed description, loose enough to be changed anywhere. */
// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into every corner of a document.
type Loose = any;

export interface Mutation {
  readonly name: string;
  /** True when only words change; then nothing but the drift check has to notice. */
  readonly textOnly?: boolean;
  apply(document: Loose): void;
}

const CANCEL = "/v1/partner/external_bookings/{external_booking_id}";
const cancel = (d: Loose) => d.paths[CANCEL].delete;
const token = (d: Loose) => d.paths["/v1/auth/token"].post;
const schema = (d: Loose, name: string) => d.components.schemas[name];
const drop = (list: string[], name: string) => list.splice(list.indexOf(name), 1);

/** Drops a property everywhere the linter would miss it: from `required` and the examples too. */
function dropProperty(d: Loose, name: string, property: string): void {
  delete schema(d, name).properties[property];
  if (schema(d, name).required?.includes(property)) drop(schema(d, name).required, property);
  for (const example of Object.values<Loose>(d.components.examples)) {
    delete example.value?.[property];
  }
}

export const MUTATIONS: readonly Mutation[] = [
  { name: "Booking loses status", apply: (d) => dropProperty(d, "Booking", "status") },
  { name: "Booking loses gender", apply: (d) => dropProperty(d, "Booking", "gender") },
  {
    name: "Booking loses emr_booking_id",
    apply: (d) => dropProperty(d, "Booking", "emr_booking_id"),
  },
  {
    name: "Booking.email is not required",
    apply: (d) => drop(schema(d, "Booking").required, "email"),
  },
  {
    name: "Booking.reason is not required",
    apply: (d) => drop(schema(d, "Booking").required, "reason"),
  },
  {
    name: "Booking.gender is required",
    apply: (d) => schema(d, "Booking").required.push("gender"),
  },
  {
    name: "Booking.id is a number",
    apply: (d) => (schema(d, "Booking").properties.id.type = "number"),
  },
  {
    name: "Booking.phone may be null",
    apply: (d) => (schema(d, "Booking").properties.phone.type = ["string", "null"]),
  },
  {
    name: "Booking.birth_date gets a format",
    apply: (d) => (schema(d, "Booking").properties.birth_date.format = "date"),
  },
  {
    name: "Booking.status gets an enum",
    apply: (d) => (schema(d, "Booking").properties.status.enum = ["cancelled"]),
  },
  { name: "Booking is closed", apply: (d) => (schema(d, "Booking").additionalProperties = false) },
  {
    name: "the request loses cancellation_reason",
    apply: (d) => dropProperty(d, "CancelExternalBookingRequest", "cancellation_reason"),
  },
  {
    name: "the request's service_id is not required",
    apply: (d) => drop(schema(d, "CancelExternalBookingRequest").required, "service_id"),
  },
  {
    name: "the request's cancellation_reason is required",
    apply: (d) => schema(d, "CancelExternalBookingRequest").required.push("cancellation_reason"),
  },
  {
    name: "the request's cancellation_reason is limited in length",
    apply: (d) =>
      (schema(d, "CancelExternalBookingRequest").properties.cancellation_reason.maxLength = 200),
  },
  { name: "the request body is optional", apply: (d) => (cancel(d).requestBody.required = false) },
  {
    name: "the request is a form",
    apply: (d) => {
      const { content } = cancel(d).requestBody;
      content["application/x-www-form-urlencoded"] = content["application/json"];
      delete content["application/json"];
    },
  },
  {
    name: "the answer is a problem document",
    apply: (d) => {
      const { content } = cancel(d).responses["200"];
      content["application/problem+json"] = content["application/json"];
      delete content["application/json"];
    },
  },
  {
    name: "the path is renamed",
    apply: (d) => {
      d.paths["/v1/partner/bookings/{external_booking_id}"] = d.paths[CANCEL];
      delete d.paths[CANCEL];
    },
  },
  {
    name: "the method is POST",
    apply: (d) => {
      d.paths[CANCEL].post = cancel(d);
      delete d.paths[CANCEL].delete;
    },
  },
  { name: "422 is not documented", apply: (d) => delete cancel(d).responses["422"] },
  {
    name: "200 becomes 202",
    apply: (d) => {
      cancel(d).responses["202"] = cancel(d).responses["200"];
      delete cancel(d).responses["200"];
    },
  },
  {
    name: "404 is documented",
    apply: (d) => (cancel(d).responses["404"] = { description: "None." }),
  },
  {
    name: "another scope is asked for",
    apply: (d) => (cancel(d).security[0].access_token = ["admin"]),
  },
  { name: "no token is asked for", apply: (d) => (cancel(d).security = [{ client_id: [] }]) },
  {
    name: "the key has another header",
    apply: (d) => (d.components.securitySchemes.client_id.name = "x-key"),
  },
  { name: "staging is gone", apply: (d) => d.servers.pop() },
  { name: "the operationId changes", apply: (d) => (cancel(d).operationId = "cancelBooking") },
  {
    name: "loc takes strings only",
    apply: (d) => (schema(d, "ValidationError").properties.loc.items = { type: "string" }),
  },
  {
    name: "detail is required",
    apply: (d) => (schema(d, "HTTPValidationError").required = ["detail"]),
  },
  { name: "the token call loses its body", apply: (d) => delete token(d).requestBody },
  {
    name: "expires_in is a string",
    apply: (d) => (schema(d, "AccessToken").properties.expires_in.type = "string"),
  },
  {
    name: "a property is described in other words",
    textOnly: true,
    apply: (d) => (schema(d, "Booking").properties.email.description = "Where to write to."),
  },
  {
    name: "a summary is reworded",
    textOnly: true,
    apply: (d) => (cancel(d).summary = "Cancel it"),
  },
  {
    name: "an example shows another value",
    textOnly: true,
    apply: (d) => (schema(d, "Booking").properties.email.examples = ["john.sample@example.com"]),
  },
];
