/** `readOnly` is not sent and `writeOnly` is not received: in validators, types and the table alike. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Validator } from "../../generated/validators.js";
import { withDirections } from "../../scripts/generate/direction.js";
import type { Description } from "../../scripts/generate/document.js";
import { edit, generate, makeWorkplace } from "./script.js";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ content: { "application/json": { schema } } });
const described = (request: object, answer: object, schemas: object): Description => ({
  file: "sample.yaml",
  digest: "",
  lines: {
    "#": 1,
    "#/components/schemas/Note": 30,
    "#/components/schemas/Note/properties/id": 32,
    "#/components/schemas/NoteBook": 40,
  },
  document: {
    info: { title: "Sample", version: "1.0.0" },
    paths: {
      "/v1/notes": {
        post: {
          operationId: "addNote",
          requestBody: json(request),
          responses: { "201": json(answer) },
        },
      },
    },
    components: { schemas: schemas as Record<string, object> },
  },
});
const text = { type: "string" };
const Note = {
  type: "object",
  required: ["id", "secret", "text"],
  properties: {
    id: { ...text, readOnly: true },
    secret: { ...text, writeOnly: true },
    text,
  },
};

test("a schema of both directions is there twice, with the lines of the first", () => {
  const { document, lines } = withDirections(
    described({ type: "array", items: ref("Note") }, ref("Note"), { Note, NoteBook: text }),
  );
  const schemas = document.components?.schemas;
  expect(schemas?.Note).toEqual({
    ...Note,
    required: ["id", "text"],
    properties: { id: Note.properties.id, text },
  });
  expect(schemas?.NoteInput).toEqual({
    ...Note,
    required: ["secret", "text"],
    properties: { secret: Note.properties.secret, text },
  });
  expect(JSON.stringify(document.paths)).toContain(
    '"items":{"$ref":"#/components/schemas/NoteInput"}',
  );
  expect(lines["#/components/schemas/NoteInput"]).toBe(30);
  expect(lines["#/components/schemas/NoteInput/properties/id"]).toBe(32);
  expect(lines["#/components/schemas/NoteInputBook"]).toBeUndefined();
});

test("one that only one direction has keeps its name, and one without such properties is not touched", () => {
  const only = withDirections(described(ref("Note"), text, { Note }));
  expect(Object.keys(only.document.components?.schemas ?? {})).toEqual(["Note"]);
  expect(only.document.components?.schemas?.Note).toMatchObject({ required: ["secret", "text"] });
  const plain = described(ref("Plain"), ref("Plain"), { Plain: { properties: { text } } });
  expect(withDirections(plain)).toBe(plain);
});

test("a whole does not require what one of its parts has for the other direction", () => {
  const schemas = {
    Note,
    Id: { ...text, readOnly: true },
    Whole: {
      allOf: [ref("Note"), { required: ["id", "text", "number"] }],
      properties: { number: ref("Id") },
    },
    Holder: { properties: { whole: ref("Whole"), self: ref("Holder") } },
  };
  const { document } = withDirections(described(ref("Holder"), ref("Holder"), schemas));
  expect(document.components?.schemas).toMatchObject({
    WholeInput: { allOf: [ref("NoteInput"), { required: ["text"] }], properties: {} },
    HolderInput: { properties: { whole: ref("WholeInput"), self: ref("HolderInput") } },
    Whole: { allOf: [ref("Note"), { required: ["id", "text", "number"] }] },
    Holder: { properties: { whole: ref("Whole"), self: ref("Holder") } },
  });
});

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ folder, remove } = await makeWorkplace()));
afterEach(() => remove());

test("types and validators of the request do not have what is read only", async () => {
  await edit(
    join(folder, "openapi/external-bookings.yaml"),
    /( {6}required:\n)( {8}- external_location_id\n[\s\S]*?properties:\n)( {8}cancellation_reason:)/,
    "$1        - number\n$2        number: { type: integer, readOnly: true, description: Sample. }\n$3",
  );
  expect(await generate(folder)).toMatchObject({ code: 0 });
  const { validateCancelExternalBookingRequest: validate }: Record<string, Validator> =
    await import(join(folder, "generated/validators.js"));
  expect(validate?.({ external_location_id: "a", service_id: "b" })).toBe(true);
  const types = await readFile(join(folder, "generated/schema.ts"), "utf8");
  expect(/CancelExternalBookingRequest = \{[^}]*\}/.exec(types)?.[0]).not.toContain("number");
});
