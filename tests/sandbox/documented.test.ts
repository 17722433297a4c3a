/** The sandbox answers as the description documents it, whatever that adds: headers, media types, ranges, ids. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import document from "../../generated/openapi.json" with { type: "json" };
import {
  type DescribedResponse,
  findOperation,
  type Operation,
  operations,
} from "../../src/description/operations.js";
import { headerOf } from "../../src/http/wire.js";
import { asDocumented, success, successExamples } from "../../src/sandbox/reply.js";
import { parameter, validator } from "../description/parameter.js";
import { bookingAt, cancel as call, cancelOf, json, start } from "./helpers.js";

const cancel: Operation = operations.cancelExternalBooking;
const { requestBody: _body, ...bodiless } = cancel;
const AT = "sample_answers";
const problem = "application/problem+json";
const validate = (value: unknown) =>
  typeof value === "object" && value !== null && "title" in value;

/** An answer that is documented in a place of its own. */
function answer(name: string, mediaTypes: readonly string[], required: string[] = []) {
  return {
    source: `#/${AT}/${name}`,
    line: 1,
    headers: [
      ...required.map((header) => {
        const source = `#/${AT}/${name}/headers/${header}`;
        return parameter(header, { source, schema: `${source}/schema` });
      }),
      parameter("X-Optional", { required: false }),
    ],
    content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: "#", validate }])),
  } satisfies DescribedResponse;
}
const withAnswers = (responses: Operation["responses"]): Operation => ({ ...cancel, responses });

beforeEach(() => {
  const examples = { sample: { value: { title: "sample" } } };
  Object.assign(document, {
    [AT]: {
      refused: {
        content: { [problem]: { examples }, "*/*": { examples } },
        headers: {
          "X-Named": { examples: { sample: { value: "named" } } },
          "X-Single": { example: 3 },
          "X-Listed": { schema: { enum: ["listed"] } },
          "X-Shown": { schema: { examples: ["shown"], enum: ["listed"] } },
          "X-Free": {},
        },
      },
      location: { examples: { sample: { value: "a/b" } } },
      unnamed: { example: "a/b" },
    },
  });
});
afterEach(() => {
  Reflect.deleteProperty(document, AT);
  for (const id of ["sampleLocation", "sampleSearch"]) Reflect.deleteProperty(operations, id);
});

const refusal = {
  status: 404,
  headers: [
    ["content-type", "application/json"],
    ["allow", "GET"],
  ],
  json: { detail: "none" },
} as const;

test("a refusal that is documented otherwise is the documented example, with what else it has", () => {
  expect(asDocumented(withAnswers({ "404": answer("refused", [problem]) }), refusal)).toEqual({
    status: 404,
    headers: [
      ["content-type", problem],
      ["allow", "GET"],
      ["x-sandbox-answer", "example"],
    ],
    json: { title: "sample" },
  });
  expect(asDocumented(withAnswers({ "4XX": answer("refused", ["*/*"]) }), refusal)).toMatchObject({
    headers: [refusal.headers[0], refusal.headers[1], ["x-sandbox-answer", "example"]],
    json: { title: "sample" },
  });
});

test("a reply that fits, and one of which nothing is documented, stay as they are", () => {
  const fitting = { ...refusal, json: { title: "own" } };
  const json = answer("refused", ["application/json"]);
  expect(asDocumented(withAnswers({ "404": json }), fitting)).toEqual(fitting);
  expect(asDocumented(withAnswers({ "404": answer("refused", []) }), refusal)).toEqual(refusal);
  expect(asDocumented(withAnswers({}), refusal)).toBe(refusal);
});

test("a required header has a documented value where there is one", () => {
  const names = ["X-Named", "X-Single", "X-Listed", "X-Shown", "X-Free", "Allow"];
  const operation = withAnswers({ "404": answer("refused", [], names) });
  expect(asDocumented(operation, refusal).headers).toEqual([
    ...refusal.headers,
    ["X-Named", "named"],
    ["X-Single", "3"],
    ["X-Listed", "listed"],
    ["X-Shown", "shown"],
    ["X-Free", "7"],
  ]);
});

test.each([["2XX"], ["default"]])("a success that is documented as %s is a 200", (status) => {
  const operation = withAnswers({ [status]: answer("refused", ["*/*"]) });
  expect(success(operation, 1)).toEqual({
    status: 200,
    headers: [["content-type", "application/json"]],
    json: 1,
  });
  expect(successExamples(operation)).toEqual([{ title: "sample" }]);
});

test.each(["location", "unnamed"])(
  "of what is no booking only the documented example exists (%s)",
  async (shown) => {
    const path = "/v1/partner/locations/{location_id}";
    Object.assign(operations, {
      sampleLocation: {
        ...bodiless,
        id: "sampleLocation",
        method: "GET",
        path,
        parameters: [parameter("location_id", { in: "path", source: `#/${AT}/${shown}` })],
      },
    });
    const trial = await start();
    const { headers } = cancelOf(bookingAt(trial), trial.sandbox);
    const statusOf = async (id: string) =>
      (
        await call(trial, 0, {
          method: "GET",
          target: path.replace("{location_id}", id),
          headers,
          body: null,
        })
      ).status;
    expect(await statusOf("a%2Fb")).toBe(200);
    expect(await statusOf("c")).toBe(404);
    expect(await statusOf("%")).toBe(404);
  },
);

test("a required header that its examples do not say has a value that validates", () => {
  const described = answer("refused", [], ["X-Free"]);
  const [free] = described.headers;
  const isDate = (value: unknown) => /^\d{4}-\d\d-\d\d$/.test(String(value));
  const headers = free ? [{ ...free, validate: validator(isDate, "format") }] : [];
  const operation = withAnswers({ "404": { ...described, headers } });
  expect(asDocumented(operation, refusal).headers).toContainEqual(["X-Free", "2030-01-01"]);
});

test("a path without parameters goes before one that has them", async () => {
  const path = "/v1/partner/external_bookings/search";
  Object.assign(operations, {
    sampleSearch: { ...bodiless, id: "sampleSearch", path, parameters: [] },
  });
  expect(findOperation("DELETE", path)?.id).toBe("sampleSearch");
  expect(findOperation("DELETE", `${path}e`)?.id).toBe("cancelExternalBooking");
  const trial = await start();
  const { headers } = cancelOf(bookingAt(trial), trial.sandbox);
  const answered = await call(trial, 0, { target: path, headers, body: null });
  expect([answered.status, headerOf(answered.headers, "content-type")]).toEqual([
    200,
    "application/json",
  ]);
  expect(json(answered)).toMatchObject({ id: 1001 });
});
