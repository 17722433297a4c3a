/** The entry `solv-external-bookings/testing`: a matcher for jest and vitest, mocks for nock, and errors of the client. */
export { createSolvError } from "./testing/error.js";
export type { SolvErrorOf, SolvErrorOptions } from "./testing/error-types.js";
export {
  type ContractMatchers,
  contractMatchers,
  type MatcherResult,
  toConformToContract,
} from "./testing/matcher.js";
export { mockCancelExternalBooking, mockOperation } from "./testing/mock.js";
export type {
  MockAnswerOptions,
  MockOperationOptions,
  MockOptions,
  MockReply,
  MockWithNock,
  NockInterceptor,
  NockOptions,
  NockScope,
  UndocumentedAnswer,
} from "./testing/mock-types.js";
export type { FetchResponse, NockReply, PlainReply, Reply, ReplyHeaders } from "./testing/reply.js";
