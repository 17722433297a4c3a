/** Speaks to a sandbox over a bare TCP socket, so that an answer is seen exactly as it was written. */
import net from "node:net";
import { bytes, type cancelOf, type Trial } from "./helpers.js";

export interface RawAnswer {
  /** The first bytes that came, as Latin-1, control characters as their pictures (NUL as ␀). */
  readonly text: string;
  /** How many bytes came in all. */
  readonly size: number;
  /** How the server left the connection. */
  readonly left: "ended" | "reset" | "open" | "refused";
}

// An open connection can be told from one that is about to end only by waiting for a while.
const QUIET_MS = 100;

// A large answer has pauses of its own where the machine is busy with something else.
const LARGE = 100_000;
const QUIET_AMID_LARGE_MS = 2000;

/** More than this of an answer is counted and not kept. */
const MAX_KEPT = 3_000_000;

/** When an answer is over: at the end of the connection, when no more comes, or when nothing does. */
export type Until = "end" | "quiet" | "silence";

/** Sends one request, and waits for its answer. */
export function exchangeRaw(
  { sandbox }: Trial,
  { method, target, headers, body }: ReturnType<typeof cancelOf>,
  until: Until,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(sandbox.baseUrl);
  const sent = Buffer.from(bytes(body) ?? "");
  const fields = [["Host", "sandbox"], ["Content-Length", String(sent.length)], ...headers];
  const head = `${method} ${target} HTTP/1.1\r\n${fields.map((field) => field.join(": ")).join("\r\n")}`;
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname);
    const parts: Buffer[] = [];
    let size = 0;
    let quiet: NodeJS.Timeout | undefined;
    const settle = (left: RawAnswer["left"]) => {
      clearTimeout(quiet);
      socket.destroy();
      resolve({ text: shown(Buffer.concat(parts)), size, left });
    };
    let whole: number | undefined;
    const listen = () => {
      clearTimeout(quiet);
      const over = until === "silence" || (until === "quiet" && size > 0);
      whole ??= wholeSize(parts);
      const pause = size > LARGE && size !== whole ? QUIET_AMID_LARGE_MS : QUIET_MS;
      if (over) quiet = setTimeout(() => settle("open"), pause);
    };
    socket.on("connect", () => {
      socket.write(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), sent]));
      listen();
    });
    socket.on("data", (part) => {
      if (size < MAX_KEPT) parts.push(part);
      size += part.length;
      listen();
    });
    socket.on("end", () => settle("ended"));
    socket.on("error", ({ code }: NodeJS.ErrnoException) =>
      settle(code === "ECONNREFUSED" ? "refused" : "reset"),
    );
  });
}

/** How many bytes an answer has by its own account; `undefined` while its head is under way. */
function wholeSize(parts: readonly Buffer[]): number | undefined {
  // Only what came last can end a head, and a head may be large.
  if (!Buffer.concat(parts.slice(-4)).includes("\r\n\r\n")) return undefined;
  const text = Buffer.concat(parts).toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  const declared = /^content-length: (\d+)\r$/im.exec(text.slice(0, end + 1))?.[1];
  return end === -1 ? undefined : end + 4 + Number(declared);
}

function shown(kept: Buffer): string {
  const text = kept.toString("latin1");
  return text.replace(/[^\t\r\n -\u00ff]/g, (control) =>
    String.fromCharCode(0x2400 + control.charCodeAt(0)),
  );
}

/** The bytes of a text that was shown. */
export function unshown(text: string): Buffer {
  const controls = text.replace(/[\u2400-\u24ff]/g, (picture) =>
    String.fromCharCode(picture.charCodeAt(0) - 0x2400),
  );
  return Buffer.from(controls, "latin1");
}
