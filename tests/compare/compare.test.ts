/** Compare reads what is published, or refuses it; spellings and the command itself are tried in `test:slow`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readPublished } from "../../scripts/compare/published.js";
import { fastApi, folder, found, NOTHING, origin } from "./published.js";

test("nothing is said about what FastAPI writes", async () => {
  expect(await found(fastApi())).toEqual(NOTHING);
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

  test("a reference that leads nowhere, or out of the document", async () => {
    for (const $ref of ["#/components/schemas/Gone", "other.json#/a"]) {
      const document = fastApi();
      document.components.schemas.BookingOut.properties.gender = { $ref };
      await expect(found(document)).rejects.toThrow("cannot be used");
    }
  });
});
