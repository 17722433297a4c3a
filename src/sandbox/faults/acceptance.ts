/** Faults that let an invalid request cancel a booking. */
import type { Effect, Fault } from "../fault.js";
import type { Decisions, Problem, ProblemKind, StoredBooking } from "../model.js";
import { jsonOf } from "../validation.js";
import { kebab } from "./changes.js";
import { isRefusedInRequest, LOCATION, REASON, requestSchema, SERVICE } from "./described.js";
import { breaks, legal } from "./kit.js";
import { placeFaults } from "./places.js";

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

/** Faults of acceptance. */
export const acceptanceFaults: readonly Fault[] = [...bodies, ...placeFaults];
