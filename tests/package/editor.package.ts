/** What an editor shows of the built declarations: fields and their descriptions, and mistakes by name. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import ts from "typescript";

const root = resolve(__dirname, "../..");
if (!existsSync(join(root, "dist/src/types.d.mts"))) throw new Error("Run `npm run build` first.");
const { schemas } = JSON.parse(
  readFileSync(join(root, "generated/openapi.json"), "utf8"),
).components;

/** A module of a consumer; inside the package's folder, so that its name leads to `dist/`. */
const FILE = join(root, "consumer.mts");
let text = "";
let version = 0;
const service = ts.createLanguageService({
  directoryExists: ts.sys.directoryExists,
  realpath: (path) => path,
  fileExists: (file) => file === FILE || ts.sys.fileExists(file),
  readFile: (file) => (file === FILE ? text : ts.sys.readFile(file)),
  getCompilationSettings: () => ({
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    types: [],
    exactOptionalPropertyTypes: true,
  }),
  getScriptFileNames: () => [FILE],
  getScriptVersion: (file) => (file === FILE ? String(version) : "0"),
  getScriptSnapshot: (file) => {
    const content = file === FILE ? text : ts.sys.readFile(file);
    return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
  },
  getCurrentDirectory: () => root,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
});

function write(program: string): void {
  text = program;
  version += 1;
}

/** What hovering over the last occurrence of a word shows. */
function hover(word: string): { shown: string; documentation: string } {
  const info = service.getQuickInfoAtPosition(FILE, text.lastIndexOf(word));
  return {
    shown: ts.displayPartsToString(info?.displayParts),
    documentation: ts.displayPartsToString(info?.documentation),
  };
}

/** Every message of the compiler, with what it points at and refers to. */
function messages(): string[] {
  return [...service.getSyntacticDiagnostics(FILE), ...service.getSemanticDiagnostics(FILE)].map(
    ({ messageText, relatedInformation = [], start = 0, length = 0 }) =>
      [
        text.slice(start, start + length),
        ts.flattenDiagnosticMessageText(messageText, "\n"),
        ...relatedInformation.map((info) =>
          ts.flattenDiagnosticMessageText(info.messageText, "\n"),
        ),
      ].join(" | "),
  );
}

describe.each(["solv-external-bookings/types", "solv-external-bookings"])(
  "hovering, %s",
  (from) => {
    test("a schema shows its fields, no chain of accesses", () => {
      write(`import type { Booking } from "${from}"; export let booking: Booking;`);
      expect(messages()).toEqual([]);
      const { shown, documentation } = hover("Booking");
      expect(shown).toMatch(/type Booking = \{\n {4}address_city\?: string;\n/);
      expect(shown).not.toMatch(/components|\["/);
      expect(documentation).toContain(schemas.Booking.description);
    });

    test.each(Object.keys(schemas.Booking.properties))("%s shows what it is", (name) => {
      write(`import type { Booking } from "${from}"; declare const b: Booking; b.${name}`);
      const { shown, documentation } = hover(name);
      const type = schemas.Booking.properties[name].type.replace("integer", "number");
      expect(shown).toMatch(new RegExp(`^\\(property\\) ${name}\\??: ${type}( \\| undefined)?$`));
      expect(documentation).toContain(schemas.Booking.properties[name].description);
    });
  },
);

test.each(["", "/contract", "/testing", "/sandbox"])(
  "every name of the entry %j says what it is",
  (entry) => {
    write(`import * as entry from "solv-external-bookings${entry}"; entry;`);
    const program = service.getProgram();
    const checker = program?.getTypeChecker();
    const [statement] = program?.getSourceFile(FILE)?.statements ?? [];
    const specifier = (statement as ts.ImportDeclaration).moduleSpecifier;
    const module = checker?.getSymbolAtLocation(specifier);
    const names = module && checker ? checker.getExportsOfModule(module) : [];
    expect(names.length).toBeGreaterThan(5);
    const silent = names.filter((name) => {
      const own = name.flags & ts.SymbolFlags.Alias ? checker?.getAliasedSymbol(name) : name;
      return own?.getDocumentationComment(checker).length === 0;
    });
    expect(silent.map(({ name }) => name)).toEqual([]);
  },
);

test("going to a definition leads to a declaration with its description", () => {
  write(`import { createSolvClient } from "solv-external-bookings"; createSolvClient;`);
  const at = text.lastIndexOf("createSolvClient");
  const [found] = service.getDefinitionAtPosition(FILE, at) ?? [];
  const declared = readFileSync(found?.fileName ?? "", "utf8");
  const start = found?.textSpan.start ?? 0;
  expect(declared.slice(start)).toMatch(
    /^createSolvClient\(given: SolvClientOptions\): SolvClient;/,
  );
  expect(declared.slice(0, start)).toMatch(
    / \* Creates a client\. .*\*\/\nexport declare function $/s,
  );
});

const CLIENT = `import { createSolvClient, type CancelExternalBookingRequest } from "solv-external-bookings";
const client = createSolvClient({ environment: "staging", clientId: "a", accessToken: "b" });
const params = { path: { external_booking_id: "ehr-booking-0001" } };
const body: CancelExternalBookingRequest = { external_location_id: "a", service_id: "b" };
const path = "/v1/partner/external_bookings/{external_booking_id}";
`;

test("the method says what it takes and resolves to", () => {
  write(`${CLIENT}client.cancelExternalBooking("ehr-booking-0001", body);\n`);
  expect(messages()).toEqual([]);
  expect(hover("cancelExternalBooking").shown).toMatch(
    /body: CancelExternalBookingRequest.*Promise<Booking>/s,
  );
  write(`${CLIENT}export const answer = await client.api.DELETE(path, { params, body });\n`);
  expect(messages()).toEqual([]);
});

test.each([
  [
    "a missing field",
    `client.cancelExternalBooking("a", { service_id: "b" })`,
    "'external_location_id' is missing",
  ],
  [
    "a field there is not",
    `client.cancelExternalBooking("a", { ...body, cancelation_reason: "c" })`,
    "'cancelation_reason' does not exist",
  ],
  [
    "a field of another type",
    `client.cancelExternalBooking("a", { ...body, service_id: 7 })`,
    "comes from property 'service_id'",
  ],
  [
    "a field the answer has not",
    `(await client.cancelExternalBooking("a", body)).patient_name`,
    "'patient_name' does not exist on type",
  ],
  [
    "a missing field, through api",
    "client.api.DELETE(path, { params, body: { service_id: 'b' } })",
    "'external_location_id' is missing",
  ],
  [
    "a field there is not, through api",
    "client.api.DELETE(path, { params, body: { ...body, reason: 'b' } })",
    "'reason' does not exist",
  ],
  ["a missing body", "client.api.DELETE(path, { params })", "'body' is missing"],
  [
    "a missing parameter",
    "client.api.DELETE(path, { params: { path: {} }, body })",
    "'external_booking_id' is missing",
  ],
  [
    "a path there is not",
    `client.api.DELETE("/v1/partner/bookings", { body })`,
    `'"/v1/partner/bookings"' is not assignable`,
  ],
  [
    "a method there is not",
    "client.api.PUT(path, { params, body })",
    "'PUT' does not exist on type",
  ],
  [
    "a method the path has not",
    "client.api.POST(path, { params, body })",
    `is not assignable to parameter of type '"/v1/auth/token"'`,
  ],
])("%s is refused by name", (_, statement, says) => {
  write(`${CLIENT}${statement};\n`);
  const found = messages();
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(says);
});
