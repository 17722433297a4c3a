/** The operation table and the directions of descriptions that ours is not. */
import { describe, expect, test } from "@jest/globals";
import { withDirections } from "../../scripts/generate/direction.js";
import type { Description } from "../../scripts/generate/document.js";
import { generateOperations } from "../../scripts/generate/operations.js";
import { namesOf } from "../../scripts/generate/property-names.js";
import { madeOf } from "./change.js";

/** `readOnly` is not sent and `writeOnly` is not received: in validators, types and the table alike. */
describe("directions", () => {
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

  test("types and validators of the request do not have what is read only", async () => {
    const { validators, types } = await madeOf(({ components: { schemas } }) => {
      const { required, properties } = schemas.CancelExternalBookingRequest;
      required.push("number");
      properties.number = { type: "integer", readOnly: true };
    });
    const { validateCancelExternalBookingRequest: validate } = validators;
    expect(validate?.({ external_location_id: "a", service_id: "b" })).toBe(true);
    expect(/CancelExternalBookingRequest = \{[^}]*\}/.exec(types)?.[0]).not.toContain("number");
  });
});

/** The operation table of descriptions that ours is not: parameters of a path, parts of a body, places without a line. */
describe("the table", () => {
  const SAMPLE = "#/paths/~1v1~1{id}";
  const parameter = (name: string, place: string, schema: object, required = true) => ({
    name,
    in: place,
    required,
    schema,
  });

  const description: Description = {
    file: "sample.yaml",
    digest: "",
    lines: { "#": 1, [SAMPLE]: 10, [`${SAMPLE}/put`]: 20 },
    document: {
      info: { title: "Sample", version: "1.0.0" },
      paths: {
        "/v1/{id}": {
          parameters: [
            parameter("id", "path", { type: "string" }),
            parameter("page", "query", { type: "string" }),
          ],
          put: {
            operationId: "putSample",
            parameters: [
              parameter("page", "query", { $ref: "#/components/schemas/Page" }, false),
              parameter("Content-Type", "header", { type: "string" }),
            ],
            requestBody: {
              content: { "application/json": { schema: { $ref: "#/components/schemas/Whole" } } },
            },
            responses: {
              "200": { content: { "application/json": { schema: { type: "array" } } } },
              "202": { $ref: "#/paths/~1v1~1%7Bid%7D/put/responses/200" },
            },
          },
        },
      },
      components: {
        schemas: {
          Page: { type: ["integer", "null"] },
          Part: { type: "object", properties: { a: {}, b: {} } },
          Whole: {
            properties: { c: {} },
            allOf: [{ $ref: "#/components/schemas/Part" }],
            anyOf: [{ $ref: "#/components/schemas/Part" }, { properties: { b: {}, d: {} } }],
          },
        },
      },
    },
  };
  const { code, validators } = generateOperations(description);
  const table = code.replace(/\s+/g, " ");

  test("a path's parameters are told at their place, and give way to the operation's own", () => {
    expect(table).toContain(
      `name: "id", in: "path", required: true, style: "simple", explode: false, kinds: [ "string" ], ` +
        `schema: "${SAMPLE}/parameters/0/schema", validate: validators.validatePutSample_path_id, ` +
        `source: "${SAMPLE}/parameters/0", line: 10 }`,
    );
    expect(table).toContain(
      `name: "page", in: "query", required: false, style: "form", explode: true, kinds: [ "integer" ], ` +
        `schema: "#/components/schemas/Page", validate: validators.validatePage, ` +
        `source: "${SAMPLE}/put/parameters/0", line: 20 }`,
    );
  });

  test("a body lists the properties of its parts and alternatives", () => {
    expect(table).toContain('properties: [ "a", "b", "d", "c" ]');
  });

  test("names are known at any depth, once in a circle, and none where any is described", () => {
    const { document } = description;
    const Leaf = { properties: { e: {}, f: { $ref: "#/components/schemas/Leaf" } } };
    const schemas = { ...document.components?.schemas, Leaf };
    const whole = { ...document, components: { schemas } };
    const leaf = { $ref: "#/components/schemas/Leaf" };
    const open = { additionalProperties: { type: "integer" }, properties: { i: leaf } };
    expect(
      namesOf(whole, [{ properties: { a: {}, b: { type: "array", items: leaf }, c: open } }]),
    ).toEqual({
      properties: ["a", "b", "c"],
      within: {
        b: { properties: ["e", "f"] },
        c: { within: { i: { properties: ["e", "f"] } } },
      },
    });
  });

  test("what is referred to in another operation is the same place there", () => {
    const schema = `schema: "${SAMPLE}/put/responses/200/content/application~1json/schema"`;
    expect(table.split(schema)).toHaveLength(3);
    expect(
      [...validators.rows.values()].filter((pointer) => pointer.includes("/responses/")),
    ).toHaveLength(1);
  });
});
