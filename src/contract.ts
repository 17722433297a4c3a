/** The entry `solv-external-bookings/contract`: the check and the judge as functions; nothing printed. */
export type { BookingRequest } from "./check/booking-request.js";
export { parseBookings } from "./check/bookings.js";
export type { CheckOptions } from "./check/options.js";
export type { RateLimitWait } from "./check/pace.js";
export { checkContract } from "./check/run.js";
export {
  type DescribedBody,
  type DescribedCredential,
  type DescribedParameter,
  type DescribedResponse,
  description,
  findOperation,
  type Operation,
  type OperationId,
  operations,
  servers,
} from "./description/operations.js";
export type { HttpAgent } from "./http/agent.js";
export type { Exchange } from "./http/exchange.js";
export type { CheckName, Finding, Severity } from "./judge/finding.js";
export {
  type DocumentLookup,
  type JudgedRequest,
  type JudgedResponse,
  judge,
} from "./judge/judge.js";
export { documentLookup } from "./judge/lookup.js";
export { recordHar } from "./recording/har.js";
export { type Baseline, type BaselineEntry, updateBaseline } from "./report/baseline.js";
export { CannotRunError } from "./report/cannot-run.js";
export { parseBaseline } from "./report/read-baseline.js";
export type { Coverage, CoverageOf, ProbeOutcome, Report, Result, Tier } from "./report/report.js";
export type { BookingTarget } from "./solv/booking.js";
export type { CheckCredentials } from "./solv/credentials.js";
export type { TrafficSource } from "./verify/read/sources.js";
export { type VerifyOptions, verifyTraffic } from "./verify/verify.js";
