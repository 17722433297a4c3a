/** Faults that let an invalid request cancel a booking. */
import {
  findOperation,
  type Operation,
  operations,
  pathParameters,
} from "../../description/operations.js";
import type { Fault } from "../fault.js";
import type { Decisions, Problem, StoredBooking } from "../model.js";
import { jsonOf } from "../validation.js";
import { isRefusedInRequest, kebab, LOCATION, REASON, requestSchema, SERVICE } from "./kit.js";

/** Takes no notice of some problems; what the body then lacks is not compared either. */
const accepts = (
  name: string,
  sentence: string,
  tolerated: (problem: Problem) => boolean,
  kind: Fault["kind"] = "breaks",
): Fault => ({
  name,
  kind,
  sentence,
  stages: ({ problems }) => ({
    problems: (call) => problems(call).filter((problem) => !tolerated(problem)),
    samePlace: leniently((given, kept) => typeof given !== "string" || given === kept),
  }),
});

const leniently =
  (same: (given: unknown, kept: string) => boolean): Decisions["samePlace"] =>
  (stored, body) => {
    const given = (typeof body === "object" && body !== null ? body : {}) as Partial<StoredBooking>;
    return same(given[LOCATION], stored[LOCATION]) && same(given[SERVICE], stored[SERVICE]);
  };

const at = ({ loc }: Problem, name: string) => loc.length === 2 && loc[1] === name;
const required = requestSchema.required ?? [];
/** Whether there is another kind than the described ones. */
const hasOneKind = (name: string) => [[], {}].some((value) => isRefusedInRequest(name, value));

const bodies: readonly Fault[] = [
  ...required.map((name) =>
    accepts(
      `accepts-missing-${kebab(name)}`,
      `A body without ${name} is accepted.`,
      (problem) => problem.kind === "missing" && at(problem, name),
    ),
  ),
  ...required
    .filter((name) => isRefusedInRequest(name, null))
    .map((name) =>
      accepts(
        `accepts-null-${kebab(name)}`,
        `A body with null for ${name} is accepted.`,
        (problem) => problem.kind === "null" && at(problem, name),
      ),
    ),
  ...Object.keys(requestSchema.properties ?? {})
    .filter(hasOneKind)
    .map((name) =>
      accepts(
        `accepts-mistyped-${kebab(name)}`,
        `A body with a value of another type for ${name} is accepted.`,
        (problem) => problem.kind === "type" && at(problem, name),
      ),
    ),
  accepts(
    "accepts-no-body",
    "A request without a body is accepted.",
    ({ kind }) => kind === "no_body",
  ),
  accepts(
    "accepts-malformed-json",
    "A body that is not JSON is accepted.",
    ({ kind }) => kind === "syntax",
  ),
  accepts(
    "accepts-non-object",
    "A JSON body that is not an object is accepted.",
    ({ kind, loc }) => loc.length === 1 && (kind === "type" || kind === "null"),
  ),
  accepts(
    "accepts-another-media-type",
    "A body of another media type is accepted.",
    ({ kind }) => kind === "media_type",
    "legal",
  ),
  accepts("accepts-any-body", "The body is not validated at all.", () => true),
  ...[REASON]
    .filter((name) => !required.includes(name) && isRefusedInRequest(name, null))
    .map((name) =>
      accepts(
        "accepts-null-reason",
        "A body with null for the optional reason is accepted.",
        (problem) => problem.kind === "null" && at(problem, name),
        "legal",
      ),
    ),
  {
    name: "coerces-scalars",
    kind: "legal",
    sentence: "A number or a boolean where a string is documented is taken for its text.",
    stages: ({ problems }) => ({
      problems: (call) => {
        const body = jsonOf(call) as Readonly<Record<string, unknown>> | undefined;
        return problems(call).filter(
          ({ kind, loc, expected }) =>
            kind !== "type" ||
            expected !== "string" ||
            !["number", "boolean"].includes(typeof body?.[String(loc[1])]),
        );
      },
      samePlace: leniently((given, kept) => String(given) === kept),
    }),
  },
];

const METHODS = ["POST", "PUT", "GET"];

const places: readonly Fault[] = [
  ...([LOCATION, SERVICE] as const).map(
    (name): Fault => ({
      name: `accepts-wrong-${kebab(name)}`,
      kind: "breaks",
      sentence: `The booking is cancelled whatever ${name} is given.`,
      stages: ({ samePlace }) => ({
        samePlace: (stored, body) =>
          samePlace(stored, { ...(body as object), [name]: stored[name] }),
      }),
    }),
  ),
  {
    name: "accepts-id-in-another-case",
    kind: "breaks",
    sentence: "The id is compared without regard to letter case.",
    stages: (_stages, { bookings }) => ({
      find: (id) =>
        bookings.find((known) => known.external_booking_id.toLowerCase() === id.toLowerCase()),
    }),
  },
  {
    name: "accepts-path-in-another-case",
    // RFC 3986 §6.2.2.1 tells such paths apart; many routers do not, and nobody is harmed.
    kind: "legal",
    sentence: "The path is compared without regard to letter case.",
    stages: ({ route }) => ({
      route: (method, path) => route(method, path) ?? route(method, inDocumentedCase(path)),
    }),
  },
  {
    name: "decodes-twice",
    kind: "breaks",
    sentence: "The id is decoded twice.",
    stages: ({ idOf }) => ({
      idOf: (call) => {
        const id = idOf(call);
        try {
          return id === undefined ? undefined : decodeURIComponent(id);
        } catch {
          return undefined;
        }
      },
    }),
  },
  {
    name: "matches-a-prefix",
    kind: "breaks",
    sentence: "An id that only begins like a booking's is taken for it.",
    stages: ({ find }, { bookings }) => ({
      find: (id) =>
        find(id) ?? bookings.find(({ external_booking_id: known }) => id.startsWith(known)),
    }),
  },
  ...METHODS.filter(isUndocumented).map(
    (method): Fault => ({
      name: `accepts-${method.toLowerCase()}`,
      kind: "breaks",
      sentence: `The undocumented method ${method} does what the documented one does.`,
      stages: ({ route }) => ({
        route: (asked, path) =>
          asked === method
            ? route(operations.cancelExternalBooking.method, path)
            : route(asked, path),
      }),
    }),
  ),
];

function isUndocumented(method: string): boolean {
  const { path } = operations.cancelExternalBooking;
  return findOperation(method, path) === undefined;
}

function inDocumentedCase(path: string): string {
  const steps = path.split("/");
  const operation = Object.values<Operation>(operations).find(
    (candidate) => pathParameters(candidate, path) ?? matchesLoosely(candidate, steps),
  );
  const template = operation?.path.split("/") ?? steps;
  return template.map((step, index) => (step.startsWith("{") ? steps[index] : step)).join("/");
}

function matchesLoosely({ path }: Operation, steps: readonly string[]): boolean {
  const wanted = path.split("/");
  return (
    wanted.length === steps.length &&
    wanted.every(
      (step, index) => step.startsWith("{") || step.toLowerCase() === steps[index]?.toLowerCase(),
    )
  );
}

/** Faults of acceptance. */
export const acceptanceFaults: readonly Fault[] = [...bodies, ...places];
