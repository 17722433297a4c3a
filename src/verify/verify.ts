/** Judges recorded traffic as it streams by: nothing is sent, and memory does not grow with the file. */

import { applyBaseline, type Baseline } from "../report/baseline.js";
import { createCoverage } from "../report/coverage.js";
import { createReport } from "../report/create.js";
import { checkFailOn } from "../report/fail-on.js";
import { parseBaseline } from "../report/read-baseline.js";
import type { Position, Report } from "../report/report.js";
import { behind, parseBase, seemsPrefixed } from "./base-url.js";
import { Unreadable } from "./exchange.js";
import { judgeExchange } from "./judge-exchange.js";
import { splitByFormat, type TrafficFormat } from "./read/format.js";
import { exchangeOfEntry } from "./read/har.js";
import { exchangeOfLine } from "./read/ndjson.js";
import { DamagedSource, nameOf, openSource, type TrafficSource } from "./read/sources.js";
import type { Splitter } from "./read/splitter.js";
import { createRepeats } from "./repeats.js";
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
  /** Ends the run between two pieces of a file; the report says what was judged until then. */
  readonly signal?: AbortSignal;
  /** Called now and then with the exchanges read so far. What it throws is ignored. */
  readonly onProgress?: (progress: { readonly exchanges: number }) => void;
}

const PREFIXED = "a described path behind another one, which a base URL would name";

/**
 * Judges HAR 1.2 and NDJSON (`exchange.schema.json`), also gzip; each source's format is told from
 * its content. What cannot be read is counted, and ends nothing.
 *
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
  const repeats = createRepeats();
  const readers = { har: exchangeOfEntry, ndjson: exchangeOfLine };
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  const countRepeat = (at: Position) => {
    // What it exercises was counted with the exchange that it is like.
    if (repeats.judgement) tally.judged(repeats.judgement, at);
  };
  const judgeItem = (bytes: Uint8Array, format: TrafficFormat, at: Position) => {
    // What lies across two chunks was not matched, and may be like a remembered exchange.
    if (repeats.isRepeat(bytes)) return countRepeat(at);
    const value = parse(decoder, bytes);
    const recorded = value instanceof Unreadable ? value : readers[format](value);
    if (recorded instanceof Unreadable) return tally.setAside("unreadable", recorded.reason, at);
    const exchange = base ? behind(base, recorded) : recorded;
    if (!exchange) return tally.setAside("unmatched", "not sent to the base URL", at);
    const judgement = judgeExchange(exchange);
    if (!judgement) {
      const reason = seemsPrefixed(exchange.path) ? PREFIXED : "a path that is not described";
      return tally.setAside("unmatched", reason, at);
    }
    tally.judged(judgement, at);
    repeats.learn(bytes, format, exchange, judgement);
    const { method, target, status } = exchange;
    coverage.exchange(
      judgement.operation,
      { method, target, headers: exchange.requestHeaders ?? [], body: exchange.requestBody },
      { status, headers: exchange.responseHeaders, body: exchange.responseBody },
    );
  };

  for (const source of sources) {
    if (signal?.aborted) break;
    const file = nameOf(source);
    let last = 0;
    const splitter = splitByFormat((format) => ({
      item: (bytes, at) => {
        last = at;
        judgeItem(bytes, format, { file, at });
      },
      match: repeats.match,
      matched: (at) => {
        last = at;
        countRepeat({ file, at });
      },
      unreadable: (reason, at) => {
        last = at;
        tally.setAside("unreadable", reason, { file, at });
      },
    }));
    const damaged = await readInto(splitter, source, {
      signal,
      onChunk: () => {
        repeats.nextChunk();
        tell(options, tally.exchanges);
      },
    });
    if (damaged) tally.setAside("unreadable", "damaged gzip", { file, at: last + 1 });
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
    coverage: coverage.report(),
  });
  return options.baseline ? applyBaseline(report, options.baseline) : report;
}

/** Reads a source to its end. Returns whether it was damaged on the way. */
async function readInto(
  splitter: Splitter,
  source: TrafficSource,
  { signal, onChunk }: { signal: AbortSignal | undefined; onChunk: () => void },
): Promise<boolean> {
  try {
    for await (const chunk of openSource(source)) {
      onChunk();
      splitter.push(chunk);
      if (signal?.aborted) return false;
    }
  } catch (error) {
    // Who ends a run may close what it reads from, so that it need not wait for more.
    if (signal?.aborted) return false;
    if (!(error instanceof DamagedSource)) throw error;
    return true;
  }
  splitter.end();
  return false;
}

function parse(decoder: TextDecoder, bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return new Unreadable("not UTF-8");
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, so it goes no further.
    return new Unreadable("not JSON");
  }
}

function tell({ onProgress }: VerifyOptions, exchanges: number): void {
  try {
    onProgress?.({ exchanges });
  } catch {
    // A broken progress display is no reason to end a verification half-way.
  }
}
