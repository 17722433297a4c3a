/** Linted by eslint-plugin-import, whose resolver reads `main` unless told more. */
import { createSolvClient, SolvError } from "solv-external-bookings";

export const used = [createSolvClient, SolvError];
