/** Reads a published description from a file or a URL; sends no credentials anywhere. */
import { readFile } from "node:fs/promises";
import { sideOf } from "../rate/rating.js";
import { isNode } from "../rate/schema.js";
import type { Side } from "../rate/walk.js";

/** The comparison cannot be made; the message says why and what to do. */
export class CompareError extends Error {
  override readonly name = "CompareError";
}

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 20 * 1024 * 1024;
const MAX_REDIRECTS = 5;

/**
 * @param source - an https URL (http on loopback only), or the name of a file; JSON or YAML
 * @throws CompareError when there is no OpenAPI 3.0 or 3.1 document
 */
export async function readPublished(source: string): Promise<Side> {
  const text = /^https?:/i.test(source) ? await download(source) : await readText(source);
  const name = nameOfSource(source);
  let side: Side;
  try {
    side = sideOf(text);
  } catch {
    throw new CompareError(`${name} is neither JSON nor YAML.`);
  }
  const document: unknown = side.document;
  const version = isNode(document) ? String(document.openapi ?? "") : "";
  if (!isNode(document) || !/^3\.[01]\.\d/.test(version)) {
    const found =
      version === "" ? "it has no member `openapi`" : `it says ${JSON.stringify(version)}`;
    throw new CompareError(`${name} is no OpenAPI 3.0 or 3.1 document: ${found}.`);
  }
  return side;
}

/** The source as it is shown: a query may hold a secret. */
export function nameOfSource(source: string): string {
  if (!/^https?:/i.test(source)) return source;
  return source.replace(/[?#].*$/s, "").replace(/\/\/[^/]*@/, "//");
}

async function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => {
    throw new CompareError(
      `${file} cannot be read; name a file, or a URL that begins with https://.`,
    );
  });
}

async function download(source: string): Promise<string> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let url = allowed(source);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const name = nameOfSource(url.href);
    const response = await fetch(url, {
      headers: { accept: "application/json, application/yaml;q=0.9, */*;q=0.1" },
      redirect: "manual",
      credentials: "omit",
      signal,
    }).catch(() => {
      throw new CompareError(`${name} could not be reached within ${TIMEOUT_MS / 1000} s.`);
    });
    const location = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && location) {
      await response.body?.cancel();
      url = allowed(new URL(location, url).href);
      continue;
    }
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new CompareError(`${name} answered ${response.status}, expected 200.`);
    }
    return readLimited(response, name);
  }
  throw new CompareError(`${nameOfSource(source)} redirects more than ${MAX_REDIRECTS} times.`);
}

function allowed(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new CompareError(`${nameOfSource(text)} is no URL.`);
  if (url.username !== "" || url.password !== "") {
    throw new CompareError("The URL must not hold credentials: the comparison sends none.");
  }
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback)) return url;
  throw new CompareError(
    `${nameOfSource(text)} must begin with https://; http is for loopback only.`,
  );
}

async function readLimited(response: Response, name: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
      size += read.value.byteLength;
      if (size > MAX_BYTES) break;
      chunks.push(read.value);
    }
    await reader?.cancel();
  } catch {
    throw new CompareError(`${name} broke off, or was not sent within ${TIMEOUT_MS / 1000} s.`);
  }
  if (size > MAX_BYTES) throw new CompareError(`${name} is larger than ${MAX_BYTES} bytes.`);
  return Buffer.concat(chunks).toString("utf8");
}
