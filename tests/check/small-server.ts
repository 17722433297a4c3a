/** Starts a server that answers from a few lines, for a check of it, and closes it after the test. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "@jest/globals";
import type { CheckOptions } from "../../src/check/options.js";
import { checkContract } from "../../src/check/run.js";

const open: http.Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A status and a text, JSON or a page; the connection is cut for 0, and left as it is for nothing. */
export type Answer = (request: Received) => readonly [status: number, text: string] | 0 | undefined;

/** @param defaults - of each check of this server, beside its credentials */
export async function serve(answer: Answer, defaults: Partial<CheckOptions> = {}) {
  const seen: Received[] = [];
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url = "", headers } = request;
    const received = { method, url, headers, body };
    seen.push(received);
    const answered = answer(received);
    if (answered === 0) request.socket.destroy();
    if (!answered) return;
    const [status, text] = answered;
    const type = /^[[{]/.test(text) ? "application/json" : "text/html";
    response.writeHead(status, { "content-type": type }).end(text);
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const check = (options: Partial<CheckOptions> = {}) =>
    checkContract({ baseUrl, clientId: "k", accessToken: "t", ...defaults, ...options });
  return { baseUrl, check, seen };
}
