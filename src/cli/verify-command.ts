/** `solv-contract verify`: reads recorded traffic from files or stdin, judges it, and reports. */
import type { Io } from "./io.js";
import { UsageError } from "./main.js";

export async function verify(_args: string[], _io: Io): Promise<number> {
  throw new UsageError("verify is not there yet.");
}
