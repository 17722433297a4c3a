/** The features of the probe beside it: for each one what may be sent and answered, and what may not. */
import document from "../generated/openapi.json" with { type: "json" };
import {
  validateLimited,
  validateMapped,
  validateMerged,
  validateRefusal,
  validateSample,
} from "../generated/validators.js";
import { type OperationId, operations } from "../src/contract.js";
import type { SandboxBooking } from "../src/sandbox.js";

export interface Input {
  readonly path?: object;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}
/** Of an operation: what may be sent, what may not, one documented answer, and one that departs from it. */
export interface Feature {
  readonly id: OperationId;
  readonly input: Input;
  /** Absent where nothing can be sent wrongly but the credentials. */
  readonly wrong?: Input;
  readonly good: Answer;
  readonly bad: Answer;
  readonly valid: readonly [fits: boolean, doesNot: boolean];
  /** The defect of a server, made out of an answer that conforms. */
  readonly plant: (answer: Answer) => Answer;
}

const place = (tags: unknown[]) => ({ place: "A", notes: [{ text: "B", tags }] });
const [sample, broken] = [{ visit: place(["c"]) }, { visit: place([7]) }];
const merged = { ...sample, note: "D" };
const [mapped, mismapped] = [{ labels: { a: 1 } }, { labels: { a: "text" } }];
const visited = (kind: string) => ({ visits: [{ kind, day: "2031-05-20" }] });
const [limited, unlimited] = [visited("here"), visited("elsewhere")];
const [reason, unreasoned] = [{ reason: "No." }, { reason: 7 }];
const isCount = (value: unknown) =>
  operations.readHeader.responses[200]?.headers[0]?.validate(value) === true;
const isChannel = (value: unknown) =>
  operations.cancelExternalBooking.parameters[1]?.validate(value) === true;
const cancelled = document.components.examples.booking_full.value;
/** Accepts what is refused because of a place. */
const accept = (status: number, body: unknown, place: RegExp) => (answer: Answer) =>
  answer.status === 422 && place.test(JSON.stringify(answer.body)) ? { status, body } : answer;
const refuse = (answer: Answer) =>
  answer.status === 401 ? { ...answer, body: unreasoned } : answer;

const READS_AND_CREATES: Readonly<Record<string, Feature>> = {
  create: {
    id: "createSample",
    input: { body: sample },
    wrong: { body: broken },
    good: { status: 201, body: sample },
    bad: { status: 201, body: broken },
    valid: [validateSample(sample), validateSample(broken)],
    plant: accept(201, sample, /"visit","/),
  },
  default: {
    id: "readDefault",
    input: {},
    good: { status: 409, body: reason },
    bad: { status: 409, body: unreasoned },
    valid: [validateRefusal(reason), validateRefusal(unreasoned)],
    plant: refuse,
  },
  "4XX": {
    id: "readRange",
    input: {},
    good: { status: 418, body: reason },
    bad: { status: 418, body: unreasoned },
    valid: [validateRefusal(reason), validateRefusal(unreasoned)],
    plant: refuse,
  },
  header: {
    id: "readHeader",
    input: {},
    good: { status: 200, headers: { "X-Sample-Count": "3" }, body: sample },
    bad: { status: 200, headers: { "X-Sample-Count": "three" }, body: sample },
    valid: [isCount(3), isCount("three")],
    plant: ({ status, body }) => ({ status, body, headers: { "X-Sample-Count": "three" } }),
  },
  allOf: {
    id: "mergeSample",
    input: { body: merged },
    wrong: { body: sample },
    good: { status: 200, body: merged },
    bad: { status: 200, body: { ...merged, note: 7 } },
    valid: [validateMerged(merged), validateMerged(sample)],
    plant: accept(200, merged, /"note"\]/),
  },
  map: {
    id: "mapSample",
    input: { body: mapped },
    wrong: { body: mismapped },
    good: { status: 200, body: mapped },
    bad: { status: 200, body: mismapped },
    valid: [validateMapped(mapped), validateMapped(mismapped)],
    plant: accept(200, mapped, /"labels","/),
  },
  limits: {
    id: "limitSample",
    input: { body: limited },
    wrong: { body: unlimited },
    good: { status: 200, body: limited },
    bad: { status: 200, body: unlimited },
    valid: [validateLimited(limited), validateLimited(unlimited)],
    // What is of another kind, or lacks a part, it goes on to refuse.
    plant: accept(200, limited, /value_error\.enum/),
  },
};

/** @param booking - one that the sandbox has, for the cancel */
export function featuresFor(booking: SandboxBooking): Readonly<Record<string, Feature>> {
  const { external_booking_id, external_location_id, service_id } = booking;
  const body = { external_location_id, service_id };
  const cancel = { path: { external_booking_id }, headers: { "X-Sample-Actor": "E" }, body };
  return {
    ...READS_AND_CREATES,
    cancel: {
      id: "cancelExternalBooking",
      input: { ...cancel, query: { channel: "web" } },
      wrong: { ...cancel, query: { channel: "other" } },
      good: { status: 200, body: cancelled },
      bad: { status: 200, body: { ...cancelled, id: "text" } },
      valid: [isChannel("web"), isChannel("other")],
      plant: accept(200, cancelled, /"(channel|X-Sample-Actor)"/i),
    },
  };
}
