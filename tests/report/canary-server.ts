/** A loopback server that plants recognisable values wherever an answer has room for one. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { operations } from "../../src/description/operations.js";
import { example } from "../verify/samples.js";
import { CANARY } from "./canary.js";

const { cancelExternalBooking, createAccessToken } = operations;
const lower = CANARY.toLowerCase();

/** Every string becomes the canary, and objects get further members: names are values, too. */
export function planted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(planted);
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([name, member]) => [name, planted(member)]);
    const more = [CANARY, lower, `${lower}_status`, `${CANARY} 1`, `${lower}@example.com`, "input"];
    return {
      ...Object.fromEntries(members),
      ...Object.fromEntries(more.map((name) => [name, { [name]: CANARY }])),
    };
  }
  return typeof value === "string" ? `${CANARY} "quoted" <b>` : value;
}

/** Every value becomes one of another kind, so that each place is a finding. */
export function broken(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(broken);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, broken(member)]),
    );
  }
  return typeof value === "string" ? [CANARY, { [CANARY]: CANARY }] : CANARY;
}

const booking: unknown = JSON.parse(example(cancelExternalBooking.responses[200]?.source, "full"));
const token: unknown = JSON.parse(
  example(createAccessToken.responses[200]?.source, "booking_scope"),
);
const refusal: unknown = JSON.parse(
  example(cancelExternalBooking.responses[422]?.source, "missing_property"),
);
const fault = { loc: ["body", CANARY, lower], msg: CANARY, type: lower };

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** Answers with a body, and with the canary in every header and in the reason phrase. */
function answer(
  status: number,
  body: unknown,
  { type = `application/json; charset=utf-8; ${lower}="${CANARY}"`, more = {} } = {},
): Answer {
  return (_, response) => {
    response.writeHead(status, CANARY, {
      "content-type": type,
      [`x-${lower}`]: CANARY,
      "x-request-id": CANARY,
      etag: CANARY,
      "set-cookie": `${CANARY}=${CANARY}`,
      "www-authenticate": `Bearer realm="${CANARY}"`,
      location: `https://${lower}.example/${CANARY}?a=${CANARY}`,
      server: CANARY,
      ...more,
    });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

/** Answers with bytes that need not be HTTP. */
function raw(text: string): Answer {
  return (request) => request.socket.end(text);
}

/** The ways in which the server answers everything it is asked. */
export const BEHAVIOURS: Readonly<Record<string, Answer>> = {
  "conforming bookings": answer(200, planted(booking)),
  "bookings that are broken everywhere": answer(200, broken(booking)),
  "bookings of another shape": answer(200, { data: planted(booking), meta: { [lower]: CANARY } }),
  "lists of bookings": answer(200, [planted(booking)]),
  "granted tokens": answer(200, planted(token)),
  "refusals that echo": answer(422, planted(refusal)),
  "refusals with faults of newer services": answer(422, {
    detail: [{ ...fault, input: { [lower]: CANARY }, ctx: { [lower]: CANARY }, url: CANARY }],
  }),
  "refusals that are broken everywhere": answer(422, broken(refusal)),
  "refusals of another framework": answer(422, { detail: CANARY, message: CANARY, [lower]: 1 }),
  problems: answer(500, { title: CANARY }, { type: "application/problem+json" }),
  "pages of a proxy": answer(502, `<html><title>${CANARY}</title>`, { type: "text/html" }),
  "pages in the place of a booking": answer(200, `<h1>${CANARY}</h1>`),
  "unknown media types": answer(200, booking, { type: `${lower}/${CANARY}` }),
  "unknown kinds of JSON": answer(200, booking, { type: `application/vnd.${lower}+json` }),
  "broken media types": answer(200, booking, { type: `${CANARY} ${CANARY}; ${CANARY}` }),
  redirects: answer(307, CANARY),
  "broken JSON": answer(200, `{"last_name": "${CANARY}", "${CANARY}`),
  "JSON that breaks at a value": answer(200, `{"last_name": ${CANARY}}`),
  "refused credentials": answer(401, { detail: CANARY }),
  "what is not found": (request, response) => {
    const namesRecord = /external_bookings\/[^?]/.test(request.url ?? "");
    const reply = namesRecord ? answer(404, { detail: CANARY }) : answer(422, planted(refusal));
    reply(request, response);
  },
  "nothing that is found": answer(404, { detail: CANARY }),
  "unknown content codings": answer(200, booking, { more: { "content-encoding": lower } }),
  "broken content codings": answer(200, CANARY, { more: { "content-encoding": "gzip" } }),
  "cut bodies": raw(
    `HTTP/1.1 200 ${CANARY}\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{"a":"${CANARY}`,
  ),
  "no HTTP": raw(`${CANARY} ${CANARY}\r\n\r\n`),
  "broken headers": raw(`HTTP/1.1 200 OK\r\n${CANARY} ${CANARY}\r\n\r\n`),
  "broken lengths": raw(`HTTP/1.1 200 OK\r\nContent-Length: ${CANARY}\r\n\r\n${CANARY}`),
};

export interface CanaryServer {
  readonly baseUrl: string;
  behaviour: Answer;
  close(): void;
}

/** Starts the server; what it answers can be changed at any time. */
export async function startCanaryServer(): Promise<CanaryServer> {
  const server = http.createServer((request, response) => {
    request.resume().on("end", () => running.behaviour(request, response));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const running: CanaryServer = {
    baseUrl: `http://127.0.0.1:${port}`,
    behaviour: answer(200, planted(booking)),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return running;
}
