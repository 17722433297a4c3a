/** Reads what a recorder says about the size of a body: a number, or the text of one. */
import { LeftOut, type RecordedBody } from "../exchange.js";

/** Bytes; negative where the recorder says that it does not know; `undefined` where it says nothing. */
export function sizeOf(stated: unknown): number | undefined {
  if (typeof stated === "number") return stated;
  return typeof stated === "string" && /^\s*-?\d+\s*$/.test(stated) ? Number(stated) : undefined;
}

/** Whether there was a body by this. */
export function isPositive(stated: unknown): boolean {
  return (sizeOf(stated) ?? 0) > 0;
}

const CUT_SHORT = new LeftOut("cut short: less was kept than its stated size");

/**
 * A body, unless the recorder kept only its beginning, as recorders with a limit do: it is shorter than
 * its stated size, and no JSON. The server is not blamed for that.
 *
 * @param stated what the recorder says of its bytes, its content coding undone
 */
export function unlessCutShort(body: RecordedBody, stated: unknown): RecordedBody {
  if (body instanceof LeftOut) return body;
  const size = sizeOf(stated) ?? 0;
  // A text has at least as many bytes as characters, which are counted already.
  if (body.length >= size || Buffer.byteLength(body) >= size) return body;
  try {
    JSON.parse(typeof body === "string" ? body : Buffer.from(body).toString());
    return body;
  } catch {
    return CUT_SHORT;
  }
}
