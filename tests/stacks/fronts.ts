/** Stands in front of a stack as nginx, HAProxy, Apache and Varnish do, with their readings of a path and their pages. */
import http from "node:http";
import { listen } from "./by-hand.js";
import type { Stack } from "./service.js";

/** What a server in front does to a request. */
export interface Front {
  /** The path that is handed on, or the status that is answered instead. */
  forward(path: string): string | number;
  readonly name: string;
}

const MAX_TARGET = 8_000;

/** Slashes merged and everything decoded and encoded again, as nginx with a URI behind `proxy_pass`. */
function normalised(path: string): string | number {
  try {
    const decoded = decodeURIComponent(path).replace(/\/+/g, "/");
    return decoded.includes("\0") ? 400 : encodeURI(decoded).replace(/[?#;]/g, encodeURIComponent);
  } catch {
    return 400;
  }
}

export const FRONTS: Readonly<Record<string, Front>> = {
  nginx: { name: "nginx", forward: normalised },
  haproxy: { name: "haproxy", forward: (path) => (/'|%27|%22|%00/.test(path) ? 403 : path) },
  apache: { name: "Apache", forward: (path) => (/%2f|%00/i.test(path) ? 404 : path) },
  varnish: { name: "Varnish", forward: (path) => path },
};

/** Starts it; closing it closes what is behind it too. */
export async function startFront({ forward, name }: Front, stack: Stack): Promise<Stack> {
  const server = http.createServer(async (request, response): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const page = (status: number) => {
      response
        .writeHead(status, { "content-type": "text/html" })
        .end(`<html><head><title>${status}</title></head><body><hr>${name}</body></html>`);
    };
    const [path = "", ...search] = (request.url ?? "").split("?");
    if (path.length > MAX_TARGET) return page(414);
    if (body.length > 1_000_000) return page(413);
    const target = forward(path);
    if (typeof target === "number") return page(target);
    const { expect: _, "transfer-encoding": __, ...headers } = request.headers;
    const upstream = http.request(stack.baseUrl + [target, ...search].join("?"), {
      method: request.method,
      headers: { ...headers, "content-length": String(body.length) },
      agent: false,
    });
    upstream.on("error", () => page(502));
    upstream.on("response", (incoming) => {
      response.writeHead(incoming.statusCode ?? 502, incoming.headers);
      incoming.pipe(response);
    });
    upstream.end(body);
  });
  const front = await listen(server);
  return {
    ...front,
    close: () => {
      front.close();
      stack.close();
    },
  };
}
