/** Edits a checkout as `openapi/README.md` says: the description, the facts about it, the versions and the changelog. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Document, parseDocument, type YAMLMap } from "yaml";
import { edit } from "./script.js";

const CANCEL = "/v1/partner/external_bookings/{external_booking_id}";
const LIST = "/v1/partner/external_bookings";
const FACTS = "tests/description/facts.test.ts";

const ref = (to: string) => ({ $ref: `#/components/${to}` });
const json = (schema: string, examples: object) => ({
  content: { "application/json": { schema: ref(`schemas/${schema}`), examples } },
});
const missing = json("HTTPValidationError", {
  missing_property: ref("examples/validation_missing_property"),
});
const booking = json("Booking", {
  full: ref("examples/booking_full"),
  minimal: ref("examples/booking_minimal"),
});
const text = (description: string, example: string) => ({
  type: "string",
  description,
  examples: [example],
});
const query = (name: string, schema: object, example: unknown) => ({
  name,
  in: "query",
  description: "A filter of the list.",
  schema,
  example,
});

function operation(operationId: string, summary: string, more: object) {
  return {
    operationId,
    tags: ["external_bookings"],
    summary,
    description: `${summary}, as the outside system knows it.`,
    security: [{ client_id: [], access_token: ["write:bookings"] }],
    ...more,
  };
}
const id = ref("parameters/external_booking_id");

const update = operation("updateExternalBooking", "Update an external booking", {
  parameters: [id],
  requestBody: {
    description: "The new status.",
    required: true,
    ...json("UpdateExternalBookingRequest", { confirm: ref("examples/update_confirm") }),
  },
  responses: {
    "200": { description: "The booking, updated.", ...booking },
    "422": { description: "It did not validate; nothing was updated.", ...missing },
  },
});
const read = operation("readExternalBooking", "Read an external booking", {
  parameters: [id],
  responses: {
    "200": { description: "The booking.", ...booking },
    "422": { description: "It did not validate.", ...missing },
  },
});
const STATUSES = ["booked", "cancelled"];
const list = operation("listExternalBookings", "List external bookings", {
  parameters: [
    query("limit", { type: "integer", minimum: 1, maximum: 50 }, 10),
    query("order", { type: "string", enum: ["newest", "oldest"] }, "newest"),
    query("status", { type: "array", items: { type: "string", enum: STATUSES } }, ["booked"]),
  ],
  responses: {
    "200": {
      description: "A page of bookings.",
      ...json("ExternalBookingPage", { page: ref("examples/booking_page") }),
    },
    "422": { description: "It did not validate.", ...missing },
  },
});
const UpdateExternalBookingRequest = {
  type: "object",
  description: "A new status for a booking.",
  required: ["external_location_id", "service_id", "status"],
  properties: {
    external_location_id: text("The outside system's id of the location.", "ehr-location-17"),
    service_id: text("The id of the service integration.", "sample-ehr-service"),
    status: text("The new status.", "confirmed"),
  },
};
const ExternalBookingPage = {
  type: "object",
  description: "Some bookings, and where the next ones start.",
  required: ["bookings"],
  properties: {
    bookings: { type: "array", description: "The bookings.", items: ref("schemas/Booking") },
    next_page: { type: "integer", description: "The next page, if any.", examples: [2] },
  },
};

/** A sister PATCH and a read on the cancel's path, and a list with query parameters. */
export async function addOperations(folder: string): Promise<void> {
  await describe(folder, "1.1.0", (document) => {
    const add = (at: string[], value: object) => document.setIn(at, document.createNode(value));
    const full = document.toJS().components.examples.booking_full.value;
    add(["paths", CANCEL, "patch"], update);
    add(["paths", CANCEL, "get"], read);
    // In front of what is there, so that nothing rests on which operation is the first.
    const paths = document.get("paths") as YAMLMap;
    paths.items.unshift(document.createPair(LIST, { get: list }));
    const schemas = { UpdateExternalBookingRequest, ExternalBookingPage };
    for (const [name, schema] of Object.entries(schemas)) {
      add(["components", "schemas", name], schema);
    }
    add(["components", "examples", "update_confirm"], {
      summary: "Confirm",
      value: {
        external_location_id: "ehr-location-17",
        service_id: "sample-ehr-service",
        status: "confirmed",
      },
    });
    add(["components", "examples", "booking_page"], {
      summary: "One booking, and more to come",
      value: { bookings: [full], next_page: 2 },
    });
  });
  const facts = join(folder, FACTS);
  const any = "expect.any(Object)";
  await edit(
    facts,
    `    "${CANCEL}": { delete: ${any} },\n`,
    `    "${CANCEL}": {
      delete: ${any},
      get: ${any},
      patch: ${any},
    },
    "${LIST}": { get: ${any} },
`,
  );
  await edit(facts, `    "HTTPValidationError",\n`, `    "ExternalBookingPage",\n$&`);
  await edit(facts, `    "ValidationError",\n`, `    "UpdateExternalBookingRequest",\n$&`);
}

/** An optional property of an answer, and one of the request. */
export async function addProperties(folder: string): Promise<void> {
  await describe(folder, "1.1.0", (document) => {
    const add = (schema: string, name: string, value: object) =>
      document.setIn(["components", "schemas", schema, "properties", name], value);
    add("Booking", "preferred_name", text("How the patient wants to be called.", "Jay"));
    add("CancelExternalBookingRequest", "notify_patient", {
      type: "boolean",
      description: "Whether the patient is told.",
      examples: [true],
    });
    const examples = ["components", "examples"];
    document.setIn([...examples, "booking_full", "value", "preferred_name"], "Jay");
    document.setIn([...examples, "cancel_with_reason", "value", "notify_patient"], true);
  });
  const facts = join(folder, FACTS);
  await edit(facts, `      "R reason: string",\n`, `      "preferred_name: string",\n$&`);
  await edit(
    facts,
    /object\("cancellation_reason: string", ("R external_location_id: string"), ("R service_id: string")\)/,
    `object(
      "cancellation_reason: string",
      $1,
      "notify_patient: boolean",
      $2,
    )`,
  );
}

/** Changes the description, and moves the versions and the changelog with it. */
async function describe(
  folder: string,
  version: string,
  change: (document: Document) => void,
): Promise<void> {
  const file = join(folder, "openapi/external-bookings.yaml");
  const document = parseDocument(await readFile(file, "utf8"));
  document.setIn(["info", "version"], version);
  change(document);
  await writeFile(file, String(document));
  const { version: old } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const [major, minor] = String(old).split(".");
  const next = `"version": "${major}.${Number(minor) + 1}.0"`;
  // The lock file says it twice, as `npm version` does.
  for (const name of ["package.json", "package-lock.json", "package-lock.json"]) {
    await edit(join(folder, name), `"version": "${old}"`, next);
  }
  await edit(
    join(folder, "CHANGELOG.md"),
    "## Unreleased\n\n",
    "$&- Description: a sample of a change.\n",
  );
}
