/** `solv-contract check`: flags and variables in, a check of a server or of the sandbox, reports out. */
import type { BookingRequest } from "../../check/booking-request.js";
import { parseBookings } from "../../check/bookings.js";
import { dryRun } from "../../check/dry-run.js";
import { actingOperations } from "../../check/effects.js";
import type { CheckOptions } from "../../check/options.js";
import { noProbeLeft, planProbes } from "../../check/plan.js";
import { checkContract, probeIds } from "../../check/run.js";
import { parseTarget } from "../../check/target.js";
import type { Exchange } from "../../http/exchange.js";
import { recordHar } from "../../recording/har.js";
import { printable } from "../../report/words.js";
import { startSandbox } from "../../sandbox/server.js";
import type { BookingTarget } from "../../solv/booking.js";
import type { CheckCredentials } from "../../solv/credentials.js";
import { ALLOW_HTTP, BASE_URL, SLOTS, type Slot } from "../../solv/profile.js";
import { readBaseline, updatedBy } from "../baseline.js";
import { EXIT, UsageError } from "../exit.js";
import { oneOf, readFlags, textOf, wholeNumber } from "../flags.js";
import { type Io, progressStream } from "../io.js";
import { openJournal } from "../journal.js";
import { createProgress } from "../progress.js";
import { exitCodeOf, reportTargets, writeReports, writeWhole } from "../reports.js";
import { CHECK_FLAGS } from "../tables/check.js";

/** Runs the command; the result is the exit code. */
export async function check(args: string[], io: Io): Promise<number> {
  const { flags } = readFlags(args, CHECK_FLAGS);
  const targets = reportTargets(flags);
  const bookings = await readBookings(flags);
  const baseUrl = flags["base-url"] ?? io.env[BASE_URL];
  // A variable that was not set where it should have been: the sandbox would conform in its place.
  if (baseUrl === "") {
    throw new UsageError(
      `The base URL is empty. Set --base-url or ${BASE_URL}, or neither to check the sandbox.`,
    );
  }
  const allow = flags.allow ?? [];
  const known = actingOperations();
  if (!allow.every((id) => known.includes(id))) {
    throw new UsageError(
      `--allow takes the id of an operation that acts on a given booking: ${known.join(", ")}.`,
    );
  }
  if (!baseUrl && (bookings.length > 0 || flags["allow-cancel"] || allow.length > 0)) {
    throw new UsageError(
      "A booking can only be given together with --base-url: the sandbox brings its own.",
    );
  }
  if (flags["allow-cancel"] && bookings.length === 0) {
    throw new UsageError("--allow-cancel needs a booking to cancel: give --booking or --bookings.");
  }
  if (allow.length > 0 && bookings.length === 0) {
    throw new UsageError("--allow needs a booking to act on: give --booking or --bookings.");
  }
  for (const name of ["har", "journal"] as const) {
    if (flags[name] === "") throw new UsageError(`--${name} needs a file.`);
  }
  const allowHttp = flags["allow-http"] ?? io.env[ALLOW_HTTP]?.split(",").filter(Boolean) ?? [];
  if (baseUrl) parseTarget(baseUrl, allowHttp);
  const baseline = await readBaseline(flags);
  const updates = flags["update-baseline"] === true;
  const plan = { only: flags.only ?? [], skip: flags.skip ?? [] };
  if (planProbes(plan).length === 0) {
    throw new UsageError(noProbeLeft("--only", "--skip"));
  }
  const idsDifferBeyondCaseAndForm = flags["ids-differ-beyond-case-and-form"] ?? false;
  const timeoutMs = wholeNumber("--timeout-ms", flags["timeout-ms"], { min: 1, max: 600_000 });
  const concurrency = wholeNumber("--concurrency", flags.concurrency, { min: 1, max: 64 });
  const maxWaitMs = wholeNumber("--max-wait-ms", flags["max-wait-ms"], { min: 0, max: 3_600_000 });
  const failOn = oneOf("--fail-on", flags["fail-on"], ["error", "warning"]);
  // Only here: what a dry run lets pass, the run itself must not refuse.
  if (flags["dry-run"]) {
    const allowed = { bookings, allow, allowCancel: flags["allow-cancel"] ?? false };
    for (const line of dryRun({ ...plan, ...allowed, idsDifferBeyondCaseAndForm }))
      io.stdout.write(`${line}\n`);
    io.stderr.write("Nothing was sent.\n");
    return EXIT.conforms;
  }
  const journal = flags.journal === undefined ? undefined : openJournal(flags.journal);
  const interrupt = new AbortController();
  const endNow = new AbortController();
  const stopListening = io.onInterrupt(
    () => interrupt.abort(),
    () => endNow.abort(),
  );
  const progress = createProgress(progressStream(io));
  const exchanges: Exchange[] = [];
  const common = {
    ...plan,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(maxWaitMs === undefined ? {} : { maxWaitMs }),
    ...(baseline === undefined || updates ? {} : { baseline }),
    ...(failOn === undefined ? {} : { failOn }),
    bail: flags.bail ?? false,
    signal: interrupt.signal,
    endNow: endNow.signal,
    ...(journal === undefined
      ? {}
      : { onBookingRequest: (request: BookingRequest) => journal.note(request) }),
    ...(flags.har === undefined
      ? {}
      : { onExchange: (exchange: Exchange) => exchanges.push(exchange) }),
    onWait: ({ ms, leftMs }) => {
      progress.clear();
      io.stderr.write(
        `The server limits the rate (429): waiting ${seconds(ms)}; the run may wait ${seconds(leftMs)} more.\n`,
      );
    },
    onProgress: ({ done, total, id }) => progress.update(`${done}/${total} ${id}`),
  } satisfies Partial<CheckOptions>;
  try {
    const checked = baseUrl
      ? await checkContract({
          ...common,
          ...credentials(io),
          baseUrl,
          allowHttp,
          bookings,
          allow,
          allowCancel: flags["allow-cancel"] ?? false,
          idsDifferBeyondCaseAndForm,
        })
      : await checkSandbox(common);
    // Not what comes while the reports are written: the run was complete by then.
    const isInterrupted = interrupt.signal.aborted;
    progress.clear();
    const { report, written } = updates
      ? await updatedBy(checked, baseline, { flags, io, ids: probeIds() })
      : { report: checked, written: Promise.resolve() };
    const files = [writeReports(report, targets, io), written];
    // It holds what the server answered, patients included: for the owner's eyes only.
    if (flags.har !== undefined) files.push(writeWhole(flags.har, recordHar(exchanges), 0o600));
    // What was found cannot be had again: one file that fails must not cost the others.
    for (const result of await Promise.allSettled(files)) {
      if (result.status === "rejected") throw result.reason;
    }
    if (journal?.failure) throw journal.failure;
    return exitCodeOf(report, isInterrupted);
  } catch (error) {
    // An interrupted run ends as one, whatever else came of it; what that was is said.
    if (!interrupt.signal.aborted || !(error instanceof Error)) throw error;
    progress.clear();
    io.stderr.write(`${printable(error.message)}\n`);
    return EXIT.interrupted;
  } finally {
    progress.clear();
    stopListening();
    journal?.close();
  }
}

function seconds(ms: number): string {
  return `${Math.ceil(ms / 1000)} s`;
}

async function checkSandbox(options: Partial<CheckOptions>) {
  const sandbox = await startSandbox();
  try {
    const { baseUrl, credentials: given, bookings } = sandbox;
    const targetName = `embedded sandbox (${new URL(baseUrl).host})`;
    return await checkContract({
      ...options,
      ...given,
      baseUrl,
      bookings,
      allow: actingOperations(),
      allowCancel: true,
      targetName,
      idsDifferBeyondCaseAndForm: true,
    });
  } finally {
    await sandbox.close();
  }
}

function credentials({ env }: Io): CheckCredentials {
  const given = Object.values<Slot>(SLOTS).flatMap(({ option, shell }) => {
    const value = env[shell];
    return option && value !== undefined ? [[option, value]] : [];
  });
  return { clientId: "", ...Object.fromEntries(given) };
}

async function readBookings(flags: {
  readonly booking?: readonly string[];
  readonly bookings?: string;
  readonly location?: string;
  readonly service?: string;
}): Promise<BookingTarget[]> {
  const { booking = [], location, service } = flags;
  const single = booking.length > 0;
  if (single && flags.bookings !== undefined) {
    throw new UsageError("Give bookings either with --booking or with --bookings, not both.");
  }
  if (single && (!location || !service)) {
    throw new UsageError("--booking needs --location and --service: the request body holds them.");
  }
  if (!single && (location !== undefined || service !== undefined)) {
    throw new UsageError("--location and --service belong to a --booking, and none was given.");
  }
  if (single) {
    const list = booking.map((id) => ({
      external_booking_id: id,
      external_location_id: location,
      service_id: service,
    }));
    return parseBookings(list, "--booking");
  }
  if (flags.bookings === undefined) return [];
  const text = await textOf("--bookings", flags.bookings);
  return parseBookings(await parseYaml(text, flags.bookings), flags.bookings);
}

// JSON is YAML; one parser reads both, and is loaded only when there is a file to read.
async function parseYaml(text: string, path: string): Promise<unknown> {
  const parsed = (await import("../yaml.js")).parseYaml(text);
  if ("value" in parsed) return parsed.value;
  const place = parsed.line > 0 ? `line ${parsed.line}` : "it";
  throw new UsageError(`${path} is neither JSON nor YAML: ${place} cannot be read.`);
}
