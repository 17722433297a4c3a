/** What OpenAPI allows and the tool chain would get wrong is refused with its place, and what it gets right is not. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import {
  type Change,
  cancel,
  exampleRefusal,
  id,
  media,
  move,
  named,
  parameter,
  refusal,
  scheme,
  wholeRefusal,
} from "./change.js";
import { REFUSED, REFUSED_EXAMPLES, REFUSED_LATER } from "./refused-cases.js";

test.each(REFUSED)("%s is refused, with its place", async (_, change, said) => {
  const refused = await refusal(change);
  expect(refused).toContain(said);
  expect(refused).toMatch(/^DescriptionError: sample\.yaml:\d+: #\/.+: [A-Z].*[.]$/);
});

test.each(REFUSED_LATER)("%s is refused once all is compiled", async (_, change, said) => {
  expect(await wholeRefusal(change)).toContain(said);
});

test.each(REFUSED_EXAMPLES)("%s is refused beside the examples", async (_, change, said) => {
  expect(await exampleRefusal(change)).toContain(said);
});

test.each<[string, Change]>([
  ["nothing new", () => {}],
  ["a version before the next", (d) => (d.info.version = "1.1.0-beta.1")],
  ["a schema with a dash", named("sample-one")],
  ["a problem document", media("application/problem+json")],
  ["any media type of an answer", media("*/*")],
  ["a required text or nothing", parameter("query", { type: ["string", "null"] })],
  ["an optional list", parameter("query", { type: "array" }, false)],
  ["an optional cookie", parameter("cookie", { type: "string" }, false)],
  [
    "a credential that is a parameter too",
    (d) => {
      cancel(d).parameters.push({ name: "Authorization", in: "header", required: true });
    },
  ],
  ["an id with a format", id({ type: "string", format: "uuid" })],
  ["an id with a limit", id({ type: "string", maxLength: 64 })],
  ["an id that is a number", id({ type: "integer" })],
  ["an id of a list", id({ enum: ["a", "b"] })],
  ["a required list", parameter("query", { type: "array", items: { type: "integer" } })],
  ["a required anything", parameter("header", {})],
  ["an operation without answers", (d) => delete cancel(d).responses],
  ["a 204 without a body", (d) => (cancel(d).responses["204"] = { description: "Sample." })],
  [
    "a second key in another alternative",
    (d) => {
      d.components.securitySchemes.other_key = { type: "apiKey", in: "header", name: "x-other" };
      cancel(d).security.push({ other_key: [] });
    },
  ],
  ["a scheme in capitals", scheme({ scheme: "BEARER" })],
  ["a path without steps", move("/v1/auth/token", "/")],
  [
    "a value that is named like that",
    (d) => {
      d.components.examples.cancel_minimal.value.properties = { constructor: 1 };
    },
  ],
])("%s is not refused", async (_, change) => {
  expect(await refusal(change)).toBe("");
});

test("everything that is wrong is said at once, and once", async () => {
  const refused = await refusal((d) => {
    d.info.version = "next";
    d.components.securitySchemes.client_id.in = "cookie";
  });
  expect(refused.split("\n")).toHaveLength(2);
});

test("each row of the README's list is a refusal, and each refusal is a row", async () => {
  const page = readFileSync(join(__dirname, "../../openapi/README.md"), "utf8");
  const section = page.split("## What is refused\n")[1]?.split("\n## ")[0] ?? "";
  // `…` stands for a name.
  const rows = [...section.matchAll(/^\|[^|]+\| `([^|]+)` +\|$/gm)].map(([, said = ""]) => {
    const literal = said.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`: ${literal.join(".+")}$`);
  });
  const refusals = await Promise.all([
    ...REFUSED.map(([, change]) => refusal(change)),
    ...REFUSED_LATER.map(([, change]) => wholeRefusal(change)),
    ...REFUSED_EXAMPLES.map(([, change]) => exampleRefusal(change)),
  ]);
  const lines = refusals.flatMap((text) => text.split("\n"));
  const unheld = rows.filter((row) => !lines.some((line) => row.test(line)));
  const unlisted = lines.filter((line) => !rows.some((row) => row.test(line)));
  expect({ rows: rows.length > 30, unheld, unlisted }).toEqual({
    rows: true,
    unheld: [],
    unlisted: [],
  });
});
