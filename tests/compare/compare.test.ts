/** Compare reads what is published, or refuses it; spellings and the command itself are tried in `test:slow`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readPublished } from "../../scripts/compare/published.js";
import { CANCEL } from "../gate/change.js";
import { fastApi, folder, found, NOTHING, origin } from "./published.js";

test("nothing is said about what FastAPI writes", async () => {
  expect(await found(fastApi())).toEqual(NOTHING);
});

test("an envelope is one difference, and what differs inside of it is another", async () => {
  const document = fastApi();
  const media = document.paths[CANCEL].delete.responses["200"].content["application/json"];
  media.schema = { type: "object", properties: { data: media.schema, meta: {} } };
  const envelope =
    "cancelExternalBooking, answer 200 is in an envelope there, as `data`: whoever looks for its members does not find them.";
  expect((await found(document)).differences).toEqual([envelope]);
  document.components.schemas.BookingOut.properties.id.type = "string";
  expect((await found(document)).differences).toEqual([
    envelope,
    expect.stringContaining('answer 200, `id`: `type` is "string" there, "integer" here'),
  ]);
});

describe("a default", () => {
  // What ours says of the member stands in described.yaml: required, with the default `service_api`.
  const grant = async (member: object, isRequired: boolean) => {
    const document = fastApi();
    const { TokenRequest } = document.components.schemas;
    TokenRequest.properties.grant_type = { type: "string", ...member };
    if (!isRequired) TokenRequest.required = ["client_id", "client_secret", "scope"];
    return (await found(document)).differences;
  };
  const optional = "createAccessToken, request, required here, not there: `grant_type`.";

  test("is never used where the member is required", async () => {
    expect(await grant({ default: "other" }, true)).toEqual([]);
  });

  test("that both name makes the member as good as required", async () => {
    expect(await grant({ default: "service_api" }, false)).toEqual([]);
  });

  test("that is another, or none, leaves the member optional", async () => {
    expect(await grant({ default: "other" }, false)).toEqual([optional]);
    expect(await grant({}, false)).toEqual([optional]);
  });

  test("of a member that neither requires says what leaving it out means", async () => {
    const document = fastApi();
    document.components.schemas.CancelBody.properties.cancellation_reason.default = "none";
    expect((await found(document)).differences).toEqual([
      'cancelExternalBooking, request, `cancellation_reason`: `default` is "none" there, absent here.',
    ]);
    document.components.schemas.CancelBody.properties.cancellation_reason.default = null;
    expect(await found(document)).toEqual(NOTHING);
  });

  test("in an answer is filled in by the server", async () => {
    const document = fastApi();
    document.components.schemas.BookingOut.properties.gender.default = "unspecified";
    expect(await found(document)).toEqual(NOTHING);
  });
});

describe("is refused with a sentence", () => {
  test.each([
    ["/away", "http://example.com/ must begin with https://; http is for loopback only."],
    ["/gone", /\/gone answered 404, expected 200\.$/],
  ])("%s", async (path, sentence) => {
    await expect(readPublished(origin + path)).rejects.toThrow(sentence);
  });

  test("a URL with credentials, or without encryption", async () => {
    const sentence = "The URL must not hold credentials: the comparison sends none.";
    await expect(readPublished("https://a:b@example.com/")).rejects.toThrow(sentence);
    await expect(readPublished("http://example.com/a")).rejects.toThrow(
      "http is for loopback only",
    );
  });

  test.each([
    ["{", "is neither JSON nor YAML."],
    ["{}", "is no OpenAPI 3.0 or 3.1 document: it has no member `openapi`."],
    ['{"swagger":"2.0"}', "is no OpenAPI 3.0 or 3.1 document: it has no member `openapi`."],
    ['{"openapi":"2.0"}', 'is no OpenAPI 3.0 or 3.1 document: it says "2.0".'],
  ])("%s", async (text, sentence) => {
    const file = join(folder, "no.json");
    writeFileSync(file, text);
    await expect(readPublished(file)).rejects.toThrow(`${file} ${sentence}`);
  });

  test.each([
    { paths: [] },
    { paths: { [CANCEL]: { delete: { parameters: 7, responses: {} } } } },
    { paths: { [CANCEL]: { delete: { parameters: [null], responses: {} } } } },
    { paths: { [CANCEL]: { delete: { responses: { "200": null } } } } },
    { paths: { [CANCEL]: { delete: { security: 7, responses: {} } } } },
    { paths: { [CANCEL]: { $ref: "#/components/pathItems/gone" } } },
    { paths: null },
  ])("a document with something else in a place, or is read as empty: %j", async (paths) => {
    const differences = await found({ openapi: "3.1.0", ...paths }).then(
      (all) => all.differences,
      ({ name, message }: Error) => [name, message],
    );
    expect(differences.join("\n")).toMatch(
      /^CompareError\n.*cannot be used: |is here, and not there/,
    );
  });

  test("schemas that all refer to each other", async () => {
    const document = fastApi();
    const names = Array.from({ length: 12 }, (_, index) => `Part${index}`);
    const properties = Object.fromEntries(
      names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]),
    );
    for (const name of names) document.components.schemas[name] = { type: "object", properties };
    document.components.schemas.BookingOut.properties.part = properties.Part0;
    await expect(found(document)).rejects.toThrow("refer to each other in too many ways");
  });

  test("a reference that leads nowhere, or out of the document", async () => {
    for (const $ref of ["#/components/schemas/Gone", "other.json#/a"]) {
      const document = fastApi();
      document.components.schemas.BookingOut.properties.gender = { $ref };
      await expect(found(document)).rejects.toThrow("cannot be used");
    }
  });
});
