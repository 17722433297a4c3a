/** Linted by eslint-plugin-import with a resolver that is told to read `exports`. */
import { judge } from "solv-external-bookings/contract";
import { startSandbox } from "solv-external-bookings/sandbox";
import { toConformToContract } from "solv-external-bookings/testing";

export const used = [judge, startSandbox, toConformToContract];
