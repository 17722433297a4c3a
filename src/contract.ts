/** The entry `solv-external-bookings/contract`: the check and the judge as functions; nothing printed. */
export type { BookingTarget } from "./check/bookings.js";
export { parseBookings } from "./check/bookings.js";
export { CannotRunError } from "./check/cannot-run.js";
export type { Exchange } from "./check/exchange.js";
export { type CheckOptions, checkContract } from "./check/run.js";
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
} from "./description.js";
export type { CheckName, Finding, Severity } from "./judge/finding.js";
export {
  type JudgedRequest,
  type JudgedResponse,
  judge,
  type Knowledge,
} from "./judge/judge.js";
export { knowledge } from "./judge/knowledge.js";
export type { Coverage, CoverageOf, Outcome, Report, Result, Tier } from "./report/report.js";
export { recordHar, type WireExchange } from "./traffic/record-har.js";
export type { TrafficSource } from "./traffic/sources.js";
export { type VerifyOptions, verifyTraffic } from "./traffic/verify.js";
