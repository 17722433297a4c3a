/** The entry `solv-external-bookings/types`: every type of the description, and no run-time code. */
export type * from "../generated/schema.js";
