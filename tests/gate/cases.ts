/** Changes of the description with the rating that each must get, and why. */
import { ANSWERED } from "./answered.js";
import { booking, CANCEL, type ChangeCase, cancel } from "./change.js";
import { CORNERS } from "./corners.js";
import { LIMITED } from "./limits.js";
import { NAMED } from "./named.js";
import { SCHEMAS } from "./schemas.js";
import { SENT } from "./sent.js";
import { WHOLE } from "./whole.js";

export const CASES: readonly ChangeCase[] = [
  ...SENT,
  ...ANSWERED,
  ...LIMITED,
  ...NAMED,
  ...SCHEMAS,
  ...CORNERS,
  ...WHOLE,
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
    name: "a server is added",
    impact: "minor",
    change: (d) => d.servers.push({ url: "https://eu.example" }),
  },
  {
    name: "a server is described otherwise, by which the client names it",
    impact: "major",
    change: (d) => (d.servers[1].description = "Sandbox"),
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
    name: "an example is replaced",
    impact: "patch",
    change: (d) => (booking(d).properties.email.examples = ["john.sample@example.com"]),
  },
  { name: "nothing changes", impact: "none", change: () => undefined },
];
