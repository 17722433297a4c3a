/** The token that a check asks for has every scope of the description, each once. */
import { expect, test } from "@jest/globals";
import "./described-scopes.js";
import { plainDraft, SHELL_VARIABLES } from "../../src/check/request.js";
import { operations } from "../../src/description/operations.js";

test("several scopes are joined by commas", () => {
  const { body } = plainDraft(operations.createAccessToken, SHELL_VARIABLES);
  expect(body).toMatchObject({ scope: "write:sample,read:sample" });
});
