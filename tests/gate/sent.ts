/** Changes of what is sent: whoever is asked for more, or may send less than before, breaks. */
import { type ChangeCase, cancel, request, text, without } from "./change.js";

export const SENT: readonly ChangeCase[] = [
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
    name: "a request property is limited to some values",
    impact: "major",
    change: (d) => (request(d).properties.service_id.enum = ["sample-ehr-service"]),
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
        name: "region",
        in: "query",
        required: true,
        description: "Where.",
        schema: { type: "string" },
      }),
  },
  {
    name: "an optional query parameter is added",
    impact: "minor",
    change: (d) =>
      cancel(d).parameters.push({
        name: "region",
        in: "query",
        description: "Where.",
        schema: { type: "string" },
      }),
  },
  {
    name: "the path parameter changes its type",
    impact: "major",
    change: (d) => (d.components.parameters.external_booking_id.schema.type = "integer"),
  },
];
