/** Operations as a description may yet have them: limits, further parameters, other bodies. */
import { afterEach, describe, expect, test } from "@jest/globals";
import "./described-limits.js";
import document from "../../generated/openapi.json" with { type: "json" };
import { toCurl } from "../../src/check/curl.js";
import { dryRun } from "../../src/check/dry-run.js";
import { mismatches } from "../../src/check/probes/mismatches.js";
import { unusualRequests } from "../../src/check/probes/unusual.js";
import { plainDraft, SHELL_VARIABLES } from "../../src/check/request.js";
import { checkContract } from "../../src/check/run.js";
import {
  type DescribedParameter,
  type Operation,
  operations,
} from "../../src/description/operations.js";
import type { Report } from "../../src/report/report.js";
import { parameter as described } from "../description/parameter.js";
import { mockLimits } from "./described-limits.js";
import { given, PLACE, withServer } from "./partner-server.js";

/** Limits in the description: a substitute that they rule out is no mismatch, and a plain cancel is no probe. */
describe("limits", () => {
  const only = ["cancelExternalBooking/mismatch/*", "cancelExternalBooking/booking/mismatch/*"];
  const { external_location_id: location, service_id: service } = PLACE;
  const needsOf = ({ results }: Report, caseName: string) => {
    const found = results.find(({ id }) => id.endsWith(`/booking/mismatch/${caseName}`));
    return found?.outcome === "skipped" ? found.needs : found?.outcome;
  };
  const unlimited = mockLimits.allows;
  afterEach(() => {
    mockLimits.id = () => true;
    mockLimits.allows = unlimited;
  });

  const LIMITS: Readonly<Record<string, (name: keyof typeof PLACE) => (text: string) => boolean>> =
    {
      maxLength: () => (text) => text.length <= 20,
      pattern: () => (text) => /^[a-z]+(-[a-z]+)?-([0-9]+|service)$/.test(text),
      // The documented example has to be a valid one, and is another than the booking's.
      enum: (name) => (text) =>
        [PLACE[name], "ehr-location-17", "sample-ehr-service"].includes(text),
    };

  describe.each(Object.entries(LIMITS))("with %s", (_name, limit) => {
    test.each([
      ["external_location_id", "location", "service"],
      ["service_id", "service", "location"],
    ] as const)("on %s no valid cancel is sent without permission", async (name, skipped, sent) => {
      const allows = limit(name);
      mockLimits.allows = (body) => allows(String(body[name]));
      const { cancelled, result } = await withServer(["a"], {}, (target) =>
        checkContract({ ...target, only, bookings: given("a") }),
      );
      expect(cancelled).toEqual([]);
      expect(needsOf(result, skipped)).toBe(
        `a value for ${name} that is not the booking's and that the description allows`,
      );
      expect(needsOf(result, sent)).toBe("warned");
    });
  });

  test("a booking whose own value is the substitute is not cancelled by it", async () => {
    const [booking] = given("a");
    const bookings = [
      { ...PLACE, external_booking_id: "a", service_id: "solv-contract-no-such-service" },
    ];
    expect(booking?.service_id).toBe(service);
    const { result } = await withServer(["a"], {}, (target) =>
      checkContract({ ...target, only, bookings }),
    );
    expect(needsOf(result, "service")).toMatch(/^a value for service_id that is not the booking's/);
  });

  test("a given value that the description does not allow is refused: an example would take its place", async () => {
    mockLimits.allows = (body) => body.external_location_id !== location;
    const attempt = withServer(["a"], {}, (target) =>
      checkContract({ ...target, only, bookings: given("a"), allowCancel: true }),
    );
    await expect(attempt).rejects.toThrow(
      "bookings, booking 1: external_location_id must be a value that the description allows.",
    );
  });

  test("an id that the description does not allow is not made of a given one", async () => {
    for (const [limit, allows, tried] of [
      ["maxLength", (id) => id.length <= 10, ["padded_id"]],
      ["pattern", (id) => /^[a-z-]+$/.test(id), ["longer_id"]],
      ["enum", (id) => ["a", " a "].includes(id), ["padded_id"]],
      ["const", (id) => id === "a", []],
    ] as const satisfies readonly (readonly [string, (id: string) => boolean, string[]])[]) {
      mockLimits.id = allows;
      const { result } = await withServer(["a"], {}, (target) =>
        checkContract({ ...target, only, bookings: given("a") }),
      );
      const made = ["longer_id", "padded_id"].filter((one) => needsOf(result, one) === "passed");
      expect([limit, made]).toEqual([limit, [...tried]]);
    }
  });

  test("a given id that the description does not allow is refused: nothing can be said of it", async () => {
    mockLimits.id = (id) => id.length > 30;
    const attempt = withServer(["a"], {}, (target) =>
      checkContract({ ...target, only, bookings: given("a"), allowCancel: true }),
    );
    await expect(attempt).rejects.toThrow(
      "bookings, booking 1: external_booking_id must be a value that the description allows.",
    );
  });

  test("a dry run lists no id in another spelling unless it is allowed", () => {
    const listed = (idsDifferBeyondCaseAndForm: boolean) =>
      dryRun({
        only: ["cancelExternalBooking/*/id_case"],
        bookings: given("a"),
        idsDifferBeyondCaseAndForm,
      }).length;
    expect([listed(false), listed(true)]).toEqual([1, 2]);
  });

  test("where no id is left that cannot exist, only what every server must refuse is sent to none given", async () => {
    const only = ["cancelExternalBooking/*"];
    mockLimits.id = (id) => id.length <= 6;
    const { result } = await withServer(["a"], {}, (target) => checkContract({ ...target, only }));
    const sent = result.results.filter(
      ({ tier, status }) => tier === "safe" && status !== undefined,
    );
    expect(sent.length).toBeGreaterThan(5);
    for (const { case: caseName } of sent) expect(caseName).toMatch(/^(auth|body)\//);
    const control = result.results.find(({ case: caseName }) => caseName === "control");
    expect(control).toMatchObject({
      outcome: "skipped",
      needs: "an operation whose path has room for an id that cannot exist",
    });
  });
});

/** Operations that may be added: with further parameters, or with a body that names no location or service. */
describe("parameters and bodies", () => {
  const { cancelExternalBooking: cancel } = operations;
  const { requestBody: _body, ...bodiless } = cancel;
  const kindOf = (value: unknown) => {
    if (Array.isArray(value)) return "array";
    return Number.isInteger(value) ? "integer" : typeof value;
  };
  const parameter = (place: string, name: string, ...kinds: string[]): DescribedParameter =>
    described(name, {
      in: place,
      kinds,
      source: "#",
      validate: (value) => kinds.includes(kindOf(value)),
      ...(kinds.includes("array") && { items: ["string"] }),
    });

  describe("the parameters of an operation", () => {
    const [id] = cancel.parameters;
    if (!id) throw new Error("The description shrank.");
    const operation: Operation = {
      ...cancel,
      parameters: [
        ...cancel.parameters,
        parameter("query", "page size", "integer"),
        parameter("query", "sort", "string"),
        { ...id, in: "query" },
        { ...parameter("query", "optional", "string"), required: false },
        parameter("query", "list", "array"),
        parameter("query", "kinds", "string", "integer"),
        parameter("header", "X-Sample", "boolean"),
      ],
    };
    const query = /^\?page%20size=7&sort=text&external_booking_id=[^&{}]+&list=text&kinds=text$/;

    test("that are required are sent, with a documented value where there is one", () => {
      const draft = plainDraft(operation, SHELL_VARIABLES);
      expect(draft.query).toMatch(query);
      expect(draft.headers).toContainEqual(["X-Sample", "true"]);
      expect(draft.headers.filter(([name]) => name === "external_booking_id")).toEqual([]);
      expect(toCurl(draft)).toContain("page%20size=7");
    });

    test.each([
      [{ example: "single", schema: { enum: ["listed"] } }, "single"],
      [{ schema: { examples: ["shown"], default: "usual", enum: ["listed"] } }, "shown"],
      [{ schema: { default: "usual", enum: ["listed"] } }, "usual"],
      [{ schema: { enum: ["listed"] } }, "listed"],
      [{ example: "single", examples: { a: { value: "named" } } }, "named"],
      [{ schema: {} }, "text"],
    ])("described as %j are sent as %s", (node, value) => {
      Object.assign(document, { sample_parameter: node });
      const source = "#/sample_parameter";
      const sample = {
        ...parameter("query", "sample", "string"),
        source,
        schema: `${source}/schema`,
      };
      const draft = plainDraft({ ...cancel, parameters: [sample] }, SHELL_VARIABLES);
      Reflect.deleteProperty(document, "sample_parameter");
      expect(draft.query).toBe(`?sample=${value}`);
    });

    test("stay when an unknown one is added", () => {
      const add = (to: Operation) =>
        unusualRequests(to)
          .find(({ case: caseName }) => caseName === "valid/unknown_query")
          ?.make(to, SHELL_VARIABLES)?.query;
      expect(add(cancel)).toBe("?solv_contract=probe");
      expect(add(operation)?.replace("&solv_contract=probe", "")).toMatch(query);
    });
  });

  describe("a mismatch of the body", () => {
    const tried = (operation: Operation) =>
      mismatches(operation)
        .map(({ case: caseName }) => caseName.replace("mismatch/", ""))
        .filter((name) => ["location", "service", "id_case"].includes(name));

    test("is tried only where the plain request names what could be another one's", () => {
      expect(tried(cancel)).toEqual(["location", "service", "id_case"]);
      expect(tried(bodiless)).toEqual(["id_case"]);
      const [body] = Object.values(cancel.requestBody?.content ?? {});
      if (!cancel.requestBody || !body) throw new Error("The description shrank.");
      // Here both are no properties.
      const content = { "application/json": { ...body, schema: "#/components/schemas/Booking" } };
      expect(tried({ ...cancel, requestBody: { ...cancel.requestBody, content } })).toEqual([
        "id_case",
      ]);
    });
  });
});
