/** Writes invented recorded traffic for the benchmark, without ever holding it in memory. */
import { closeSync, openSync, writeSync } from "node:fs";
import { examplesAt, schemaAt } from "../../src/description/document.js";
import {
  type Operation,
  operations,
  responseFor,
  servers,
} from "../../src/description/operations.js";
import type { RecordedExchange } from "../../src/verify/exchange.js";

const MB = 1_000_000;

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
  const head = '{"log":{"version":"1.2","creator":{"name":"b","version":"1"},"entries":[';
  let bytes = form === "har" ? writeSync(out, head) : 0;
  let block = "";
  let written = 0;
  for (; !isEnough(written, bytes + block.length); written++) {
    const one = entry(written, random);
    if (form === "ndjson") block += `${JSON.stringify(lineOf(one))}\n`;
    else block += `${written > 0 ? "," : ""}${JSON.stringify(one)}`;
    if (block.length < MB) continue;
    bytes += writeSync(out, block);
    block = "";
  }
  bytes += writeSync(out, form === "har" ? `${block}]}}` : block);
  closeSync(out);
  return bytes;
}

/** The same exchange as a line of NDJSON. */
function lineOf({
  startedDateTime,
  request,
  response,
}: ReturnType<typeof entry>): RecordedExchange {
  const fields = (list: readonly { name: string; value: string }[]) =>
    Object.fromEntries(list.map(({ name, value }) => [name, value]));
  return {
    method: request.method,
    url: request.url,
    startedDateTime,
    status: response.status,
    requestHeaders: fields(request.headers),
    requestBody: request.postData.text,
    responseHeaders: fields(response.headers),
    responseBody: response.content.text,
  };
}

/** A number from 0 up to 1, each time another (mulberry32); the same row for the same seed. */
type Random = () => number;

function randomFrom(seed: number): Random {
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

function entry(index: number, random: Random) {
  const { cancelExternalBooking, createAccessToken } = operations;
  const operation: Operation = random() < 0.1 ? createAccessToken : cancelExternalBooking;
  const [{ url: server }] = servers;
  const status = statusOf(random());
  const answer = responseFor(operation, status);
  const sent = varied(operation.requestBody?.source, random, index);
  const text = answer ? varied(answer.source, random, index) : '{"detail":"not there"}';
  const wait = Math.round(random() * 1000) / 10;
  const startedDateTime = new Date(index * 1000).toISOString();
  return {
    startedDateTime,
    time: wait + 0.5,
    request: {
      method: operation.method,
      url: `${server}${operation.path.replace(/\{.*\}/, `sample-${index}`)}`,
      httpVersion: "HTTP/1.1",
      cookies: [],
      queryString: [],
      headersSize: -1,
      bodySize: sent.length,
      headers: some(random, [
        [
          1,
          "Content-Type",
          random() < 0.3 ? "application/json; charset=utf-8" : "application/json",
        ],
        [1, "x-api-key", `sample-${Math.floor(random() * 20)}`],
        [1, "Authorization", `Bearer sample-${Math.floor(random() * 50)}`],
        [0.5, "User-Agent", "sample/1.0"],
        [0.5, "Accept", "application/json"],
        [0.5, "Content-Length", String(sent.length)],
        [0.2, "traceparent", `00-${index.toString(16).padStart(32, "0")}-00f067aa0ba902b7-01`],
      ]),
      postData: { mimeType: "application/json", text: sent },
    },
    response: {
      status,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
      headers: some(random, [
        [1, "Content-Type", "application/json"],
        [0.9, "Date", new Date(index * 1000).toUTCString()],
        [0.5, "X-Request-Id", `request-${index * 7919}`],
        [0.5, "Content-Length", String(text.length)],
        [0.3, "Server", "sample"],
        [0.3, "Cache-Control", "no-store"],
        [0.2, "Strict-Transport-Security", "max-age=31536000"],
      ]),
      content: { size: text.length, mimeType: "application/json", text },
    },
    cache: {},
    timings: { send: 0, wait, receive: 0.5 },
  };
}

/** Each field with its probability, in an order of its own each time. */
function some(random: Random, fields: readonly (readonly [number, string, string])[]) {
  const chosen = fields.filter(([probability]) => random() < probability);
  const from = Math.floor(random() * chosen.length);
  return [...chosen.slice(from), ...chosen.slice(0, from)].map(([, name, value]) => ({
    name,
    value,
  }));
}

/** The members of each object that its schema demands, and each of the others with one chance in two. */
function varied(source: string | undefined, random: Random, index: number): string {
  const mediaType = `${source}/content/application~1json`;
  const examples = [...examplesAt(mediaType).values()];
  const example = examples[Math.floor(random() * examples.length)] as Record<string, unknown>;
  const { required = [] } = schemaAt(`${mediaType}/schema`);
  const members = Object.entries(example).filter(
    ([name]) => required.includes(name) || random() < 0.5,
  );
  const own = { id: index + 1, last_name: `Sample${index}` };
  const value = Object.fromEntries(members);
  for (const name of ["id", "last_name"] as const) {
    if (name in value) Object.assign(value, { [name]: own[name] });
  }
  return JSON.stringify(value);
}
