/** Writes invented recorded traffic for the benchmark, without ever holding it in memory. */
import { closeSync, openSync, writeSync } from "node:fs";
import { examplesAt, schemaAt } from "../../src/description/document.js";
import {
  type Operation,
  operations,
  responseFor,
  servers,
} from "../../src/description/operations.js";

const MB = 1_000_000;
const HEAD = '{"log":{"version":"1.2","creator":{"name":"b","version":"1"},"entries":[';

/**
 * Writes invented calls, as a recording proxy would. Statuses, headers and optional properties come and
 * go independently of one another, as they do in real traffic; the same calls each time.
 *
 * @returns the size of the file
 */
export function writeTraffic(
  file: string,
  form: "har" | "ndjson",
  isEnough: (written: number, bytes: number) => boolean,
): number {
  const random = randomFrom(1);
  const out = openSync(file, "w");
  let bytes = 0;
  let block = form === "har" ? HEAD : "";
  const flush = () => {
    bytes += writeSync(out, block);
    block = "";
  };
  for (let written = 0; !isEnough(written, bytes + block.length); written++) {
    const call = callOf(written, random);
    if (form === "ndjson") block += `${JSON.stringify(call)}\n`;
    else block += `${written > 0 ? "," : ""}${JSON.stringify(entryOf(call))}`;
    if (block.length >= MB) flush();
  }
  if (form === "har") block += "]}}";
  flush();
  closeSync(out);
  return bytes;
}

/** A number from 0 up to 1, each time another (mulberry32); the same row for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One in ten is refused as documented, one in twenty in ways that an API in the field has beside. */
function statusOf(share: number): number {
  if (share < 0.85) return 200;
  return share < 0.95 ? 422 : share < 0.97 ? 404 : share < 0.99 ? 401 : 429;
}

/** A call as a line of NDJSON. */
function callOf(index: number, random: () => number) {
  const { cancelExternalBooking, createAccessToken } = operations;
  const operation: Operation = random() < 0.1 ? createAccessToken : cancelExternalBooking;
  const status = statusOf(random());
  const answer = responseFor(operation, status);
  const requestBody = varied(operation.requestBody?.source, random, index);
  const responseBody = answer ? varied(answer.source, random, index) : '{"detail":"not there"}';
  const charset = random() < 0.3 ? "; charset=utf-8" : "";
  const at = new Date(index * 1000);
  return {
    method: operation.method,
    url: `${servers[0].url}${operation.path.replace(/\{.*\}/, `sample-${index}`)}`,
    startedDateTime: at.toISOString(),
    status,
    requestHeaders: some(random, [
      [1, "Content-Type", `application/json${charset}`],
      [1, "x-api-key", `sample-${Math.floor(random() * 20)}`],
      [1, "Authorization", `Bearer sample-${Math.floor(random() * 50)}`],
      [0.5, "User-Agent", "sample/1.0"],
      [0.5, "Content-Length", `${requestBody.length}`],
      [0.2, "traceparent", `00-${`${index}`.padStart(32, "0")}-00f067aa0ba902b7-01`],
    ]),
    requestBody,
    responseHeaders: some(random, [
      [1, "Content-Type", "application/json"],
      [0.9, "Date", at.toUTCString()],
      [0.5, "X-Request-Id", `request-${index * 7919}`],
      [0.5, "Content-Length", `${responseBody.length}`],
      [0.3, "Cache-Control", "no-store"],
    ]),
    responseBody,
  };
}

/** The same call as an entry of a HAR. */
function entryOf({ method, url, startedDateTime, status, ...call }: ReturnType<typeof callOf>) {
  const fields = (headers: object) =>
    Object.entries(headers).map(([name, value]) => ({ name, value }));
  const [mimeType, sizes] = ["application/json", { headersSize: -1, bodySize: -1 }];
  const both = { httpVersion: "HTTP/1.1", cookies: [], ...sizes };
  const { requestBody: sent, responseBody: text } = call;
  return {
    startedDateTime,
    time: 40.5,
    request: {
      method,
      url,
      ...both,
      queryString: [],
      headers: fields(call.requestHeaders),
      postData: { mimeType, text: sent },
    },
    response: {
      status,
      statusText: "",
      ...both,
      redirectURL: "",
      headers: fields(call.responseHeaders),
      content: { size: text.length, mimeType, text },
    },
    cache: {},
    timings: { send: 0, wait: 40, receive: 0.5 },
  };
}

/** Each field with its probability, in an order of its own each time. */
function some(
  random: () => number,
  fields: readonly (readonly [number, string, string])[],
): Record<string, string> {
  const chosen = fields.filter(([probability]) => random() < probability);
  const from = Math.floor(random() * chosen.length);
  const turned = [...chosen.slice(from), ...chosen.slice(0, from)];
  return Object.fromEntries(turned.map(([, name, value]) => [name, value]));
}

/** The members of each object that its schema demands, and each of the others with one chance in two. */
function varied(source: string | undefined, random: () => number, index: number): string {
  const mediaType = `${source}/content/application~1json`;
  const examples = [...examplesAt(mediaType).values()];
  const example = examples[Math.floor(random() * examples.length)] as Record<string, unknown>;
  const { required = [] } = schemaAt(`${mediaType}/schema`);
  const own: Record<string, unknown> = { id: index + 1, last_name: `Sample${index}` };
  const members = Object.entries(example)
    .filter(([name]) => required.includes(name) || random() < 0.5)
    .map(([name, value]) => [name, own[name] ?? value]);
  return JSON.stringify(Object.fromEntries(members));
}
