/** A server of a few lines that cancels, for what a check must not do to it: its leniencies can be chosen. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { examplesAt } from "../../src/description/document.js";
import { operations } from "../../src/description/operations.js";

const { cancelExternalBooking: cancel } = operations;
const [success] = examplesAt(`${cancel.responses[200]?.source}/content/application~1json`).values();
const validate = cancel.requestBody?.content["application/json"]?.validate;
const [before = ""] = cancel.path.split("{");

export const PLACE = { external_location_id: "location-1", service_id: "service-1" };
export const given = (...ids: string[]) =>
  ids.map((external_booking_id) => ({ external_booking_id, ...PLACE }));

/** How the server departs from one that refuses all that is not documented. */
export interface Habits {
  /** What it takes a decoded path segment for. */
  readonly read?: (segment: string) => string;
  readonly ignoresPathCase?: boolean;
  readonly ignoresMediaType?: boolean;
  /** Scalars are turned into text. */
  readonly coerces?: boolean;
  /** Looks the booking up before it validates. */
  readonly looksUpFirst?: boolean;
  /** A status for each path that holds it. */
  readonly refuses?: readonly [part: string, status: number];
  /** The `id` that it shows of a cancelled booking. */
  readonly shows?: (id: string) => number;
}

/** Runs `attempt` on a server that holds these bookings; collects which of them were cancelled, and by what. */
export async function withServer<T>(
  ids: readonly string[],
  habits: Habits,
  attempt: (target: { baseUrl: string; clientId: string; accessToken: string }) => Promise<T>,
) {
  const paths: string[] = [];
  const cancelled: string[] = [];
  const server = http.createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const [path = ""] = (request.url ?? "").split("?");
    paths.push(path);
    const [status, body] = answer(path, request, text);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const answer = (
    path: string,
    { method, headers }: http.IncomingMessage,
    text: string,
  ): [number, unknown] => {
    const [part, status] = habits.refuses ?? ["\0", 0];
    if (path.includes(part)) return [status, { detail: [] }];
    const start = path.slice(0, before.length);
    const isPath = start === before || (habits.ignoresPathCase && start.toLowerCase() === before);
    if (!isPath) return [404, {}];
    if (method !== cancel.method) return [405, {}];
    const isKnown = headers["x-api-key"] === "k" && /^bearer t$/i.test(headers.authorization ?? "");
    if (!isKnown) return [401, {}];
    const { read = (segment) => segment, shows = (id) => ids.indexOf(id) } = habits;
    const id = read(decodeURIComponent(path.slice(before.length)));
    const found = ids.includes(id);
    if (habits.looksUpFirst && !found) return [404, {}];
    const place = placeIn(text, headers["content-type"] ?? "", habits);
    if (!place) return [422, { detail: [] }];
    const fits = Object.entries(PLACE).every(([name, value]) => place[name] === value);
    if (!found || !fits) return [404, {}];
    cancelled.push(id);
    return [200, { ...(success as object), id: shows(id) }];
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const result = await attempt({ baseUrl, clientId: "k", accessToken: "t" });
    return { result, cancelled, paths };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function placeIn(
  text: string,
  type: string,
  { coerces, ignoresMediaType }: Habits,
): Record<string, unknown> | undefined {
  if (!ignoresMediaType && !/^application\/json\b/i.test(type)) return undefined;
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null || Array.isArray(body)) return undefined;
    const { cancellation_reason: reason = "", ...place } = body as Record<string, unknown>;
    const isText = (value: unknown) =>
      typeof value === "string" ||
      (coerces === true && ["number", "boolean"].includes(typeof value));
    const texts = [reason, ...Object.keys(PLACE).map((name) => place[name])];
    // What else is described is judged as it is described.
    const whole = { ...place, cancellation_reason: "", ...PLACE };
    return texts.every(isText) && validate?.(whole) ? place : undefined;
  } catch {
    return undefined;
  }
}
