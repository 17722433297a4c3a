/** Changes of names, places and order: what programs call by name breaks, what is only moved does not. */
import { booking, CANCEL, type ChangeCase, cancel, request } from "./change.js";

const json = (operation: { content: Record<string, unknown> }) =>
  operation.content["application/json"] as { schema: unknown; examples: Record<string, unknown> };
const answered = (document: Parameters<ChangeCase["change"]>[0]) =>
  json(cancel(document).responses["200"]);

export const NAMED: readonly ChangeCase[] = [
  {
    name: "the operation's own credentials are removed under a stricter root",
    impact: "major",
    change: (d) => {
      d.security = [{ client_id: [], access_token: ["admin:bookings"] }];
      delete cancel(d).security;
    },
  },
  {
    name: "the operation's own credentials are removed under a root that asks for less",
    impact: "minor",
    change: (d) => delete cancel(d).security,
  },
  {
    name: "the root's credentials are written at the operation",
    impact: "patch",
    change: (d) => {
      d.security = structuredClone(cancel(d).security);
      delete cancel(d).security;
      d.paths["/v1/auth/token"].post.security = [{ client_id: [] }];
    },
  },
  {
    name: "a scope more is asked for as an alternative",
    impact: "minor",
    change: (d) =>
      cancel(d).security.push({ client_id: [], access_token: ["write:bookings", "admin"] }),
  },
  {
    name: "a named example of an answer is removed",
    impact: "major",
    change: (d) => delete answered(d).examples.minimal,
  },
  {
    name: "a named example of an answer is renamed",
    impact: "major",
    change: (d) => {
      answered(d).examples.complete = answered(d).examples.full;
      delete answered(d).examples.full;
    },
  },
  {
    name: "a named example of an answer gets another value",
    impact: "minor",
    change: (d) => (d.components.examples.booking_full.value.reason = "Another visit"),
  },
  {
    name: "a named example of a request is removed",
    impact: "major",
    change: (d) => delete json(cancel(d).requestBody).examples.minimal,
  },
  {
    name: "a named example is added",
    impact: "minor",
    change: (d) => (answered(d).examples.other = { $ref: "#/components/examples/booking_full" }),
  },
  {
    name: "a named example is reworded",
    impact: "patch",
    change: (d) => (d.components.examples.booking_full.summary = "All of it"),
  },
  {
    name: "a named example is written in place",
    impact: "patch",
    change: (d) => (answered(d).examples.full = d.components.examples.booking_full),
  },
  {
    name: "the examples change places, and with them the first one",
    impact: "minor",
    change: (d) => {
      const media = answered(d);
      media.examples = Object.fromEntries(Object.entries(media.examples).reverse());
    },
  },
  { name: "the servers are reordered", impact: "major", change: (d) => d.servers.reverse() },
  {
    name: "a server is put before the others",
    impact: "major",
    change: (d) => d.servers.unshift({ url: "https://eu.example", description: "Europe" }),
  },
  {
    name: "a path parameter is renamed",
    impact: "major",
    change: (d) => {
      d.paths["/v1/partner/external_bookings/{id}"] = d.paths[CANCEL];
      delete d.paths[CANCEL];
      d.components.parameters.external_booking_id.name = "id";
    },
  },
  {
    name: "a parameter moves from the operation to its path",
    impact: "patch",
    change: (d) => {
      d.paths[CANCEL].parameters = cancel(d).parameters;
      delete cancel(d).parameters;
    },
  },
  {
    name: "a parameter is written in place",
    impact: "patch",
    change: (d) => (cancel(d).parameters = [d.components.parameters.external_booking_id]),
  },
  {
    name: "a schema is split into allOf",
    impact: "patch",
    change: (d) => {
      const { reason, ...others } = booking(d).properties;
      const required = booking(d).required.filter((name: string) => name !== "reason");
      d.components.schemas.Booking = {
        description: "A booking.",
        allOf: [
          { type: "object", required, properties: others },
          { type: "object", required: ["reason"], properties: { reason } },
        ],
      };
    },
  },
  {
    name: "a schema is split into allOf, and its parts are named",
    impact: "minor",
    change: (d) => {
      const { description, ...rest } = request(d);
      d.components.schemas.CancelParts = { description, ...rest };
      d.components.schemas.CancelExternalBookingRequest = {
        description,
        allOf: [{ $ref: "#/components/schemas/CancelParts" }],
      };
    },
  },
  {
    name: "a split into allOf loses a requirement",
    impact: "major",
    change: (d) => {
      const { properties } = booking(d);
      const required = booking(d).required.filter((name: string) => name !== "reason");
      d.components.schemas.Booking = { allOf: [{ type: "object", required, properties }] };
    },
  },
  {
    name: "properties are written in another order",
    impact: "none",
    change: (d) => {
      booking(d).properties = Object.fromEntries(Object.entries(booking(d).properties).reverse());
    },
  },
  {
    name: "a response moves to the components",
    impact: "patch",
    change: (d) => {
      d.components.responses = { cancelled: cancel(d).responses["200"] };
      cancel(d).responses["200"] = { $ref: "#/components/responses/cancelled" };
    },
  },
  {
    name: "a request body moves to the components",
    impact: "patch",
    change: (d) => {
      d.components.requestBodies = { cancel: cancel(d).requestBody };
      cancel(d).requestBody = { $ref: "#/components/requestBodies/cancel" };
    },
  },
  {
    name: "another licence",
    impact: "patch",
    change: (d) => (d.info.license = { name: "Apache 2.0", identifier: "Apache-2.0" }),
  },
  {
    name: "a contact",
    impact: "patch",
    change: (d) => (d.info.contact = { name: "Partners", url: "https://partners.example" }),
  },
  { name: "another tag", impact: "patch", change: (d) => d.tags.push({ name: "sample" }) },
  {
    name: "an operation gets another tag",
    impact: "patch",
    change: (d) => (cancel(d).tags = ["auth"]),
  },
  {
    name: "a link to more documentation",
    impact: "patch",
    change: (d) => (cancel(d).externalDocs = { url: "https://docs.example" }),
  },
  {
    name: "a schema is added that nothing uses yet",
    impact: "minor",
    change: (d) => (d.components.schemas.Clinic = { type: "object", description: "A clinic." }),
  },
  {
    name: "an extension is added",
    impact: "patch",
    change: (d) => (cancel(d)["x-owner"] = "bookings"),
  },
  {
    name: "a property is called description",
    impact: "minor",
    change: (d) => (booking(d).properties.description = { type: "string", description: "More." }),
  },
];
