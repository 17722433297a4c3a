/** Reads header fields in the forms that HTTP libraries and mocks have them. */
import type { HeaderList } from "../http/wire.js";

/** Header fields as a list, as an object, or as `fetch` has them. */
export type ReplyHeaders =
  | Iterable<readonly [string, string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** @throws TypeError for what is no header fields; it quotes no value */
export function readHeaders(headers: unknown): HeaderList {
  return entriesOf(headers ?? {}).flatMap((entry) => {
    if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== "string")
      throw refusal();
    const [name, given] = entry;
    return [given].flat().flatMap((value) => {
      // Axios keeps a field that was taken away as `false` or null.
      if (value === undefined || value === null || value === false) return [];
      if (typeof value !== "string" && typeof value !== "number") throw refusal();
      return [[name, String(value)] as const];
    });
  });
}

function entriesOf(headers: unknown): readonly unknown[] {
  if (typeof headers !== "object" || headers === null) throw refusal();
  if (Symbol.iterator in headers) {
    const list = [...(headers as Iterable<unknown>)];
    // As Node's `rawHeaders`: names and values by turns.
    const isFlat = list.length % 2 === 0 && list.every((item) => typeof item === "string");
    return isFlat ? pairsOf(list) : list;
  }
  const { forEach } = headers as { readonly forEach?: unknown };
  if (typeof forEach !== "function") return Object.entries(headers);
  const list: unknown[] = [];
  forEach.call(headers, (value: unknown, name: unknown) => list.push([name, value]));
  return list;
}

function pairsOf(list: readonly unknown[]): unknown[] {
  return list.flatMap((name, at) => (at % 2 === 0 ? [[name, list[at + 1]]] : []));
}

function refusal(): TypeError {
  return new TypeError("Expected the headers as an object, as a list of pairs, or as Headers.");
}
