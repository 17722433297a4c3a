/** The token that a check asks for has every scope of the description, each once. */
import { expect, test } from "@jest/globals";
import "./described-scopes.js";
import { PRINTABLE, plainDraft } from "../../src/check/request.js";
import { operations } from "../../src/description/operations.js";

test("several scopes are joined by commas", () => {
  const { body } = plainDraft(operations.createAccessToken, PRINTABLE);
  expect(body).toMatchObject({ scope: "write:sample,read:sample" });
});
