/** Requests whose path or method is not the plain one: unusual ids, ids close to a booking's, methods. */
import type { Operation } from "../../description/operations.js";
import { SLOTS, type Slot } from "../../solv/profile.js";
import {
  fillPath,
  plainDraft,
  type RequestDraft,
  type RequestValues,
  requestBodyOf,
} from "../request.js";
import { encodeTwice, inOtherCase, inOtherForm, NOBODYS, swapCase } from "./ids.js";
import type { Mismatch, ProbeCase } from "./probe-case.js";

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
    make: (op, values) => plainDraft(op, { ...values, id: change(values.id) }),
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

/** Requests that name something close to a given booking, but not that booking, or not as it is documented. */
export function mismatches(operation: Operation): ProbeCase[] {
  const mismatch = (
    caseName: string,
    expects: string,
    expectation: Mismatch,
    make: (values: RequestValues) => RequestDraft | undefined,
  ): ProbeCase => ({
    case: `mismatch/${caseName}`,
    expects,
    expectation,
    ...(expectation.of === "path" && { mayBeCarriedOut: true }),
    ...(expectation.of === "spelling" && { needs: "idsDifferBeyondCaseAndForm" }),
    make: (_, values) => make(values),
  });
  const at = (values: RequestValues, path: string) => ({ ...plainDraft(operation, values), path });
  const withId = (values: RequestValues, id: string | undefined) =>
    id === undefined ? undefined : plainDraft(operation, { ...values, id });
  // Only what the plain request carries can be another one's; else the request would be no mismatch.
  const inBody = ([slot, { booking, member: name }]: [string, Slot]): ProbeCase[] => {
    const { schema } = requestBodyOf(operation) ?? {};
    if (!booking || !name || !schema?.required?.includes(name)) return [];
    const value = `${NOBODYS}-${slot}`;
    const expects = `A booking is not cancelled under another ${slot}.`;
    const expectation: Mismatch = { kind: "mismatch", of: "member", name, value };
    return [
      mismatch(slot, expects, expectation, (values) => {
        const draft = plainDraft(operation, values);
        const { body } = draft;
        return typeof body === "object"
          ? { ...draft, body: { ...body, [name]: value } }
          : undefined;
      }),
    ];
  };
  const [id, spelling, path] = (["id", "spelling", "path"] as const).map(
    (of): Mismatch => ({ kind: "mismatch", of }),
  ) as [Mismatch, Mismatch, Mismatch];
  return [
    ...Object.entries<Slot>(SLOTS).flatMap(inBody),
    mismatch("id_case", "An id in another letter case is another id.", spelling, (values) =>
      withId(values, inOtherCase(values.id)),
    ),
    mismatch(
      "longer_id",
      "An id that only begins like the booking's is another id.",
      id,
      (values) => withId(values, `${values.id}-${NOBODYS}`),
    ),
    mismatch("padded_id", "An id with white space around it is another id.", id, (values) =>
      withId(values, ` ${values.id} `),
    ),
    mismatch(
      "unicode_form",
      "An id in another Unicode normal form is another id.",
      spelling,
      (values) => withId(values, inOtherForm(values.id)),
    ),
    mismatch("path_parameter", "A semicolon belongs to the id (RFC 3986 §3.3).", path, (values) => {
      const draft = plainDraft(operation, values);
      return { ...draft, path: `${draft.path};solv=contract` };
    }),
    mismatch("path_case", "The path is case-sensitive (RFC 3986 §6.2.2.1).", path, (values) =>
      at(
        values,
        swapCase(operation.path.replace(/\{[^}]*\}/g, "\0")).replace("\0", () =>
          encodeURIComponent(values.id),
        ),
      ),
    ),
    mismatch("double_decoding", "An id is decoded exactly once.", id, (values) =>
      at(values, fillPath(operation, encodeTwice(values.id))),
    ),
  ];
}
