/** The entry `solv-external-bookings/testing`: a matcher for jest and vitest, and mocks for nock. */
export { createSolvError } from "./testing/error.js";
export type { SolvErrorOf, SolvErrorOptions } from "./testing/error-types.js";
export {
  type ContractMatchers,
  contractMatchers,
  type MatcherResult,
  toConformToContract,
} from "./testing/matcher.js";
export {
  type MockOptions,
  type MockWithNock,
  mockCancelExternalBooking,
  type NockInterceptor,
  type NockScope,
} from "./testing/mock.js";
export type { FetchResponse, NockReply, PlainReply, Reply, ReplyHeaders } from "./testing/reply.js";
