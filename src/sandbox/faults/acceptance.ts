/** Faults that let an invalid request cancel a booking. */
import {
  findOperation,
  type Operation,
  operations,
  pathParameters,
} from "../../description/operations.js";
import type { Effect, Fault } from "../fault.js";
import type { Decisions, Problem, ProblemKind, StoredBooking } from "../model.js";
import { jsonOf } from "../validation.js";
import { isRefusedInRequest, LOCATION, REASON, requestSchema, SERVICE } from "./described.js";
import { breaks, decoded, kebab, legal, readsId } from "./kit.js";

/** Takes no notice of some problems; what the body then lacks is not compared either. */
const tolerates = (isTolerated: (problem: Problem) => boolean): Effect => ({
  stages: ({ problems }) => ({
    problems: (call) => problems(call).filter((problem) => !isTolerated(problem)),
    samePlace: leniently((given, kept) => typeof given !== "string" || given === kept),
  }),
});

const leniently =
  (same: (given: unknown, kept: string) => boolean): Decisions["samePlace"] =>
  (stored, body) => {
    const given = (typeof body === "object" && body !== null ? body : {}) as Partial<StoredBooking>;
    return same(given[LOCATION], stored[LOCATION]) && same(given[SERVICE], stored[SERVICE]);
  };

const is =
  (wanted: ProblemKind) =>
  ({ kind }: Problem) =>
    kind === wanted;
const isOf = (wanted: ProblemKind, name: string) => (problem: Problem) =>
  is(wanted)(problem) && problem.loc.length === 2 && problem.loc[1] === name;
const isNoObject = ({ kind, loc }: Problem) =>
  loc.length === 1 && (kind === "type" || kind === "null");

const required = requestSchema.required ?? [];
const notNullable = required.filter((name) => isRefusedInRequest(name, null));
/** Of these, there is another kind than the described ones. */
const typed = Object.keys(requestSchema.properties ?? {}).filter((name) =>
  [[], {}].some((value) => isRefusedInRequest(name, value)),
);

const bodies: readonly Fault[] = [
  ...required.map((name) =>
    breaks(
      `accepts-missing-${kebab(name)}`,
      `A body without ${name} is accepted.`,
      tolerates(isOf("missing", name)),
    ),
  ),
  ...notNullable.map((name) =>
    breaks(
      `accepts-null-${kebab(name)}`,
      `A body with null for ${name} is accepted.`,
      tolerates(isOf("null", name)),
    ),
  ),
  ...typed.map((name) =>
    breaks(
      `accepts-mistyped-${kebab(name)}`,
      `A body with a value of another type for ${name} is accepted.`,
      tolerates(isOf("type", name)),
    ),
  ),
  breaks("accepts-no-body", "A request without a body is accepted.", tolerates(is("no_body"))),
  breaks("accepts-malformed-json", "A body that is not JSON is accepted.", tolerates(is("syntax"))),
  breaks(
    "accepts-non-object",
    "A JSON body that is not an object is accepted.",
    tolerates(isNoObject),
  ),
  legal(
    "accepts-another-media-type",
    "A body of another media type is accepted.",
    tolerates(is("media_type")),
  ),
  breaks(
    "accepts-any-body",
    "The body is not validated at all.",
    tolerates(() => true),
  ),
  ...[REASON]
    .filter((name) => !required.includes(name) && isRefusedInRequest(name, null))
    .map((name) =>
      legal(
        "accepts-null-reason",
        "A body with null for the optional reason is accepted.",
        tolerates(isOf("null", name)),
      ),
    ),
  legal(
    "coerces-scalars",
    "A number or a boolean where a string is documented is taken for its text.",
    {
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
  ),
];

const { method: documented, path: template } = operations.cancelExternalBooking;
const METHODS = ["POST", "PUT", "GET"];

const places: readonly Fault[] = [
  ...([LOCATION, SERVICE] as const).map((name) =>
    breaks(`accepts-wrong-${kebab(name)}`, `The booking is cancelled whatever ${name} is given.`, {
      stages: ({ samePlace }) => ({
        samePlace: (stored, body) =>
          samePlace(stored, { ...(body as object), [name]: stored[name] }),
      }),
    }),
  ),
  breaks("accepts-id-in-another-case", "The id is compared without regard to letter case.", {
    stages: (_stages, { bookings }) => ({
      find: (id) =>
        bookings.find((known) => known.external_booking_id.toLowerCase() === id.toLowerCase()),
    }),
  }),
  // RFC 3986 §6.2.2.1 tells such paths apart; many routers do not, and nobody is harmed.
  legal("accepts-path-in-another-case", "The path is compared without regard to letter case.", {
    stages: ({ route }) => ({
      route: (method, path) => route(method, path) ?? route(method, inDocumentedCase(path)),
    }),
  }),
  breaks("decodes-twice", "The id is decoded twice.", readsId(decoded)),
  breaks("matches-a-prefix", "An id that only begins like a booking's is taken for it.", {
    stages: ({ find }, { bookings }) => ({
      find: (id) =>
        find(id) ?? bookings.find(({ external_booking_id: known }) => id.startsWith(known)),
    }),
  }),
  ...METHODS.filter((method) => findOperation(method, template) === undefined).map((method) =>
    breaks(
      `accepts-${method.toLowerCase()}`,
      `The undocumented method ${method} does what the documented one does.`,
      {
        stages: ({ route }) => ({
          route: (asked, path) => route(asked === method ? documented : asked, path),
        }),
      },
    ),
  ),
];

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
