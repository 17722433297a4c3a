/** Speaks to a sandbox over a bare TCP socket, so that an answer is seen exactly as it was written. */
import net from "node:net";
import { bytes, type cancelOf, type Trial } from "./helpers.js";

export interface RawAnswer {
  /** Every byte that came, as Latin-1. */
  readonly text: string;
  /** How the server left the connection. */
  readonly left: "ended" | "reset" | "open" | "refused";
}

// An open connection can be told from one that is about to end only by waiting for a while.
const QUIET_MS = 60;

/** Sends one request; an answer that leaves the connection open is whole once nothing more comes. */
export function exchangeRaw(
  { sandbox }: Trial,
  { method, target, headers, body }: ReturnType<typeof cancelOf>,
  { open }: { readonly open: boolean },
): Promise<RawAnswer> {
  const { hostname, port } = new URL(sandbox.baseUrl);
  const sent = Buffer.from(bytes(body) ?? "");
  const fields = [["Host", "sandbox"], ["Content-Length", String(sent.length)], ...headers];
  const head = `${method} ${target} HTTP/1.1\r\n${fields.map((field) => field.join(": ")).join("\r\n")}`;
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname);
    const parts: Buffer[] = [];
    let quiet: NodeJS.Timeout | undefined;
    const settle = (left: RawAnswer["left"]) => {
      clearTimeout(quiet);
      socket.destroy();
      resolve({ text: Buffer.concat(parts).toString("latin1"), left });
    };
    const listen = () => {
      clearTimeout(quiet);
      if (open) quiet = setTimeout(() => settle("open"), QUIET_MS);
    };
    socket.on("connect", () => {
      socket.write(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), sent]));
      listen();
    });
    socket.on("data", (part) => {
      parts.push(part);
      listen();
    });
    socket.on("end", () => settle("ended"));
    socket.on("error", ({ code }: NodeJS.ErrnoException) =>
      settle(code === "ECONNREFUSED" ? "refused" : "reset"),
    );
  });
}
