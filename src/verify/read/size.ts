/** Reads what a recorder says about the size of a body: a number, or the text of one. */

/** Bytes; negative where the recorder says that it does not know; `undefined` where it says nothing. */
export function sizeOf(stated: unknown): number | undefined {
  if (typeof stated === "number") return stated;
  return typeof stated === "string" && /^\s*-?\d+\s*$/.test(stated) ? Number(stated) : undefined;
}

/** Whether there was a body by this. */
export function isPositive(stated: unknown): boolean {
  return (sizeOf(stated) ?? 0) > 0;
}
