/** Judges recorded traffic as it streams by: nothing is sent, and memory does not grow with the file. */

import { findOperation, type Operation, operationsAt } from "../description/operations.js";
import { applyBaseline, type Baseline } from "../report/baseline.js";
import { createCoverage } from "../report/coverage.js";
import { createReport } from "../report/create.js";
import { checkFailOn } from "../report/fail-on.js";
import { parseBaseline } from "../report/read-baseline.js";
import type { Report } from "../report/report.js";
import { behind, parseBase, seemsPrefixed } from "./base-url.js";
import { type Exchange, NotJudged, type Place, preflightOf } from "./exchange.js";
import { judgeExchange } from "./judge-exchange.js";
import { splitByFormat, type TrafficFormat } from "./read/format.js";
import { DamagedGzip } from "./read/gunzip.js";
import { exchangeOfEntry } from "./read/har.js";
import { exchangeOfLine } from "./read/ndjson.js";
import { nameOf, openSource, type TrafficSource } from "./read/sources.js";
import type { Splitter } from "./read/splitter.js";
import { Moment } from "./seen.js";
import { createTally } from "./tally.js";

/** How recorded traffic is judged. */
export interface VerifyOptions {
  /** The least severity that makes the verdict `violations`. Default `error`. */
  readonly failOn?: Report["failOn"];
  /**
   * Where the traffic was recorded, when a gateway adds to the described paths: a URL such as
   * `https://gateway.example/partner-api`, or its path alone. Only what was sent there is judged.
   */
  readonly baseUrl?: string;
  /** Findings that are known: they are listed and do not count. One that is gone is a warning. */
  readonly baseline?: Baseline;
  /** Ends the run between two pieces of a file, or a wait for one; the report says what was judged until then. */
  readonly signal?: AbortSignal;
  /** Called now and then with the exchanges read so far. What it throws is ignored. */
  readonly onProgress?: (progress: { readonly exchanges: number }) => void;
}

const ELSEWHERE = new NotJudged("unmatched", "not sent to the base URL");
const PREFIXED = new NotJudged(
  "unmatched",
  "a described path behind another one, which a base URL would name",
);
const NOT_DESCRIBED = new NotJudged("unmatched", "a path that is not described");
const NOT_UTF8 = new NotJudged("unreadable", "not UTF-8");
const NOT_JSON = new NotJudged("unreadable", "not JSON");
const DAMAGED = new NotJudged("unreadable", "damaged gzip");

/**
 * Judges HAR 1.2 and NDJSON (`exchange.schema.json`), also gzip; each source's format is told from
 * its content. What cannot be read is counted, and ends nothing; what was not recorded of an exchange
 * is counted, and the rest is judged.
 *
 * @returns with the verdict `inconclusive` when no answer could be judged
 * @throws CannotRunError when a source cannot be opened, or `baseUrl` or `failOn` is none
 */
export async function verifyTraffic(
  sources: readonly TrafficSource[],
  options: VerifyOptions = {},
): Promise<Report> {
  const { failOn = "error", signal } = options;
  checkFailOn(failOn);
  if (options.baseline !== undefined) parseBaseline(options.baseline, "baseline");
  const base = options.baseUrl === undefined ? undefined : parseBase(options.baseUrl);
  const startedAt = new Date();
  const start = performance.now();
  const tally = createTally();
  const coverage = createCoverage();
  const readers = { har: exchangeOfEntry, ndjson: exchangeOfLine };
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  const readItem = (bytes: Uint8Array, format: TrafficFormat) => {
    const value = parse(decoder, bytes);
    return value instanceof NotJudged ? value : readers[format](value);
  };
  const judgeItem = (read: Exchange | NotJudged, file: string, at: number) => {
    if (read instanceof NotJudged) {
      const place = read.place && base ? behind(base, read.place) : read.place;
      return tally.setAside(read, new Moment(file, at), place ? perhapsOf(place) : []);
    }
    const moment = new Moment(file, at, read.startedAt);
    const exchange = base ? behind(base, read) : read;
    if (!exchange) return tally.setAside(ELSEWHERE, moment);
    const preflight = preflightOf(exchange);
    if (preflight) return tally.setAside(preflight, moment, perhapsOf(preflight.place ?? exchange));
    const judgement = judgeExchange(exchange);
    if (!judgement) {
      return tally.setAside(seemsPrefixed(exchange.path) ? PREFIXED : NOT_DESCRIBED, moment);
    }
    tally.judged(judgement, moment);
    const { method, target, status, requestHeaders: headers = [] } = exchange;
    const { operation, bodies } = judgement;
    coverage.judged(operation, { method, target, headers, status, bodies });
  };

  for (const source of sources) {
    if (signal?.aborted) break;
    const file = nameOf(source);
    let last = 0;
    const splitter = splitByFormat((format) => ({
      item: (bytes, at) => {
        last = at;
        judgeItem(readItem(bytes, format), file, at);
      },
      unreadable: (reason, at) => {
        last = at;
        tally.setAside(new NotJudged("unreadable", reason), new Moment(file, at));
      },
    }));
    const isDamaged = await readInto(splitter, source, {
      signal,
      onChunk: () => tell(options, tally.exchanges),
    });
    if (isDamaged) tally.setAside(DAMAGED, new Moment(file, last + 1));
  }
  const report = createReport({
    kind: "verify",
    target: sources.map(nameOf).join(", "),
    startedAt,
    durationMs: performance.now() - start,
    failOn,
    interrupted: signal?.aborted === true,
    exchanges: tally.exchanges,
    results: tally.results(),
    setAside: tally.asides(),
    notRecorded: tally.notRecorded(),
    inconclusive: tally.inconclusive(),
    coverage: coverage.report(),
  });
  return options.baseline ? applyBaseline(report, options.baseline) : report;
}

/** The operations that a call may have been of: its method may be none of the path's. */
function perhapsOf({ method, path }: Place): readonly Operation[] {
  const operation = findOperation(method, path);
  return operation ? [operation] : operationsAt(path);
}

/** Reads a source to its end. Returns whether it was damaged on the way. */
async function readInto(
  splitter: Splitter,
  source: TrafficSource,
  { signal, onChunk }: { signal: AbortSignal | undefined; onChunk: () => void },
): Promise<boolean> {
  let isDamaged = false;
  try {
    for await (const chunk of openSource(source, signal)) {
      onChunk();
      splitter.push(chunk);
      if (signal?.aborted) return false;
    }
  } catch (error) {
    // Who ends a run may close what it reads from, so that it need not wait for more.
    if (signal?.aborted) return false;
    if (!(error instanceof DamagedGzip)) throw error;
    // What was being read when it was cut off is no exchange of its own.
    if (error.isCut) return true;
    isDamaged = true;
  }
  if (signal?.aborted) return false;
  splitter.end();
  return isDamaged;
}

function parse(decoder: TextDecoder, bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return NOT_UTF8;
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, so it goes no further.
    return NOT_JSON;
  }
}

function tell({ onProgress }: VerifyOptions, exchanges: number): void {
  try {
    onProgress?.({ exchanges });
  } catch {
    // A broken progress display is no reason to end a verification half-way.
  }
}
