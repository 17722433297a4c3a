import { expect, test } from "@jest/globals";
import { operations } from "../../../src/description.js";
import { schemaAt } from "../../../src/document.js";
import { judgeResponse } from "../../../src/judge/judge.js";
import { answerFaults } from "../../../src/sandbox/faults/answer.js";
import { cancel, cancelled, start } from "../helpers.js";

const { properties = {}, required = [] } = schemaAt("#/components/schemas/Booking");
const kebab = (name: string) => name.replaceAll("_", "-");

const schema = (pointer: string) => ({ check: "response_schema_conformance", pointer });
const syntax = (received: string) => ({ check: "response_body_syntax", received });
const mediaType = (received: string) => ({ check: "content_type_conformance", received });
const status = (received: string) => ({ check: "status_code_conformance", received });

/** The finding that each fault must raise. */
const findings: Readonly<Record<string, object>> = {
  ...Object.fromEntries(required.map((name) => [`without-${kebab(name)}`, schema(`/${name}`)])),
  ...Object.fromEntries(
    Object.keys(properties).flatMap((name) => [
      [`null-${kebab(name)}`, { ...schema(`/${name}`), received: "null" }],
      [`mistyped-${kebab(name)}`, schema(`/${name}`)],
    ]),
  ),
  enveloped: schema("/last_name"),
  "array-answer": { ...schema(""), received: "array" },
  "empty-object": schema("/last_name"),
  "null-answer": { ...schema(""), received: "null" },
  "double-encoded": { ...schema(""), received: "string" },
  "fractional-id": { ...schema("/id"), received: "number" },
  "camel-case": schema("/last_name"),
  "error-as-success": schema("/last_name"),
  "empty-body": syntax("an empty body"),
  "plain-text": syntax("text that is not JSON"),
  "html-as-json": syntax("markup instead of JSON"),
  "truncated-json": syntax("text that is not JSON"),
  "trailing-bytes": syntax("text that is not JSON"),
  "nan-id": syntax("text that is not JSON"),
  "byte-order-mark": syntax("a byte order mark before the JSON"),
  "invalid-utf8": syntax("bytes that are not UTF-8"),
  "utf-16": syntax("text that is not JSON"),
  "nul-bytes": syntax("text that is not JSON"),
  "media-type-missing": mediaType("no media type"),
  "media-type-html": mediaType("text/html"),
  "media-type-text": mediaType("text/plain"),
  "media-type-problem": mediaType("application/problem+json"),
  "media-type-vendor": mediaType("another media type"),
  "status-201": status("201"),
  "status-202": status("202"),
  "status-203": status("203"),
  "status-206": status("206"),
};

test("every fault of a success has its finding", () => {
  expect(answerFaults.map(({ name }) => name).sort()).toEqual(Object.keys(findings).sort());
  expect(answerFaults.every(({ kind }) => kind === "breaks")).toBe(true);
});

test.each(Object.keys(findings))("%s cancels, and breaks the answer", async (name) => {
  const trial = await start({ faults: [name] });
  const answer = await cancel(trial);
  const found = judgeResponse(operations.cancelExternalBooking, answer);
  expect(found).toContainEqual(expect.objectContaining({ severity: "error", ...findings[name] }));
  expect(cancelled(trial)).toBe(1);
});
