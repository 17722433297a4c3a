/** Makes the answer of a mock: a documented example, changed as wished, or an undocumented one that was asked for. */
import { examplesAt } from "../description/document.js";
import { type Operation, responseFor, successStatuses } from "../description/operations.js";
import { contentPointer } from "../description/pointer.js";
import type { HeaderList } from "../http/wire.js";
import { judgeResponse } from "../judge/judge.js";
import { documentLookup } from "../judge/lookup.js";
import { asDocumented, EXAMPLE_HEADER } from "../sandbox/reply.js";
import type { MockAnswerOptions, MockReply, UndocumentedAnswer } from "./mock-types.js";
import { jsonText } from "./plain-json.js";

type AnswerOptions = MockAnswerOptions & { readonly body?: unknown };

/** @throws RangeError for an answer that the description does not have or does not allow */
export function answerOf(operation: Operation, options: AnswerOptions): MockReply {
  const { undocumented, ...others } = options;
  if (!undocumented) return documentedAnswer(operation, others);
  const more = Object.entries(others).find(([, value]) => value !== undefined);
  if (more) throw new RangeError(`Give either \`undocumented\` or \`${more[0]}\`.`);
  return undocumentedAnswer(operation, undocumented);
}

function documentedAnswer(
  operation: Operation,
  { body: changes, ...options }: AnswerOptions,
): MockReply {
  const { status = successStatuses(operation)[0] ?? 200, example } = options;
  const described = responseFor(operation, status);
  if (!described) {
    const documented = Object.keys(operation.responses).join(" and ");
    throw new RangeError(
      `No answer ${status} is documented; there are ${documented}. One that a server gives all the same is { undocumented: { status: ${status} } }.`,
    );
  }
  const [mediaType] = Object.keys(described.content);
  if (mediaType === undefined) {
    if (changes !== undefined || example !== undefined) {
      throw new RangeError(`The answer ${status} has no body.`);
    }
    return written(operation, { status, headers: [], json: undefined });
  }
  const examples = examplesAt(contentPointer(described.source, mediaType));
  const name = example ?? examples.keys().next().value ?? "";
  if (!examples.has(name) && (example !== undefined || changes === undefined)) {
    const names = [...examples.keys()].join(" and ") || "none";
    throw new RangeError(`The answer ${status} has no such example; it has ${names}.`);
  }
  const type = mediaType.includes("*") ? "application/json" : mediaType;
  const json = changed(examples.get(name), changes);
  return written(operation, { status, headers: [["content-type", type]], json });
}

/** An object's members one by one, anything else as a whole. */
function changed(example: unknown, changes: unknown): unknown {
  if (changes === undefined) return example;
  const isRecord = (value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord(example) && isRecord(changes) ? Object.assign({}, example, changes) : changes;
}

interface Made {
  readonly status: number;
  readonly headers: HeaderList;
  readonly json: unknown;
}

/** Judged, so that it cannot leave the contract. */
function written(operation: Operation, { status, headers: own, json }: Made): MockReply {
  // The required headers are added; the body stays the one that was asked for.
  const headers = asDocumented(operation, { status, headers: own, json }).headers.filter(
    ([name]) => name !== EXAMPLE_HEADER[0],
  );
  const text = json === undefined ? "" : jsonText(json);
  const body = new TextEncoder().encode(text);
  const [fault] = judgeResponse(operation, { status, headers, body }, documentLookup);
  if (fault) throw new RangeError(`The answer leaves the contract: ${fault.message}`);
  return [status, text, Object.fromEntries(headers)];
}

function undocumentedAnswer(operation: Operation, given: UndocumentedAnswer): MockReply {
  const { status, body: value, headers: own = {} } = given;
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new RangeError("The undocumented answer must have a status from 200 to 599.");
  }
  const isText = typeof value === "string" || value === undefined;
  const text = isText ? (value ?? "") : jsonText(value);
  const hasType = Object.keys(own).some((name) => name.toLowerCase() === "content-type");
  const headers = isText || hasType ? own : { "content-type": "application/json", ...own };
  const answer = {
    status,
    headers: Object.entries(headers),
    body: new TextEncoder().encode(text),
  };
  if (judgeResponse(operation, answer, documentLookup).length === 0) {
    throw new RangeError(`The answer ${status} is documented so. Give \`status\` and \`body\`.`);
  }
  return [status, text, headers];
}
