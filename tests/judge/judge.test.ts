/** The judge: accepts what is documented, and says of every departure where it is and what was found. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Operation, operations } from "../../src/description.js";
import { examplesAt, lineOf, type Schema, schemaAt } from "../../src/document.js";
import { judge, judgeRequest, judgeResponse } from "../../src/judge/judge.js";
import { knowledge } from "../../src/judge/knowledge.js";

const cancel = operations.cancelExternalBooking;
const success = cancel.responses["200"];
const bookingSchema = schemaAt("#/components/schemas/Booking");
const JSON_TYPE = [["content-type", "application/json"]] as const;
const bytes = (text: string) => new TextEncoder().encode(text);

function firstExample(source: string): Record<string, unknown> {
  const [example] = examplesAt(`${source}/content/application~1json`).values();
  return structuredClone(example) as Record<string, unknown>;
}
const booking = () => firstExample(success?.source ?? "");
const answer = (value: unknown, status = 200) =>
  judgeResponse(
    cancel,
    { status, headers: JSON_TYPE, body: bytes(JSON.stringify(value)) },
    knowledge,
  );

const cases = Object.values<Operation>(operations).flatMap((operation) =>
  Object.entries(operation.responses).flatMap(([status, { source }]) =>
    [...examplesAt(`${source}/content/application~1json`)].map(
      ([name, value]) => [operation, Number(status), name, value] as const,
    ),
  ),
);

test.each(cases)("$0.id $1 $2 conforms", (operation, status, _name, value) => {
  const body = bytes(JSON.stringify(value));
  expect(judgeResponse(operation, { status, headers: JSON_TYPE, body }, knowledge)).toEqual([]);
});

describe("a booking", () => {
  const properties = Object.entries(bookingSchema.properties ?? {});

  test.each(bookingSchema.required ?? [])("without %s", (name) => {
    const { [name]: _removed, ...rest } = booking();
    expect(answer(rest)).toEqual([
      expect.objectContaining({
        severity: "error",
        check: "response_schema_conformance",
        pointer: `/${name}`,
        documented: "a required property",
        received: "nothing",
        line: lineOf("#/components/schemas/Booking/required"),
      }),
    ]);
  });

  test.each(properties)("with %s of every other type", (name, { type }: Schema) => {
    const others = {
      null: null,
      boolean: true,
      number: 1.5,
      string: "text",
      array: [],
      object: {},
    };
    for (const [kind, value] of Object.entries(others)) {
      if (kind === type) continue;
      const source = `#/components/schemas/Booking/properties/${name}/type`;
      expect(answer({ ...booking(), [name]: value })).toEqual([
        expect.objectContaining({
          severity: "error",
          pointer: `/${name}`,
          source,
          line: lineOf(source),
          documented: type,
          received: kind,
        }),
      ]);
    }
  });

  test("with an integer written as 1.0 conforms", () => {
    const body = bytes(JSON.stringify(booking()).replace('"id":1001', '"id":1001.0'));
    expect(judgeResponse(cancel, { status: 200, headers: JSON_TYPE, body })).toEqual([]);
  });

  test.each(["status_code", "createdAt", "booking_management_version"])(
    "with the undocumented property %s is a warning that names it",
    (name) => {
      expect(answer({ ...booking(), [name]: "CANARY" })).toEqual([
        expect.objectContaining({
          severity: "warning",
          check: "undocumented_property",
          pointer: `/${name}`,
        }),
      ]);
    },
  );

  test.each([
    "jane",
    "jane_name",
    "janeName",
    "JANE_STATUS",
    "jane@example.com",
    "",
    "id_".repeat(9),
  ])(
    "with data in the place of a property name, such as %j, is a warning that does not repeat it",
    (name) => {
      expect(answer({ ...booking(), [name]: 1 })).toEqual([
        expect.objectContaining({ severity: "warning", pointer: "/(name withheld)" }),
      ]);
    },
  );
});

describe("what is not JSON", () => {
  const text = JSON.stringify({ CANARY: 1 });
  test.each([
    ["nothing", bytes(""), "an empty body"],
    ["a byte order mark", new Uint8Array([0xef, 0xbb, 0xbf, ...bytes(text)]), "byte order mark"],
    ["invalid UTF-8", new Uint8Array([0x22, 0xff, 0x22]), "not UTF-8"],
    ["a cut text", bytes(text.slice(0, -1)), "not JSON"],
    ["markup", bytes("<html>CANARY</html>"), "markup"],
  ])("%s", (_, body, received) => {
    const [found, ...more] = judgeResponse(cancel, { status: 200, headers: JSON_TYPE, body });
    expect(more).toEqual([]);
    expect(found).toMatchObject({ severity: "error", check: "response_body_syntax" });
    expect(found?.received).toContain(received);
    expect(JSON.stringify(found)).not.toContain("CANARY");
  });
});

describe("media type and status", () => {
  const body = bytes(JSON.stringify(booking()));
  const ofType = (type: string | undefined) =>
    judgeResponse(cancel, { status: 200, headers: type ? [["Content-Type", type]] : [], body });

  test.each(["application/json", "Application/JSON; charset=utf-8", "application/json;x=y"])(
    "%s conforms",
    (type) => expect(ofType(type)).toEqual([]),
  );
  test.each([
    undefined,
    "text/html",
    "application/problem+json",
    "application/jsonp",
    "CANARY value",
  ])("%s does not", (type) => {
    const [found] = ofType(type);
    expect(found).toMatchObject({ severity: "error", check: "content_type_conformance" });
    expect(found?.received).not.toMatch(/canary/i);
  });
  test.each([
    [undefined, "no media type"],
    [";charset=CANARY", "no media type"],
    ["Text/HTML; x=CANARY", "text/html"],
    ["CANARY/json", "another media type"],
    ["application/vnd.canary+json", "another media type"],
  ])("%s is called %s", (type, received) => {
    expect(ofType(type)[0]?.received).toBe(received);
  });
  test.each([
    [201, "error"],
    [204, "error"],
    [302, "error"],
    [500, "error"],
    [101, "error"],
    [399, "error"],
    [400, "warning"],
    [401, "warning"],
    [404, "warning"],
  ])("%d is undocumented: %s", (status, severity) => {
    expect(judgeResponse(cancel, { status, headers: [], body })).toEqual([
      expect.objectContaining({
        severity,
        check: "status_code_conformance",
        received: `${status}`,
      }),
    ]);
  });
});

describe("a 422", () => {
  const item = { loc: ["body", 0], msg: "CANARY", type: "missing" };
  test.each([[{}], [{ detail: [] }], [{ detail: [item] }]])("%j conforms", (value) => {
    expect(answer(value, 422)).toEqual([]);
  });
  test("with members of newer services is a warning", () => {
    const found = answer({ detail: [{ ...item, input: "CANARY", url: "CANARY" }] }, 422);
    expect(found.map(({ severity, pointer }) => [severity, pointer])).toEqual([
      ["warning", "/detail/*/input"],
      ["warning", "/detail/*/url"],
    ]);
    expect(JSON.stringify(found)).not.toContain("CANARY");
  });
  test("with a place that is neither string nor integer says so once", () => {
    expect(answer({ detail: [{ ...item, loc: [1.5] }] }, 422)).toEqual([
      expect.objectContaining({
        pointer: "/detail/0/loc/0",
        documented: "string or integer",
        received: "number",
      }),
    ]);
  });
  test.each([["text"], [null]])("with %j in the place of an item is found to be that", (other) => {
    expect(answer({ detail: [other] }, 422)).toMatchObject([
      { severity: "error", pointer: "/detail/0", documented: "object" },
    ]);
  });
  test("says no more than can be read", () => {
    const items = Array.from({ length: 1_000 }, () => ({}));
    expect(answer({ detail: items }, 422)).toHaveLength(50);
  });
});

describe("a request", () => {
  const request = {
    method: "DELETE",
    path: "/v1/partner/external_bookings/sample",
    headers: [...JSON_TYPE, ["x-api-key", "CANARY"], ["Authorization", "bearer CANARY"]] as const,
    body: bytes(JSON.stringify(firstExample(cancel.requestBody?.source ?? ""))),
  };
  const received = (change: Partial<typeof request>) =>
    judgeRequest(cancel, { ...request, ...change }).map(({ check, documented, received: got }) => {
      expect(check).toBe("request_conformance");
      return `${documented}: ${got}`;
    });

  test("as documented conforms", () => expect(received({})).toEqual([]));
  test("with another method", () =>
    expect(received({ method: "POST" })).toEqual(["DELETE: another method"]));
  test("on another path", () =>
    expect(received({ path: "/v1" })).toEqual([`${cancel.path}: another path`]));
  test("without an id", () =>
    expect(received({ path: "/v1/partner/external_bookings/" })).toEqual([
      "the parameter external_booking_id: an empty one",
    ]));
  test("without credentials", () =>
    expect(received({ headers: JSON_TYPE as never })).toEqual([
      "the header x-api-key: none",
      "the header authorization: none",
    ]));
  test("with another scheme", () => {
    const headers = [...JSON_TYPE, ["x-api-key", "k"], ["authorization", "Basic CANARY"]] as const;
    expect(received({ headers: headers as never })).toEqual([
      "authorization with bearer: another scheme",
    ]);
  });
  test("without a body", () =>
    expect(received({ body: new Uint8Array() })).toEqual(["a body: none"]));
  test("with an incomplete body", () =>
    expect(received({ body: bytes("{}") })).toEqual([
      "a required property: nothing",
      "a required property: nothing",
    ]));
  test("of another media type", () => {
    const headers = [["content-type", "text/plain"], ...request.headers.slice(1)] as const;
    expect(received({ headers: headers as never })).toEqual(["application/json: text/plain"]);
  });
});

test("whatever arrives is judged without a throw, and what does not conform is a finding", () => {
  const operationList = Object.values<Operation>(operations);
  const header = fc.tuple(fc.constantFrom("content-type", "x-sample"), fc.string());
  const type = fc.constantFrom(...JSON_TYPE);
  fc.assert(
    fc.property(
      fc.constantFrom(...operationList),
      fc.integer({ min: 100, max: 599 }),
      fc.oneof(fc.array(header), fc.array(type, { minLength: 1 })),
      fc.oneof(
        fc.uint8Array(),
        fc.jsonValue().map((value) => bytes(JSON.stringify(value))),
      ),
      fc.record({ method: fc.string(), path: fc.webPath() }),
      (operation, status, headers, body, { method, path }) => {
        const findings = judge(
          operation,
          { method, path, headers, body },
          { status, headers, body },
          knowledge,
        );
        // No random request is one of ours, so silence would be a failure to judge.
        expect(findings.length).toBeGreaterThan(0);
        for (const { message } of findings)
          expect(message).toMatch(/documented is .+ received was/);
      },
    ),
    { numRuns: 500 },
  );
});
