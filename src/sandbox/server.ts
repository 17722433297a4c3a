/** The sandbox: a stateful loopback server that does what the description says, or fails as asked. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Booking } from "../../generated/schema.js";
import {
  findOperation,
  operations,
  operationsAt,
  pathParameters,
} from "../description/operations.js";
import { refuseUnknownOptions } from "../description/unknown-name.js";
import type { HeaderList } from "../http/wire.js";
import type { Sandbox, SandboxOptions, SandboxRequest } from "./api.js";
import { type Addressee, createChooser } from "./chooser.js";
import { createDecider } from "./decide.js";
import { faultsNamed } from "./faults.js";
import { type Listener, listen } from "./listener.js";
import type { Reply } from "./model.js";
import { bodyOf } from "./reply.js";
import { headersOf, pathOf, readBody } from "./request.js";
import { cancelledStatus, createWorld } from "./seed.js";
import { createTimers } from "./timers.js";

/** Every option; the type holds the list to be whole. */
const OPTIONS: Readonly<Record<keyof SandboxOptions, true>> = {
  host: true,
  port: true,
  tls: true,
  bookings: true,
  faults: true,
  faultRate: true,
  seed: true,
  faultTimes: true,
  paceMs: true,
};

/**
 * Starts a sandbox on 127.0.0.1. It knows only invented bookings and credentials, the same ones each
 * time, and answers every operation of the description once the request has been validated: the cancel
 * and the token call with a memory, another operation on a booking with that booking, and any other
 * with its documented example, which the header `x-sandbox-answer: example` says.
 *
 * @throws TypeError for an option that is not known.
 * @throws Error when the port is in use, or a fault is not known.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  refuseUnknownOptions(options, Object.keys(OPTIONS));
  const faults = faultsNamed(options.faults ?? []);
  const choose = createChooser(faults, options);
  const elsewhere: string[] = [];
  // Where redirects lead: another origin, which notes who came.
  const other = await listen(
    (incoming, response) => {
      elsewhere.push(incoming.url ?? "");
      response.end();
    },
    { port: 0 },
  );
  const world = createWorld(other.origin, options.bookings);
  const decide = createDecider(world);
  const requests: SandboxRequest[] = [];
  const timers = createTimers(options.paceMs ?? 1000);

  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const { method = "", url: target = "", socket } = incoming;
    const body = await readBody(incoming);
    const path = pathOf(target);
    const chosen = choose(addresseeOf(method, path));
    const reply = decide({ method, target, headers: headersOf(incoming), path, body }, chosen);
    requests.push({ method, target, status: reply.status, faults: chosen.map(({ name }) => name) });
    const bytes = bodyOf(reply);
    const send = () => {
      response.writeHead(reply.status, [...reply.headers, ...lengthOf(reply, bytes)].flat());
      response.end(bytes);
    };
    const write = chosen.find((fault) => fault.write)?.write ?? send;
    return write({ reply, body: bytes, response, socket, send, pause: timers.pause });
  };

  let listener: Listener;
  try {
    listener = await listen(
      // A client that gives up half-way leaves nothing to answer.
      (incoming, response) => void handle(incoming, response).catch(() => {}),
      {
        port: options.port ?? 0,
        host: options.host,
        tls: options.tls,
        silent: faults.some(({ connection }) => connection === "silent"),
      },
    );
  } catch (error) {
    await other.close();
    throw error;
  }
  if (faults.some(({ connection }) => connection === "refused")) await listener.close();

  return {
    baseUrl: listener.origin,
    credentials: world.credentials,
    bookings: world.bookings.map((stored) => ({
      external_booking_id: stored.external_booking_id,
      external_location_id: stored.external_location_id,
      service_id: stored.service_id,
      expect: {
        id: stored.booking.id,
        last_name: stored.booking.last_name,
        status: cancelledStatus(),
      } satisfies Partial<Booking>,
    })),
    requests,
    elsewhere,
    state: () =>
      world.bookings.map(({ external_booking_id, cancelled, requests: named }) => ({
        external_booking_id,
        cancelled,
        requests: named,
      })),
    close: async () => {
      timers.clear();
      await Promise.all([listener.close(), other.close()]);
    },
  };
}

/** A path that is nobody's may be meant for the cancel: some faults read paths in ways of their own. */
function addresseeOf(method: string, path: string): Addressee {
  const { cancelExternalBooking: cancel, createAccessToken: grant } = operations;
  if (pathParameters(grant, path)) return "token";
  const owners = operationsAt(path);
  const found = findOperation(method, path);
  const isCancels = found ? found === cancel : owners.length === 0 || owners.includes(cancel);
  return isCancels ? "cancel" : "other";
}

// RFC 9110 §8.6: a 204 has no length, and a 304 would give that of another answer.
function lengthOf({ status }: Reply, bytes: Uint8Array): HeaderList {
  return status === 204 || status === 304 ? [] : [["content-length", String(bytes.length)]];
}
