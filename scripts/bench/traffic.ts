/** Invented recorded traffic for the benchmark: properties, headers and statuses come and go, as real ones do. */
import { closeSync, openSync, writeSync } from "node:fs";
import { examplesAt, schemaAt } from "../../src/description/document.js";
import { type Operation, operations, servers } from "../../src/description/operations.js";
import { contentPointer } from "../../src/description/pointer.js";

const JSON_TYPE = "application/json";
const BLOCK = 1_000_000;
const operation: Operation = operations.cancelExternalBooking;
const sent = variantsOf(operation.requestBody?.content, operation.requestBody?.source);
const answers = Object.entries(operation.responses).map(([status, { content, source }]) => ({
  status: Number(status),
  variants: variantsOf(content, source),
}));

/** Writes a HAR of cancels, as a recording proxy would, without ever holding it in memory; its size in bytes. */
export function writeTraffic(
  file: string,
  isEnough: (written: number, bytes: number) => boolean,
): number {
  const out = openSync(file, "w");
  let block = '{"log":{"version":"1.2","creator":{"name":"b","version":"1"},"entries":[';
  let bytes = 0;
  for (let written = 0; !isEnough(written, bytes + block.length); written++) {
    block += `${written > 0 ? "," : ""}${JSON.stringify(entry(written))}`;
    if (block.length < BLOCK) continue;
    bytes += writeSync(out, block);
    block = "";
  }
  bytes += writeSync(out, `${block}]}}`);
  closeSync(out);
  return bytes;
}

/** The documented examples, each with some of its optional properties left out. */
function variantsOf(content: Operation["responses"][string]["content"] = {}, source = "") {
  const { required = [] } = schemaAt(content[JSON_TYPE]?.schema ?? "");
  return [...examplesAt(contentPointer(source, JSON_TYPE)).values()].flatMap((example) =>
    Array.from({ length: 64 }, (_, variant) =>
      Object.fromEntries(
        Object.entries(example as object).filter(
          ([name], position) => required.includes(name) || (variant * 7 + 3) % (position + 2) !== 0,
        ),
      ),
    ),
  );
}

function pick<T>(from: readonly T[], index: number): T | undefined {
  // Steps of a prime: neighbours differ.
  return from[(index * 7919) % from.length];
}

function entry(index: number) {
  // One in twenty is refused, as some always are.
  const { status = 200, variants = [] } = answers[index % 20 === 7 ? 1 : 0] ?? {};
  const booking = pick(variants, index) ?? {};
  const answer = "id" in booking ? { ...booking, id: index, last_name: `Sample${index}` } : booking;
  const type = { name: "Content-Type", value: JSON_TYPE };
  const date = { name: "Date", value: new Date(index * 1000).toUTCString() };
  const id = { name: "X-Request-Id", value: `request-${index * 7919}` };
  const server = { name: "server", value: "sample" };
  const common = { httpVersion: "HTTP/1.1", cookies: [], headersSize: -1, bodySize: -1 };
  return {
    startedDateTime: new Date(index * 1000).toISOString(),
    time: (index % 97) + 0.5,
    request: {
      ...common,
      method: operation.method,
      url: `${servers[0].url}${operation.path.replace(/\{.*\}/, `sample-${index}`)}`,
      queryString: [],
      headers: [
        type,
        { name: "x-api-key", value: "sample-client" },
        { name: "Authorization", value: `Bearer sample-${index % 50}` },
      ],
      postData: { mimeType: JSON_TYPE, text: JSON.stringify(pick(sent, index)) },
    },
    response: {
      ...common,
      status,
      statusText: "",
      redirectURL: "",
      headers: pick([[type, date, id], [date, type], [server, id, type], [type]], index),
      content: { size: -1, mimeType: JSON_TYPE, text: JSON.stringify(answer) },
    },
    cache: {},
    timings: { send: 0, wait: (index % 97) + 0.25, receive: 0.25 },
  };
}
