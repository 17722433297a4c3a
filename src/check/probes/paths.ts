/** Requests whose path or method is not the plain one: unusual ids, ids close to a booking's, methods. */
import type { CancelExternalBookingRequest } from "../../../generated/schema.js";
import type { Operation } from "../../description/operations.js";
import {
  fillPath,
  plainDraft,
  type RequestDraft,
  type RequestValues,
  requestBodyOf,
} from "../request.js";
import type { ProbeCase } from "./variation.js";

const LONG_ID = "a".repeat(300);
// Beyond what many servers take as a request line, so a refusal for that reason is no fault.
const VERY_LONG_ID = "a".repeat(2_000);

/** Ids that cannot exist and have to be carried through encoding unharmed. */
export function unusualIds(operation: Operation): ProbeCase[] {
  if (!operation.path.includes("{")) return [];
  const id = (caseName: string, expects: string, change: (id: string) => string): ProbeCase => ({
    case: `path/${caseName}`,
    expects,
    expectation: { kind: "identifier", mayExceedLimits: caseName === "very_long" },
    make: (op, values) =>
      plainDraft(op, { ...values, externalBookingId: change(values.externalBookingId) }),
  });
  return [
    id("unicode", "An id in any script is looked up.", (plain) => `${plain}-é-予約-🗓`),
    id("slash", "An id with an encoded slash stays one segment.", (plain) => `${plain}/part`),
    id("percent", "An id with a percent sign is looked up.", (plain) => `${plain}-100%`),
    id("quote", "An id with a quotation mark is looked up.", (plain) => `${plain}'"part`),
    id("space", "An id with a space is looked up.", (plain) => `${plain} part`),
    id("long", "A long id is looked up: no limit is documented.", (plain) => `${plain}-${LONG_ID}`),
    id("very_long", "A very long id is no crash.", (plain) => `${plain}-${VERY_LONG_ID}`),
  ];
}

/** Methods that the description does not have on the operation's path. */
export function undocumentedMethods(
  documented: readonly string[],
  methods: readonly string[],
): ProbeCase[] {
  return methods
    .filter((method) => !documented.includes(method))
    .map((method) => ({
      case: `method/${method}`,
      expects: `${method} is not a documented method here and is not answered with a success.`,
      expectation: { kind: "method" },
      make: (op, values) => ({
        ...plainDraft(op, values),
        method,
      }),
    }));
}

/** Requests that name something close to a given booking, but not that booking. */
export function mismatches(operation: Operation): ProbeCase[] {
  const mismatch = (
    caseName: string,
    expects: string,
    make: (values: RequestValues) => RequestDraft | undefined,
  ): ProbeCase => ({
    case: `mismatch/${caseName}`,
    expects,
    expectation: { kind: "mismatch" },
    make: (_, values) => make(values),
  });
  const at = (values: RequestValues, path: string) => ({ ...plainDraft(operation, values), path });
  // Only what the plain request carries can be another one's; else the request would be no mismatch.
  const inBody = (name: keyof CancelExternalBookingRequest, variation: ProbeCase) =>
    requestBodyOf(operation)?.schema.required?.includes(name) ? [variation] : [];
  const location = mismatch(
    "location",
    "A booking is not cancelled under another location.",
    (values) =>
      plainDraft(operation, { ...values, externalLocationId: "solv-contract-no-such-location" }),
  );
  const service = mismatch(
    "service",
    "A booking is not cancelled under another service.",
    (values) => plainDraft(operation, { ...values, serviceId: "solv-contract-no-such-service" }),
  );
  return [
    ...inBody("external_location_id", location),
    ...inBody("service_id", service),
    mismatch("id_case", "An id in another letter case is another id.", (values) => {
      const swapped = swapCase(values.externalBookingId);
      // An id without letters would be the booking itself.
      if (swapped === values.externalBookingId) return undefined;
      return at(values, fillPath(operation, encodeURIComponent(swapped)));
    }),
    mismatch("longer_id", "An id that only begins like the booking's is another id.", (values) =>
      plainDraft(operation, {
        ...values,
        externalBookingId: `${values.externalBookingId}-solv-contract-no-such`,
      }),
    ),
    mismatch("padded_id", "An id with white space around it is another id.", (values) =>
      plainDraft(operation, { ...values, externalBookingId: ` ${values.externalBookingId} ` }),
    ),
    mismatch("unicode_form", "An id in another Unicode normal form is another id.", (values) => {
      const { externalBookingId: id } = values;
      const other = [id.normalize("NFD"), id.normalize("NFC")].find((form) => form !== id);
      return other === undefined
        ? undefined
        : plainDraft(operation, { ...values, externalBookingId: other });
    }),
    mismatch("path_parameter", "A semicolon belongs to the id (RFC 3986 §3.3).", (values) => {
      const draft = plainDraft(operation, values);
      return { ...draft, path: `${draft.path};solv=contract` };
    }),
    mismatch("path_case", "The path is case-sensitive (RFC 3986 §6.2.2.1).", (values) =>
      at(
        values,
        swapCase(operation.path.replace(/\{[^}]*\}/g, "\0")).replace("\0", () =>
          encodeURIComponent(values.externalBookingId),
        ),
      ),
    ),
    mismatch("double_decoding", "An id is decoded exactly once.", (values) =>
      at(values, fillPath(operation, encodeTwice(values.externalBookingId))),
    ),
  ];
}

function swapCase(text: string): string {
  return text.replace(/\p{L}/gu, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

// Every byte, so that also an id without reserved characters differs once it is decoded.
function encodeTwice(id: string): string {
  return Array.from(
    new TextEncoder().encode(id),
    (byte) => `%25${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
}
