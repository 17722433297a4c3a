/** Makes requests that name something close to a given booking, but not that booking, or not as it is documented. */
import { mergedSchema, schemaAt } from "../../description/document.js";
import type { Operation } from "../../description/operations.js";
import { SLOTS, type Slot } from "../../solv/profile.js";
import {
  fillPath,
  plainDraft,
  type RequestDraft,
  type RequestValues,
  requestBodyOf,
} from "../request.js";
import { encodeTwice, inOtherCase, inOtherForm, NOBODYS, pathInOtherCase } from "./ids.js";
import type { ProbeCase } from "./probe-case.js";

/** Where servers cut an id, by name: what stands behind is a folder, an extension, a verb, … to them. */
const CUTS: Readonly<Record<string, string>> = {
  slash: "/",
  backslash: "\\",
  extension: ".",
  comma: ",",
  query: "?",
  fragment: "#",
  verb: ":",
  ampersand: "&",
  plus: "+",
  space: " ",
};

/** Longer than the columns in which ids are kept: what is beyond is cut off, and trailing spaces are ignored. */
const BEYOND_COLUMNS = " ".repeat(300);

/** Ids that are made from a given one and that no booking has, however servers read them. */
const MADE_IDS: readonly (readonly [
  name: string,
  expects: string,
  make: (id: string) => string,
])[] = [
  [
    "longer_id",
    "An id that only begins like the booking's is another id.",
    (id) => `${id}-${NOBODYS}`,
  ],
  ["padded_id", "An id with white space around it is another id.", (id) => ` ${id} `],
  ...Object.entries(CUTS).map(
    ([name, cut]) =>
      [
        `cut/${name}`,
        `An id is not cut at "${cut}" (encoded as ${encodeURIComponent(cut)}).`,
        (id: string) => `${id}${cut}${NOBODYS}`,
      ] as const,
  ),
  [
    "last_part",
    "An id is not what stands behind its last encoded slash.",
    (id) => `${NOBODYS}/${id}`,
  ],
  [
    "cut/slash_encoded_twice",
    "An id is decoded once, and not cut at a slash that was encoded twice.",
    (id) => `${id}%2F${NOBODYS}`,
  ],
  [
    "truncated",
    "A long id is not cut off to one that exists.",
    (id) => `${id}${BEYOND_COLUMNS}${NOBODYS}`,
  ],
];

/** Requests that name something close to a given booking, but not that booking, or not as it is documented. */
export function mismatches(operation: Operation): ProbeCase[] {
  const mismatch =
    (of: "id" | "spelling" | "path") =>
    (
      caseName: string,
      expects: string,
      make: (values: RequestValues) => RequestDraft | undefined,
    ): ProbeCase => ({
      case: `mismatch/${caseName}`,
      expects,
      expectation: { kind: "mismatch", of },
      ...(of === "path" && { mayBeCarriedOut: true }),
      ...(of === "spelling" && { needs: "idsDifferBeyondCaseAndForm" }),
      make: (_, values) => make(values),
    });
  const at = (values: RequestValues, path: string) => ({ ...plainDraft(operation, values), path });
  const withId = (values: RequestValues, id: string | undefined) =>
    id === undefined ? undefined : plainDraft(operation, { ...values, id });
  const inId = mismatch("id");
  const inSpelling = mismatch("spelling");
  const inPath = mismatch("path");
  return [
    ...otherPlaces(operation, "mismatch"),
    inSpelling("id_case", "An id in another letter case is another id.", (values) =>
      withId(values, isUuid(operation) ? undefined : inOtherCase(values.id)),
    ),
    ...MADE_IDS.map(([name, expects, make]) =>
      inId(name, expects, (values) => withId(values, make(values.id))),
    ),
    inSpelling("unicode_form", "An id in another Unicode normal form is another id.", (values) =>
      withId(values, inOtherForm(values.id)),
    ),
    inPath("path_parameter", "A semicolon belongs to the id (RFC 3986 §3.3).", (values) => {
      const draft = plainDraft(operation, values);
      return { ...draft, path: `${draft.path};solv=contract` };
    }),
    inPath("path_case", "The path is case-sensitive (RFC 3986 §6.2.2.1).", (values) =>
      at(values, pathInOtherCase(operation, encodeURIComponent(values.id))),
    ),
    inPath("cut/parameter", "An id is not cut at an encoded semicolon.", (values) =>
      withId(values, `${values.id};${NOBODYS}`),
    ),
    // Routers with an expression that ends in `$` drop a last line feed.
    inPath("line_end", "An id with a line end behind it is another id.", (values) =>
      withId(values, `${values.id}\n`),
    ),
    inId("double_decoding", "An id is decoded exactly once.", (values) =>
      at(values, fillPath(operation, encodeTwice(values.id))),
    ),
  ];
}

/** RFC 9562 §4: of a UUID the letter case says nothing. */
function isUuid({ parameters }: Operation): boolean {
  return parameters.some(
    ({ in: place, schema }) => place === "path" && mergedSchema(schemaAt(schema)).format === "uuid",
  );
}

/**
 * A booking at a place that is not its own, for each member of the body that tells the place.
 *
 * @param prefix - of the cases' names
 */
export function otherPlaces(operation: Operation, prefix: string): ProbeCase[] {
  // Only what the plain request carries can be another one's; else the request would be no mismatch.
  const { schema } = requestBodyOf(operation) ?? {};
  return Object.entries<Slot>(SLOTS).flatMap(([slot, { booking, member: name }]): ProbeCase[] => {
    if (!booking || !name || !schema?.required?.includes(name)) return [];
    const value = `${NOBODYS}-${slot}`;
    return [
      {
        case: `${prefix}/${slot}`,
        expects: `A booking is not answered under another ${slot}.`,
        expectation: { kind: "mismatch", of: "member", name, value },
        make: (op, values) => {
          const draft = plainDraft(op, values);
          const { body } = draft;
          if (typeof body !== "object") return undefined;
          return { ...draft, body: { ...body, [name]: value } };
        },
      },
    ];
  });
}
