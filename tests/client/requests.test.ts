/** What is sent for a call, from its parts or through `client.api`, and what is refused or remarked on. */
import { describe, expect, test } from "@jest/globals";
import { serializeBody } from "../../src/client/api.js";
import { SolvInputError } from "../../src/client/errors.js";
import type { BaseClientOptions } from "../../src/client/options.js";
import { serializePath, serializeQuery, writeAll } from "../../src/client/parameters.js";
import { type CallParts, prepareCall, prepareRequest } from "../../src/client/prepare.js";
import { checkOptions } from "../../src/client/settings.js";
import { schemaAt } from "../../src/description/document.js";
import { type Operation, operations } from "../../src/description/operations.js";
import type { Finding } from "../../src/judge/finding.js";
import { parameter } from "../description/parameter.js";
import { bookingId, minimalBody } from "./support.js";

const cancel: Operation = operations.cancelExternalBooking;
const options: BaseClientOptions = {
  baseUrl: "https://a.example/solv",
  clientId: "c",
  accessToken: "t",
};
const settings = checkOptions(options);
const target = `/solv/v1/partner/external_bookings/${bookingId}`;
const path = { external_booking_id: bookingId };
const bytes = new TextEncoder().encode(JSON.stringify(minimalBody));
const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

describe("a path", () => {
  test("is filled in everywhere", () => {
    expect(serializePath("/{one}/of/{two}", { one: "a/b", two: "1" })).toBe("/a%2Fb/of/1");
    expect(serializePath("/{}/a", {})).toBe("/{}/a");
  });

  test.each(["", ".", "..", "\ud800", 7, undefined])("is not filled with %j", (value) => {
    const error = thrownBy(() => serializePath("/{name}", { name: value }));
    expect(error).toBeInstanceOf(SolvInputError);
    const message = 'name must be well-formed text, and not empty, "." or "..".';
    expect(error).toMatchObject({ message, outcome: "not_applied", operationId: undefined });
    expect(thrownBy(() => serializePath("/{name}", { name: value }, cancel))).toMatchObject({
      operationId: cancel.id,
      message: `DELETE ${cancel.path}: ${message}`,
    });
  });
});

test("a query and headers have what is described for them, encoded, and nothing that is undefined", () => {
  const operation = {
    ...cancel,
    parameters: [
      parameter("page size", { in: "query", kinds: ["integer"] }),
      parameter("ids", { in: "query", items: ["integer"] }),
      parameter("left", { in: "query" }),
      parameter("X-Sample"),
    ],
  };
  const query = { ids: [1, 2], "page size": 7, left: undefined };
  expect(serializeQuery(operation, query)).toBe("page%20size=7&ids=1&ids=2");
  expect(serializeQuery(operation, {})).toBe("");
  expect(writeAll(operation, "header", { "X-Sample": "s" })).toEqual([["X-Sample", "s"]]);
});

test("a body is JSON, or refused", () => {
  expect(serializeBody({ a: 1 })).toBe('{"a":1}');
  expect(serializeBody(undefined)).toBeUndefined();
  expect(thrownBy(() => serializeBody(7n))).toMatchObject({
    name: "SolvInputError",
    message: "the body is not JSON.",
    outcome: "not_applied",
  });
  expect(thrownBy(() => prepareCall(cancel, { path, body: 7n }, settings))).toMatchObject({
    operationId: cancel.id,
    message: `DELETE ${cancel.path}: the body is not JSON.`,
  });
});

describe("a call", () => {
  test("is a target, headers and bytes", () => {
    expect(prepareCall(cancel, { path, body: minimalBody }, settings)).toEqual({
      operation: cancel,
      target,
      body: bytes,
      headers: [["content-type", "application/json"], ...settings.headers],
      values: [...Object.values(path), minimalBody],
    });
  });

  test("of an operation without parameters, body or credentials is those of its headers", () => {
    const { requestBody: _, ...bare } = {
      ...cancel,
      path: "/sample",
      parameters: [],
      security: [],
    };
    const findings: Finding[] = [];
    const given = { ...settings, onFinding: (found: Finding) => findings.push(found) };
    const prepared = prepareCall(bare, {}, given);
    expect(prepared).toMatchObject({
      target: "/solv/sample",
      body: undefined,
      headers: settings.headers,
    });
    expect(thrownBy(() => prepareCall(bare, { body: { CANARY: 1 } }, given))).toMatchObject({
      name: "SolvInputError",
      message: "DELETE /sample: the operation takes no body.",
    });
    expect(findings).toEqual([]);
  });

  test.each<[CallParts, string]>([
    [{ path, body: undefined }, "documented is a body, received was none."],
    [{ path, body: null }, "documented is object, received was null."],
    [
      { path, body: { service_id: "s" } },
      "/external_location_id: documented is a required property, received was nothing.",
    ],
  ])("with %j is refused", (input, message) => {
    const error = thrownBy(() => prepareCall(cancel, input, settings));
    expect(error).toBeInstanceOf(SolvInputError);
    expect(error).toMatchObject({
      outcome: "not_applied",
      operationId: cancel.id,
      message: `DELETE ${cancel.path}: ${message}`,
    });
    expect((error as SolvInputError).findings).toHaveLength(1);
  });

  test("without a path is refused", () => {
    expect(thrownBy(() => prepareCall(cancel, { body: minimalBody }, settings))).toBeInstanceOf(
      SolvInputError,
    );
  });
});

describe("properties that are not described", () => {
  const remarks = (body: object, operation = cancel) => {
    const findings: Finding[] = [];
    const given = { ...settings, onFinding: (found: Finding) => findings.push(found) };
    prepareCall(operation, { path, body }, given);
    return findings;
  };

  test("are counted in a finding", () => {
    const schema = schemaAt("#/components/schemas/CancelExternalBookingRequest");
    const documented = `only ${Object.keys(schema.properties ?? {}).join(", ")}`;
    expect(documented).toMatch(/^only cancellation_reason, external_location_id, service_id/);
    expect(remarks(minimalBody)).toEqual([]);
    expect(remarks({ ...minimalBody, CANARY: 1, cancelation_reason: "CANARY" })).toEqual([
      {
        severity: "warning",
        check: "undocumented_property",
        operationId: cancel.id,
        pointer: "",
        source: "#/components/schemas/CancelExternalBookingRequest",
        line: cancel.requestBody?.line,
        documented,
        received: "2 more",
        message: `documented is ${documented}, received was 2 more.`,
      },
    ]);
  });

  test("are told by their place, of a list's items together", () => {
    const described = cancel.requestBody;
    const [[type, body] = ["", undefined]] = Object.entries(described?.content ?? {});
    if (!described || !body) throw new Error("The description has no such body any more.");
    const item = { properties: ["text", "a/b"], within: { "a/b": { properties: ["c"] } } };
    const within = { notes: item, labels: { within: { any: { properties: ["d"] } } } };
    const content = {
      [type]: { ...body, properties: [...Object.keys(minimalBody), "notes", "labels"], within },
    };
    const operation: Operation = { ...cancel, requestBody: { ...described, content } };
    const notes = [
      { text: "A", CANARY: 1 },
      { CANARY: 2, txt: "B", "a/b": { CANARY: 3 } },
    ];
    const labels = { free: 1, any: { CANARY: 4 } };
    const found = remarks({ ...minimalBody, notes, labels, CANARY: 5 }, operation);
    expect(found.map(({ pointer, received }) => [pointer, received])).toEqual([
      ["/notes/*", "2 more"],
      ["/notes/*/a~1b", "1 more"],
      ["/labels/any", "1 more"],
      ["", "1 more"],
    ]);
    expect(JSON.stringify(found)).not.toContain("CANARY");
  });

  test("are none where the description lists none, and where there is no body", () => {
    const described = cancel.requestBody;
    if (!described) throw new Error("The description has no such body any more.");
    const of = (properties: readonly string[] | undefined, required = true): Operation => {
      const [[type, schema] = ["", undefined]] = Object.entries(described.content);
      if (!schema) throw new Error("The description has no such body any more.");
      const { properties: _, ...rest } = schema;
      const content = { [type]: { ...rest, ...(properties && { properties }) } };
      return { ...cancel, requestBody: { ...described, required, content } };
    };
    expect(remarks(minimalBody, of(["service_id"]))).toMatchObject([{ received: "1 more" }]);
    expect(remarks(minimalBody, of([]))).toEqual([]);
    expect(remarks(minimalBody, of(undefined))).toEqual([]);
    const none = undefined as unknown as object;
    expect(remarks(none, of(["service_id"], false))).toEqual([]);
  });
});

describe("a request through client.api", () => {
  const url = `https://a.example${target}`;
  const request = (init: RequestInit = {}, to = url) =>
    new Request(to, {
      method: "DELETE",
      body: JSON.stringify(minimalBody),
      headers: { "content-type": "application/json" },
      ...init,
    });

  test("is what a call would be", async () => {
    const prepared = await prepareRequest(request(), settings);
    expect(prepared).toEqual(prepareCall(cancel, { path, body: minimalBody }, settings));
    expect(await prepareRequest(request({}, `${url}?a=b`), settings)).toMatchObject({
      operation: { id: cancel.id },
      target: `${target}?a=b`,
    });
    expect(await prepareRequest(request({}, `${url}#a`), settings)).toMatchObject({ target });
  });

  test("keeps its own headers, but not those of the client", async () => {
    const headers = {
      "Content-Type": "application/json",
      "X-Trace": "sample",
      Accept: "text/html",
      "User-Agent": "CANARY",
      Authorization: "CANARY",
      "X-Api-Key": "CANARY",
    };
    const prepared = await prepareRequest(request({ headers }), settings);
    expect(prepared.headers).toEqual([
      ["content-type", "application/json"],
      ["x-trace", "sample"],
      ...settings.headers,
    ]);
  });

  test.each([
    "Host",
    "Content-Length",
    "Transfer-Encoding",
    "Connection",
    "Keep-Alive",
    "Expect",
    "TE",
    "Trailer",
    "Upgrade",
  ])("does not decide what the connection carries: %s", async (name) => {
    const headers = {
      "Content-Type": "application/json",
      [name]: "1",
      "Host-X": "a",
      "X-Host": "b",
    };
    const prepared = await prepareRequest(request({ headers }), settings);
    expect(prepared.headers).toEqual([
      ["content-type", "application/json"],
      ["host-x", "a"],
      ["x-host", "b"],
      ...settings.headers,
    ]);
  });

  test.each([
    ["POST", url],
    ["DELETE", "https://a.example/solv/v1/partner/external_bookings"],
    ["DELETE", "https://a.example/v1/partner/external_bookings/sample-1"],
    ["DELETE", "https://a.example/other/v1/partner/external_bookings/sample-1"],
    ["DELETE", "https://b.example/solv/v1/partner/external_bookings/sample-1"],
    ["DELETE", "https://a.example.org/solv/v1/partner/external_bookings/sample-1"],
  ])("is refused when it is no described call: %s %s", async (method, to) => {
    await expect(prepareRequest(request({ method }, to), settings)).rejects.toMatchObject({
      name: "SolvInputError",
      outcome: "not_applied",
      operationId: undefined,
      message: "The description has no operation for this method and path.",
    });
  });

  test.each(["", "%7Bexternal_booking_id%7D"])("is refused with the id %j", async (id) => {
    const to = `https://a.example/solv/v1/partner/external_bookings/${id}`;
    await expect(prepareRequest(request({}, to), settings)).rejects.toMatchObject({
      name: "SolvInputError",
      operationId: cancel.id,
    });
  });

  test("is refused without its body", async () => {
    await expect(prepareRequest(request({ body: null }), settings)).rejects.toMatchObject({
      name: "SolvInputError",
      operationId: cancel.id,
    });
  });
});
