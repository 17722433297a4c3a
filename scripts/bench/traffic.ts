/** Invented recorded traffic for the benchmark, written without ever being held in memory. */
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { examplesAt } from "../../src/description/document.js";
import { operations, responseFor, servers } from "../../src/description/operations.js";
import type { RecordedExchange } from "../../src/verify/exchange.js";

const MB = 1_000_000;

/** Writes invented cancels, as a recording proxy would; the size of the file. */
export function writeTraffic(
  file: string,
  form: "har" | "ndjson",
  isEnough: (written: number, bytes: number) => boolean,
): number {
  const out = openSync(file, "w");
  const head = '{"log":{"version":"1.2","creator":{"name":"b","version":"1"},"entries":[';
  let bytes = form === "har" ? writeSync(out, head) : 0;
  let block = "";
  let written = 0;
  for (; !isEnough(written, bytes + block.length); written++) {
    const one = entry(written);
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
function lineOf({ request, response }: ReturnType<typeof entry>): RecordedExchange {
  const fields = (list: readonly { name: string; value: string }[]) =>
    Object.fromEntries(list.map(({ name, value }) => [name, value]));
  return {
    method: request.method,
    url: request.url,
    status: response.status,
    requestHeaders: fields(request.headers),
    requestBody: request.postData.text,
    responseHeaders: fields(response.headers),
    responseBody: response.content.text,
  };
}

/** A copy of the file in gzip; its path. */
export function gzip(file: string): string {
  const packed = `${file}.gz`;
  const [from, to] = [openSync(file, "r"), openSync(packed, "w")];
  // Members follow one another (RFC 1952 §2.2), so that no file has to fit into memory.
  const block = Buffer.alloc(16 * MB);
  for (let read = readSync(from, block); read > 0; read = readSync(from, block)) {
    writeSync(to, gzipSync(block.subarray(0, read), { level: 1 }));
  }
  closeSync(from);
  closeSync(to);
  return packed;
}

function entry(index: number) {
  const { method, path, requestBody } = operations.cancelExternalBooking;
  const [{ url: server }] = servers;
  // One in twenty is refused, as some always are.
  const status = index % 20 === 7 ? 422 : 200;
  const [sent] = examples(requestBody?.source);
  const answers = examples(responseFor(operations.cancelExternalBooking, status)?.source);
  const answer = answers[index % answers.length];
  const headers = [
    { name: "Content-Type", value: "application/json" },
    { name: "Date", value: new Date(index * 1000).toUTCString() },
    { name: "X-Request-Id", value: `request-${index * 7919}` },
  ];
  return {
    startedDateTime: new Date(index * 1000).toISOString(),
    time: (index % 97) + 0.5,
    request: {
      method,
      url: `${server}${path.replace(/\{.*\}/, `sample-${index}`)}`,
      httpVersion: "HTTP/1.1",
      cookies: [],
      queryString: [],
      headersSize: -1,
      bodySize: -1,
      headers: [
        { name: "Content-Type", value: "application/json" },
        { name: "x-api-key", value: "sample-client" },
        { name: "Authorization", value: `Bearer sample-${index % 50}` },
      ],
      postData: { mimeType: "application/json", text: JSON.stringify(sent) },
    },
    response: {
      status,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
      headers,
      content: {
        size: -1,
        mimeType: "application/json",
        text: JSON.stringify(numbered(answer, index)),
      },
    },
    cache: {},
    timings: { send: 0, wait: (index % 97) + 0.25, receive: 0.25 },
  };
}

function examples(source: string | undefined): unknown[] {
  return [...examplesAt(`${source}/content/application~1json`).values()];
}

function numbered(answer: unknown, index: number): unknown {
  const booking = answer as { id?: number; last_name?: string };
  return booking.id === undefined
    ? answer
    : { ...booking, id: index + 1, last_name: `Sample${index}` };
}
