/** The entry `solv-external-bookings/sandbox`: a loopback server to try clients and checks against. */
export type {
  Sandbox,
  SandboxBooking,
  SandboxBookingState,
  SandboxOptions,
  SandboxRequest,
} from "./sandbox/api.js";
export type { FaultKind } from "./sandbox/fault.js";
export { type FaultSummary, faults } from "./sandbox/faults.js";
export type { SandboxCredentials } from "./sandbox/model.js";
export { startSandbox } from "./sandbox/server.js";
