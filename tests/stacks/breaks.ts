/** Lists typical breaks: each is planted in some stacks, and the check has to find it. */
import type { Answer, Arrived, Breaks, RawBody } from "./service.js";

/** One break, and in which stacks it is planted. */
export interface PlantedBreak extends Breaks {
  readonly name: string;
  readonly stacks: readonly string[];
}

/** Where a server looks up before it validates, this is its answer to most: it looks like an outage. */
export const CRASHES_ON_UNKNOWN = "unknown bookings are answered with 500";

/** Stacks whose routers hand any encoded character on. */
const ANY = ["hono", "koa", "express", "fastify", "go", "sinatra"];
const two = (index: number) => [0, 1].map((at) => ANY[(index + 3 * at) % ANY.length] ?? "");

const upTo = (cut: string) => (id: string) => id.split(cut)[0] ?? "";
const token = (pattern: RegExp, header = "authorization") => {
  return ({ headers }: Arrived) => pattern.exec(String(headers[header] ?? ""))?.[1];
};
const orBearer =
  (other: (arrived: Arrived) => string | undefined): NonNullable<Breaks["readToken"]> =>
  (arrived) =>
    token(/^bearer +(\S+)$/i)(arrived) ?? other(arrived);
const members = (body: unknown) => (typeof body === "object" && body !== null ? body : {});
const withMember = (body: unknown, name: string, value: unknown) => ({
  ...members(body),
  [name]: value,
});
const renamed = (rename: (name: string) => string) => (body: unknown) =>
  typeof body === "object" && body !== null && !Array.isArray(body)
    ? Object.fromEntries(Object.entries(body).map(([name, value]) => [rename(name), value]))
    : body;
const isForm = ({ type }: RawBody) => type.startsWith("application/x-www-form-urlencoded");
const isJson = ({ type }: RawBody) => type.toLowerCase().startsWith("application/json");
const ofJson =
  (read: (body: unknown) => unknown): NonNullable<Breaks["readBody"]> =>
  (body, raw) =>
    isJson(raw) ? read(body) : undefined;
const besides =
  (read: (raw: RawBody) => unknown): NonNullable<Breaks["readBody"]> =>
  (body, raw) =>
    isJson(raw) && raw.text !== "" ? body : read(raw);
const isUnknown = ({ status }: Answer) => status === 404;
const onUnknown = (suits: (arrived: Arrived) => boolean, answer: Answer): Breaks => ({
  alter: (given, arrived) => (isUnknown(given) && suits(arrived) ? answer : given),
});

const READ_IDS: Readonly<Record<string, (id: string) => string>> = {
  "cut at an encoded slash": upTo("/"),
  "what is behind the last slash": (id) => id.split("/").at(-1) ?? "",
  "cut at a backslash": upTo("\\"),
  "without an extension": (id) => id.replace(/\.[^.]*$/, ""),
  "cut at a comma": upTo(","),
  "cut at a question mark": upTo("?"),
  "cut at a number sign": upTo("#"),
  "cut at a colon": upTo(":"),
  "cut at an ampersand": upTo("&"),
  "cut at a plus sign": upTo("+"),
  "cut at a space": upTo(" "),
  trimmed: (id) => id.trim(),
  "decoded again": (id) => {
    try {
      return decodeURIComponent(id);
    } catch {
      return id;
    }
  },
  "cut off after 64 characters": (id) => id.slice(0, 64).trimEnd(),
};

const READ_TOKENS: Readonly<Record<string, NonNullable<Breaks["readToken"]>>> = {
  "behind any scheme word": token(/^\S+ +(\S+)$/),
  "behind seven characters": ({ headers }) => String(headers.authorization ?? "").slice(7),
  "behind Basic": orBearer(token(/^basic +(\S+)$/i)),
  "without a scheme": orBearer(token(/^(\S+)$/)),
  "in x-access-token": orBearer(token(/^(.+)$/, "x-access-token")),
  "in x-auth-token": orBearer(token(/^(.+)$/, "x-auth-token")),
  "in x-authorization": orBearer(token(/^bearer +(\S+)$/i, "x-authorization")),
  "in a cookie": orBearer(token(/access_token=([^;]+)/, "cookie")),
  "by its beginning": token(/^bearer +(stack-access-token)/i),
};

const BODIES: Readonly<Record<string, NonNullable<Breaks["readBody"]>>> = {
  "a reason of any kind": (body) => withMember(body, "cancellation_reason", "x"),
  "with text behind the JSON": (body, { text, type }) =>
    type.includes("json") && body === undefined && text.endsWith(" text")
      ? JSON.parse(text.slice(0, -5))
      : body,
};

export const BREAKS: readonly PlantedBreak[] = [
  ...Object.entries(READ_IDS).map(([name, readId], index) => ({
    name: `an id is ${name}`,
    stacks: two(index),
    readId,
  })),
  {
    name: "an id is matched by its beginning",
    stacks: two(1),
    find: (id, ids) => ids.find((known) => id.startsWith(known)),
  },
  {
    name: "an id is matched in capitals",
    stacks: ["spring", "flask"],
    // Found by the id with white space around it too: nobody asserted that letter case says nothing.
    find: (id, ids) => ids.find((known) => known.toUpperCase() === id.trim().toUpperCase()),
  },
  ...Object.entries(READ_TOKENS).map(([name, readToken], index) => ({
    name: `a token is read ${name}`,
    stacks: two(index),
    readToken,
  })),
  {
    name: "nobody is asked for credentials",
    stacks: two(2),
    skipsAuthentication: () => true,
  },
  ...(["/", ".", ";", " ", "%", "'"] as const).map((part, index) => ({
    name: `nobody is asked for credentials where the id holds ${JSON.stringify(part)}`,
    stacks: two(index),
    skipsAuthentication: ({ id }: Arrived) => id.includes(part),
  })),
  { name: "the key is not looked at", stacks: two(3), skipsKey: true },
  { name: "the scope is not looked at", stacks: two(4), skipsScope: true },
  { name: "a wrong secret is good", stacks: two(0), skipsSecret: true },
  { name: "an expired token is good", stacks: two(5), skipsExpiry: true },
  ...(["external_location_id", "service_id"] as const).map((name, index) => ({
    name: `${name} is not compared`,
    stacks: two(index),
    skips: [name],
  })),
  { name: "a cancelled booking is shown under any place", stacks: two(2), showsCancelled: true },
  ...Object.entries(BODIES).map(([name, readBody], index) => ({
    name: `a body is taken ${name}`,
    stacks: two(index),
    readBody,
  })),
  ...(["external_location_id", "service_id"] as const).map((name, index) => ({
    name: `${name} may be missing`,
    stacks: two(index),
    skips: [name],
    readBody: (body: unknown) => {
      const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
      return isObject && !(name in body) ? withMember(body, name, "x") : body;
    },
  })),
  {
    name: "an empty body is an empty object, and nothing is required",
    stacks: two(4),
    skips: ["external_location_id", "service_id"],
    readBody: (body, { text }) =>
      text === "" ? { external_location_id: "x", service_id: "x" } : body,
  },
  {
    name: "unknown bookings are answered with 200",
    stacks: two(0),
    ...onUnknown(() => true, { status: 200, body: {} }),
  },
  {
    name: CRASHES_ON_UNKNOWN,
    stacks: ["koa"],
    ...onUnknown(() => true, { status: 500, body: { detail: "Crashed" } }),
  },
  {
    name: "an id beyond ASCII crashes",
    stacks: two(2),
    ...onUnknown(({ id }) => /[^ -~]/.test(id), { status: 500, body: { detail: "Crashed" } }),
  },
  {
    name: "a long id is refused",
    stacks: two(3),
    ...onUnknown(({ id }) => id.length > 255, { status: 422, body: { detail: [] } }),
  },
  {
    name: "a success lacks what is required",
    stacks: two(4),
    alter: ({ status, body }) => ({ status, body: status === 200 ? { id: 1 } : body }),
  },
  {
    name: "a success is in an envelope",
    stacks: two(5),
    alter: ({ status, body }) => ({
      status,
      body: status === 200 ? { data: body, meta: {} } : body,
    }),
  },
  {
    name: "a success shows null",
    stacks: two(0),
    alter: ({ status, body }) => ({
      status,
      body: status === 200 ? withMember(body, "gender", null) : body,
    }),
  },
  {
    name: "a success shows always the same booking",
    stacks: two(1),
    alter: ({ status, body }) => ({
      status,
      body: status === 200 ? withMember(body, "id", 1) : body,
    }),
  },
];

/** What a server may do and the description does not show: worth a warning, and never an error. */
export const TOLERATED: readonly PlantedBreak[] = [
  { name: "a body is read whatever it is declared as", stacks: two(0), readBody: (body) => body },
  {
    name: "a form is read",
    stacks: two(0),
    readBody: besides((raw) =>
      isForm(raw) ? Object.fromEntries(new URLSearchParams(raw.text)) : undefined,
    ),
  },
  {
    name: "values in the query are read",
    stacks: two(1),
    readBody: besides(({ text, query }) => (text === "" ? Object.fromEntries(query) : undefined)),
  },
  {
    name: "names in capitals are read",
    stacks: two(2),
    readBody: ofJson(renamed((name) => name.toLowerCase())),
  },
  {
    name: "names in camel case are read",
    stacks: two(3),
    readBody: ofJson(
      renamed((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
    ),
  },
  {
    name: "a list of one is taken for the value",
    stacks: two(4),
    readBody: ofJson((body) => {
      if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
      const unwrapped = Object.entries(body).map(([name, value]) => [
        name,
        Array.isArray(value) && value.length === 1 ? value[0] : value,
      ]);
      return Object.fromEntries(unwrapped);
    }),
  },
  {
    name: "an object in a list is taken for the body",
    stacks: two(5),
    readBody: ofJson((body) => (Array.isArray(body) && body.length === 1 ? body[0] : body)),
  },
  { name: "an id is cut at a semicolon", stacks: two(2), readId: upTo(";") },
  {
    name: "a last line end of an id is dropped",
    stacks: two(0),
    readId: (id) => id.replace(/\n$/, ""),
  },
  {
    name: "an id with a quotation mark is refused by a firewall",
    stacks: two(1),
    ...onUnknown(({ id }) => id.includes("'"), { status: 403, body: { detail: "Forbidden" } }),
  },
];
