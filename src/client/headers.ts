/** Checks the headers that a caller adds, and joins lists of them. */
import { type Operation, operations } from "../description/operations.js";
import { readHeaders } from "../http/fetch-body.js";
import type { HeaderList } from "../http/wire.js";
import { misconfigured } from "./mistakes.js";

// They are the connection's: with a wrong length, say, the rest of the body would be the next request.
const FRAMING =
  /^(host|content-length|transfer-encoding|connection|keep-alive|expect|te|trailer|upgrade)$/;

// What the body is and how it is coded, what comes back, and what says who calls.
const CLIENTS = /^(accept|content-type|content-encoding|cookie|proxy-.*)$/;

/** RFC 9110 §5.6.2 and §5.5: a name is a token; a value is a line, of Latin-1 for `fetch`. */
const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

// Those of all operations: a header that carries one somewhere is never a caller's to set.
const CREDENTIALS: readonly string[] = Object.values<Operation>(operations).flatMap(
  ({ security }) => security.flat().map(({ header }) => header.toLowerCase()),
);

const NO_HEADERS = "headers must be an object of names and values.";

/** Whether a header says where a message ends, or what becomes of its connection. */
export function isFraming(name: string): boolean {
  return FRAMING.test(name.toLowerCase());
}

/** Whether a value can be sent in a header. */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === "string" && VALUE.test(value);
}

/**
 * The option `headers` as a list; a header that is `undefined` is none.
 *
 * @throws SolvConfigurationError which names a header, if that is one, and never quotes a value
 */
export function headersOption(given: unknown): HeaderList {
  return entriesOf(given).map(([name, value]) => checked(name, value));
}

const NONE = { parameters: {}, more: [] };

/**
 * Parts the header parameters of an operation from what else a caller adds.
 *
 * @throws SolvConfigurationError as {@link headersOption}
 */
export function partHeaders(
  { parameters }: Operation,
  given: readonly unknown[],
): { readonly parameters: Readonly<Record<string, unknown>>; readonly more: HeaderList } {
  if (given.every((each) => each === undefined)) return NONE;
  const described = parameters.filter((parameter) => parameter.in === "header");
  const values: Record<string, unknown> = Object.create(null);
  const more: HeaderList[number][] = [];
  for (const [name, value] of given.flatMap(entriesOf)) {
    const lower = name.toLowerCase();
    const parameter = described.find((each) => each.name.toLowerCase() === lower);
    if (parameter) values[parameter.name] = value;
    else more.push(checked(name, value));
  }
  return { parameters: values, more };
}

function checked(name: string, value: unknown): HeaderList[number] {
  if (!NAME.test(name)) throw misconfigured(NO_HEADERS);
  const lower = name.toLowerCase();
  if (CREDENTIALS.includes(lower) || isFraming(name) || CLIENTS.test(lower)) {
    throw misconfigured(`headers must not hold \`${lower}\`, which the client sets itself.`);
  }
  if (!isHeaderValue(value)) {
    throw misconfigured(`The header \`${lower}\` must be one line of Latin-1 text.`);
  }
  return [lower, value];
}

/** One list, in which a later header takes the place of an earlier one of its name. */
export function joinHeaders(...lists: readonly HeaderList[]): HeaderList {
  const byName = new Map<string, HeaderList[number]>();
  for (const header of lists.flat()) {
    const name = header[0].toLowerCase();
    byName.delete(name);
    byName.set(name, header);
  }
  return [...byName.values()];
}

function entriesOf(given: unknown): readonly (readonly [string, unknown])[] {
  if (given === undefined || given === null) return [];
  if (typeof given !== "object") throw misconfigured(NO_HEADERS);
  try {
    if (Symbol.iterator in given) return readHeaders(given);
    return Object.entries(given).filter(([, value]) => value !== undefined);
  } catch {
    throw misconfigured(NO_HEADERS);
  }
}
