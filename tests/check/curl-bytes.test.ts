/** What a probe sends is, byte by byte, what its curl line sends. */
import { execFile } from "node:child_process";
import http from "node:http";
import net from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { toCurl } from "../../src/check/curl.js";
import { type Probe, planProbes } from "../../src/check/plan.js";
import { fill, SHELL_VARIABLES, toWire } from "../../src/check/request.js";
import { sendingTwice } from "../../src/check/twice.js";
import { createNodeTransport } from "../../src/http/node-transport.js";
import { BASE_URL, SLOTS, type Slot } from "../../src/solv/profile.js";

const VALUES = fill((slot: Slot) => `Sample-${slot.shell.toLowerCase().replaceAll("_", "-")}`);
/** Who sends, and for how long, is not said; the order of headers says nothing. */
const UNSAID = new Set(["user-agent", "connection"]);

interface Received {
  readonly line: string;
  readonly headers: readonly string[];
  readonly body: string;
}

const received: Received[] = [];
const server = net.createServer((socket) => {
  let bytes = Buffer.alloc(0);
  let isAsked = false;
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let end = bytes.indexOf("\r\n\r\n"); end !== -1; end = bytes.indexOf("\r\n\r\n")) {
      const [line = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
      const headers = lines
        .map((each) => each.replace(/^[^:]+/, (name) => name.toLowerCase()))
        .filter((each) => !UNSAID.has(each.split(":")[0] ?? ""))
        .toSorted();
      const rest = bytes.subarray(end + 4);
      if (headers.includes("expect: 100-continue") && !isAsked) {
        isAsked = true;
        socket.write("HTTP/1.1 100 Continue\r\n\r\n");
      }
      const length = lengthOf(headers, rest);
      if (length === undefined || rest.length < length) return;
      isAsked = false;
      received.push({ line, headers, body: rest.subarray(0, length).toString("latin1") });
      bytes = rest.subarray(length);
      socket.write("HTTP/1.1 204 No Content\r\n\r\n");
    }
  });
});
let baseUrl = "";

function lengthOf(headers: readonly string[], rest: Buffer): number | undefined {
  if (headers.includes("transfer-encoding: chunked")) {
    const end = rest.indexOf("0\r\n\r\n");
    return end === -1 ? undefined : end + 5;
  }
  const [, length = "0"] = /^content-length: (\d+)$/m.exec(headers.join("\n")) ?? [];
  return Number(length);
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

async function sentBy(send: () => Promise<unknown>): Promise<Received[]> {
  received.length = 0;
  await send();
  return [...received];
}

async function sendAsProbe({ make, operation }: Probe): Promise<void> {
  const draft = make(operation, VALUES);
  if (!draft) return;
  const transport = createNodeTransport();
  const sending = draft.isSentTwice
    ? sendingTwice(() => new http.Agent({ keepAlive: true, maxSockets: 1 }))
    : transport;
  await sending.send(toWire(draft, baseUrl, ""));
  transport.close();
}

const variables = Object.entries<Slot>(SLOTS).map(([name, { shell }]) => [
  shell,
  VALUES[name as keyof typeof VALUES],
]);
const run = promisify(execFile);

const METHODS = [...new Set(planProbes().map(methodOf))];

/** The lines as a shell reads them, with one process of curl for all: to start it costs more than to send. */
function inOneProcess(lines: readonly string[]): string {
  const all = lines.join("\n");
  return `curl() { args+=("$@" --next); }\n${all}\ncommand curl "\${args[@]::\${#args[@]}-1}"`;
}

function methodOf({ make, operation }: Probe): string {
  return make(operation, VALUES)?.method ?? operation.method;
}

test.each(METHODS)("%s is sent as it is printed", async (method) => {
  const probes = planProbes().filter(
    (probe) => methodOf(probe) === method && probe.make(probe.operation, VALUES) !== undefined,
  );
  expect(probes.length).toBeGreaterThan(0);
  const lines = probes.map((probe) => {
    const draft = probe.make(probe.operation, SHELL_VARIABLES);
    return draft ? `${toCurl(draft)} -s -o /dev/null -o /dev/null` : "";
  });
  const env = { ...process.env, ...Object.fromEntries(variables), [BASE_URL]: baseUrl };
  const printed = await sentBy(() => run("bash", ["-c", inOneProcess(lines)], { env }));
  const sent = await sentBy(async () => {
    for (const probe of probes) await sendAsProbe(probe);
  });
  expect(sent.length).toBeGreaterThanOrEqual(probes.length);
  for (const [index, each] of sent.entries()) expect(printed[index]).toEqual(each);
  expect(printed).toHaveLength(sent.length);
});
