/** The journal keeps on disk, line by line, which requests to given bookings were about to be written. */
import { closeSync, fsyncSync, openSync, writeFileSync } from "node:fs";
import type { BookingRequest } from "../check/booking-request.js";
import { UsageError } from "./exit.js";
import { errorCode } from "./flags.js";

/** A journal that is open for writing. */
export interface Journal {
  /** Returns when the line is on the disk. @throws UsageError that names the file and why it is not */
  note(request: BookingRequest): void;
  /** What `note` threw, if it did. */
  readonly failure: unknown;
  close(): void;
}

/**
 * Opens a journal; what an earlier run left in it stays.
 *
 * @throws UsageError that names the file and why it cannot be written
 */
export function openJournal(file: string): Journal {
  let failure: unknown;
  const attempt = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      failure = new UsageError(`The journal could not be written (${errorCode(error)}): ${file}`);
      throw failure;
    }
  };
  const fd = attempt(() => openSync(file, "a"));
  return {
    note: (request) =>
      attempt(() => {
        writeFileSync(fd, `${JSON.stringify(request)}\n`);
        flush(fd);
      }),
    get failure() {
      return failure;
    },
    close: () => closeSync(fd),
  };
}

function flush(fd: number): void {
  try {
    fsyncSync(fd);
  } catch (error) {
    // A pipe or a terminal has nothing to flush.
    if (!["EINVAL", "ENOTSUP"].includes(errorCode(error))) throw error;
  }
}
