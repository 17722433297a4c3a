/** The matcher `toConformToContract`, for jest and vitest, on the one judge. */
import {
  description,
  type Operation,
  type OperationId,
  operations,
  pathParameters,
} from "../description/operations.js";
import type { Finding } from "../judge/finding.js";
import { type JudgedResponse, judgeResponse } from "../judge/judge.js";
import { documentLookup } from "../judge/lookup.js";
import { isFetchResponse, type Reply, readFetchResponse, readReply } from "./reply.js";

/** What a matcher tells jest or vitest. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** For the declaration of the matcher's type; see the README for jest and vitest. */
export interface ContractMatchers<R = unknown> {
  toConformToContract(operationId?: OperationId): R;
}

/**
 * Passes when an answer conforms to the description: status, media type, headers, body. What is legal
 * but not described, such as a further property or a 404, passes.
 *
 * With an `operationId` the answer must conform to that operation. Without one it must conform to an
 * operation whose path its `url` has, and, when it has no such `url`, to any operation at all.
 *
 * A fetch Response is read through a clone, so its assertion has to be awaited; any other reply is
 * judged at once. The failure message names places and kinds, and never a value.
 *
 * @param received a fetch Response, a nock reply `[status, body, headers]`, or `{ status, headers, body }`
 * @throws TypeError for what is no answer, and for an operation that is not described
 */
export function toConformToContract(received: Reply, operationId?: OperationId): MatcherResult;
export function toConformToContract(
  received: unknown,
  operationId?: OperationId,
): MatcherResult | Promise<MatcherResult>;
export function toConformToContract(
  received: unknown,
  operationId?: OperationId,
): MatcherResult | Promise<MatcherResult> {
  if (!isFetchResponse(received)) return judgeFor(candidates(operationId), readReply(received));
  const wanted = candidates(operationId, received.url);
  return readFetchResponse(received).then((response) => judgeFor(wanted, response));
}

/** All matchers of this package: `expect.extend(contractMatchers)`. */
export const contractMatchers = { toConformToContract } as const;

function candidates(operationId: OperationId | undefined, url?: string): readonly Operation[] {
  if (operationId !== undefined) {
    const operation = Object.hasOwn(operations, operationId) && operations[operationId];
    if (operation) return [operation];
    throw new TypeError(
      `The description has no such operation; it has ${Object.keys(operations).join(", ")}.`,
    );
  }
  const all = Object.values<Operation>(operations);
  const path = url && URL.canParse(url) ? new URL(url).pathname : undefined;
  const owners = path ? all.filter((operation) => pathParameters(operation, path)) : [];
  return owners.length > 0 ? owners : all;
}

function judgeFor(wanted: readonly Operation[], response: JudgedResponse): MatcherResult {
  const judged = wanted.map((operation) => {
    const findings = judgeResponse(operation, response, documentLookup);
    return { operation, errors: findings.filter(({ severity }) => severity === "error") };
  });
  // The nearest miss explains the most.
  const [best] = judged.toSorted((a, b) => a.errors.length - b.errors.length);
  const { errors = [], operation } = best ?? {};
  const pass = errors.length === 0;
  const names = wanted.length > 1 ? "any operation" : operation?.id;
  return {
    pass,
    message: () =>
      pass
        ? `Expected the answer not to conform to ${names}, but it conforms to ${operation?.id}.`
        : [
            `The answer (status ${response.status}) does not conform to ${names}.`,
            ...(wanted.length > 1 ? [`The nearest is ${operation?.id}:`] : []),
            ...errors.map(lineOf),
          ].join("\n"),
  };
}

function lineOf({ check, message, line }: Finding): string {
  return `  ${check}: ${message} (${description.file}:${line})`;
}
