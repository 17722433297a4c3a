/** One change of a conforming cancel, for the tests of faults that look at the request. */
import { bookingAt, cancelOf, type Trial, withHeader } from "../helpers.js";

export const conforming = (trial: Trial, position = 0) =>
  cancelOf(bookingAt(trial, position), trial.sandbox);
export const body = (changes: object) => (trial: Trial) => ({
  body: { ...(conforming(trial).body as object), ...changes },
});
export const header = (name: string, value: string) => (trial: Trial) => ({
  headers: withHeader(conforming(trial).headers, name, value),
});
export const target = (change: (path: string) => string) => (trial: Trial) => ({
  target: change(conforming(trial).target),
});
