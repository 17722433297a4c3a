/** Names the exit codes of the command, and the errors that end it with a sentence. */

/** Ends a command with a sentence for the person who typed it. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

/** Ends a command whose run was complete: a file could not be written, and the others have been. */
export class OutputError extends UsageError {}

/** Exit codes; a process ended by Ctrl-C, SIGTERM or SIGHUP has 130, as shells have the first. */
export const EXIT = { conforms: 0, violations: 1, couldNotRun: 2, interrupted: 130 } as const;
