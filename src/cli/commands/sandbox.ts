/** `solv-contract sandbox`: starts the sandbox, says how to reach it, and keeps it until Ctrl-C. */
import { nearestOf } from "../../description/nearest.js";
import { isLoopback } from "../../http/base-url.js";
import type { SandboxOptions } from "../../sandbox/api.js";
import { faults } from "../../sandbox/faults.js";
import { startSandbox } from "../../sandbox/server.js";
import { BASE_URL, SLOTS, type Slot } from "../../solv/profile.js";
import { EXIT, UsageError } from "../exit.js";
import { oneOf, readFlags, wholeNumber } from "../flags.js";
import type { Io } from "../io.js";
import { SANDBOX_FLAGS } from "../tables/sandbox.js";

/** Runs the command until it is interrupted; the result is the exit code. */
export async function sandbox(args: string[], io: Io): Promise<number> {
  const { flags } = readFlags(args, SANDBOX_FLAGS);
  const format = oneOf("--format", flags.format, ["pretty", "json"]);
  if (flags.faults) {
    io.stdout.write(format === "json" ? `${JSON.stringify(faults, null, 2)}\n` : listed());
    return EXIT.conforms;
  }
  const names = flags.fault ?? [];
  const known = faults.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const nearest = nearestOf(unknown, known);
    const advice = nearest ? ` Did you mean ${nearest}?` : "";
    throw new UsageError(
      `There is no fault of that name.${advice} \`solv-contract sandbox --faults\` lists them.`,
    );
  }
  const rate = flags["fault-rate"];
  if (names.length === 0 && (rate !== undefined || flags["fault-times"] !== undefined)) {
    throw new UsageError(
      "--fault-rate and --fault-times say how often a --fault is met; give one.",
    );
  }
  if (flags.host === "") throw new UsageError("--host needs an address, such as 0.0.0.0.");
  const options = {
    host: flags.host,
    port: wholeNumber("--port", flags.port, { min: 0, max: 65_535 }),
    bookings: wholeNumber("--bookings", flags.bookings, { min: 1, max: 100_000 }),
    faultRate: rate === undefined ? undefined : Number(rate.trim() || Number.NaN),
    faultTimes: wholeNumber("--fault-times", flags["fault-times"], { min: 1, max: 1_000_000 }),
    seed: wholeNumber("--seed", flags.seed, { min: 0, max: 2 ** 32 - 1 }),
    paceMs: wholeNumber("--pace-ms", flags["pace-ms"], { min: 1, max: 600_000 }),
  };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const running = await startSandbox({
    ...(Object.fromEntries(given) as SandboxOptions),
    faults: names,
  }).catch((error: unknown) => {
    throw new UsageError(error instanceof Error ? error.message : "The sandbox cannot be started.");
  });
  const { baseUrl, credentials, bookings } = running;
  if (flags.host !== undefined && !isLoopback(flags.host)) {
    io.stderr.write(
      "Warning: the sandbox listens beyond loopback. Whoever reaches its port may use it; all it holds is invented.\n",
    );
  }
  if (format === "json") {
    io.stdout.write(`${JSON.stringify({ baseUrl, credentials, bookings }, null, 2)}\n`);
  } else {
    io.stdout.write(`${describe(baseUrl, credentials, bookings)}\n`);
  }
  await new Promise<void>((resolve) => io.onInterrupt(resolve));
  await running.close();
  return EXIT.conforms;
}

/** The faults under a heading for each kind. */
function listed(): string {
  const kinds = [...new Set(faults.map(({ kind }) => kind))];
  const sections = kinds.map((kind) => {
    const lines = faults
      .filter((fault) => fault.kind === kind)
      .map(({ name, sentence }) => `  ${name}: ${sentence}`);
    return [`${kind} (${lines.length})`, ...lines].join("\n");
  });
  return `${sections.join("\n\n")}\n`;
}

function describe(
  baseUrl: string,
  credentials: Awaited<ReturnType<typeof startSandbox>>["credentials"],
  bookings: Awaited<ReturnType<typeof startSandbox>>["bookings"],
): string {
  const where = isLoopback(new URL(baseUrl).hostname) ? " on loopback" : "";
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  return [
    `The sandbox listens${where}; all it holds is invented. For another terminal:`,
    "",
    `export ${BASE_URL}=${baseUrl}`,
    ...Object.values<Slot>(SLOTS).flatMap(({ option, shell }) =>
      option ? [`export ${shell}=${quoted(credentials[option])}`] : [],
    ),
    "",
    "Bookings (external_booking_id, external_location_id, service_id):",
    ...bookings.map((booking) =>
      [booking.external_booking_id, booking.external_location_id, booking.service_id]
        .map((id) => `  ${quoted(id)}`)
        .join(""),
    ),
    "",
    "Ctrl-C ends it.",
  ].join("\n");
}
