/** Answers as stacks of other languages do: their routes, parsers, coercions and error pages, each in a few lines. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { kindsOf } from "../../src/check/schema-values.js";
import { bodyOf, isKnownQuery } from "./described.js";
import { type Answer, invalid, PATHS, type Service, type Stack } from "./service.js";

/** What a router makes of a path: an id, another place to go to, a refusal, or no route. */
export type Routed =
  | { readonly id: string }
  | { readonly status: number; readonly location?: string };

/** The habits of one stack. */
export interface StackHabits {
  route(path: string): Routed;
  /** Its own page for its own refusals. */
  page(status: number): readonly [type: string, text: string];
  /** The text that a member's value is taken for; `undefined` where it is refused. */
  text?(value: unknown): string | undefined;
  /** Whether a body declared so is read as JSON. Default `application/json` alone. */
  readsAsJson?(type: string): boolean;
  readonly readsForms?: boolean;
  /** A body that it does not read is invalid as any other; else 415. */
  readonly validatesMediaType?: boolean;
  readonly ignoresMemberCase?: boolean;
  readonly validatesFirst?: boolean;
  readonly looksUpFirst?: boolean;
  /** The status for bytes that are no UTF-8; they are replaced where there is none. */
  readonly notUtf8?: number;
  readonly refusesExpect?: boolean;
  readonly refusesChunked?: boolean;
  /** A body in chunks is no body: WSGI and CGI know only Content-Length. */
  readonly ignoresChunked?: boolean;
  readonly refusesUnknownQuery?: boolean;
}

interface Page {
  readonly status: number;
  readonly headers: http.OutgoingHttpHeaders;
  readonly text: string;
}

const CANCEL = bodyOf("cancelExternalBooking");
const GRANT = bodyOf("createAccessToken");

/** Starts a stack on loopback. */
export function startByHand(habits: StackHabits, service: Service): Promise<Stack> {
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const reply = answer(habits, service, { request, bytes: Buffer.concat(chunks) });
    const { headers, text } =
      "text" in reply
        ? reply
        : { headers: { "content-type": "application/json" }, text: JSON.stringify(reply.body) };
    response.writeHead(reply.status, headers).end(text);
  });
  if (habits.refusesExpect) {
    server.on("checkContinue", (_, response) =>
      response.writeHead(417, { connection: "close" }).end(),
    );
  }
  return listen(server);
}

export async function listen(server: http.Server): Promise<Stack> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(
  habits: StackHabits,
  service: Service,
  { request, bytes }: { request: http.IncomingMessage; bytes: Buffer },
): Answer | Page {
  const page = (status: number, headers: http.OutgoingHttpHeaders = {}): Page => {
    const [type, text] = habits.page(status);
    return { status, headers: { "content-type": type, ...headers }, text };
  };
  const { method, headers } = request;
  const [path = "", search = ""] = (request.url ?? "").split("?");
  const query = new URLSearchParams(search);
  if (habits.refusesChunked && headers["transfer-encoding"]) return page(411);
  const isGrant = path === PATHS.grant;
  const routed = isGrant ? { id: "" } : habits.route(path);
  if (!("id" in routed))
    return page(routed.status, routed.location ? { location: routed.location } : {});
  const allow = isGrant ? "POST" : "DELETE";
  if (method !== allow) return page(405, { allow });
  if (habits.refusesUnknownQuery && !isKnownQuery(query)) {
    return { status: 400, body: { detail: "Unknown query parameter" } };
  }
  const arrivedBytes =
    habits.ignoresChunked && headers["transfer-encoding"] ? Buffer.alloc(0) : bytes;
  const raw = { bytes: arrivedBytes, type: headers["content-type"] ?? "", query };
  const arrived = { id: routed.id, headers, query, body: {} };
  const refusal = isGrant ? undefined : service.authorise(arrived);
  if (refusal && !habits.validatesFirst) return refusal;
  if (!refusal && !isGrant && habits.looksUpFirst && !service.holds(routed.id)) {
    return service.cancel(arrived);
  }
  const body = readBody(habits, isGrant ? undefined : service, raw);
  if (typeof body === "number") return page(body);
  const read = membersOf(habits, body, isGrant ? GRANT : CANCEL);
  if (!("members" in read)) return read;
  if (refusal) return refusal;
  return isGrant
    ? service.grant(read.members, headers)
    : service.cancel({ ...arrived, body: read.members });
}

function readBody(
  habits: StackHabits,
  service: Service | undefined,
  { bytes, type, query }: { bytes: Buffer; type: string; query: URLSearchParams },
): unknown {
  const { readsAsJson = (declared) => /^application\/json\b/i.test(declared) } = habits;
  const text = bytes.toString("utf8");
  const broken = service?.breaks.readBody;
  const parse = (): unknown => {
    if (habits.notUtf8 && text.includes("\ufffd")) return habits.notUtf8;
    if (text === "") return undefined;
    if (habits.readsForms && /^application\/x-www-form-urlencoded\b/i.test(type)) {
      return Object.fromEntries(new URLSearchParams(text));
    }
    if (!readsAsJson(type)) return habits.validatesMediaType ? undefined : 415;
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };
  const parsed = parse();
  return broken ? broken(parsed, { text, type, query }) : parsed;
}

/** The described members: texts are read as the stack does, and then the description decides. */
function membersOf(
  {
    text = (value) => (typeof value === "string" ? value : undefined),
    ignoresMemberCase,
  }: StackHabits,
  body: unknown,
  { properties, required, validate }: ReturnType<typeof bodyOf>,
): { members: Record<string, unknown> } | Answer {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return invalid([]);
  const named = (name: string) => (ignoresMemberCase ? name.toLowerCase() : name);
  const given = new Map(Object.entries(body).map(([name, value]) => [named(name), value]));
  const members: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    const value: unknown = given.get(named(name));
    if (!required.includes(name) && (value === undefined || value === null)) continue;
    // What cannot be read as a text is none, and stays for the description to refuse.
    members[name] = kindsOf(property).join() === "string" ? (text(value) ?? value) : value;
  }
  if (validate(members)) return { members };
  return invalid((validate.errors ?? []).map(({ pointer }) => pointer.slice(1)));
}
