/** What a server does in place of a whole, decisive answer, and the words of a report for it. */
import { answer, type Seen } from "./raw-server.js";

/** A name, what is written, and why that decides nothing. */
export type NonAnswer = readonly [
  string,
  (seen: Pick<Seen, "socket">) => string | undefined,
  string,
];

export const NON_ANSWERS: readonly NonAnswer[] = [
  ["silence", () => undefined, "no whole answer came (timeout while waiting)"],
  [
    "a reset",
    ({ socket }) => {
      socket.resetAndDestroy();
      return undefined;
    },
    "no whole answer came (reset while waiting)",
  ],
  [
    "an end in the middle",
    ({ socket }) => {
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{");
      return undefined;
    },
    "no whole answer came (truncated while reading)",
  ],
  ["what is no HTTP", () => "SSH-2.0-sample\r\n", "no whole answer came (malformed while waiting)"],
  ["a 500", () => answer(500), "500 was answered"],
  ["a 504", () => answer(504), "504 was answered"],
  ["a 302", () => answer(302, {}, "Location: /login"), "302 was answered"],
  ["a 307", () => answer(307, {}, "Location: /elsewhere"), "307 was answered"],
];
