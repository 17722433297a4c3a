/** Keeps the bookings of an honest service, whatever framework answers in front of it, and can be broken on purpose. */
import { examplesAt } from "../../src/description/document.js";
import { operations } from "../../src/description/operations.js";
import { wrongParameters } from "./described.js";

const { cancelExternalBooking: cancel, createAccessToken: grant } = operations;
const exampleOf = (source: string | undefined) =>
  [...examplesAt(`${source}/content/application~1json`).values()][0] as Record<string, unknown>;
const BOOKING = exampleOf(cancel.responses[200]?.source);
const TOKEN = exampleOf(grant.responses[200]?.source);

/** The documented paths as frameworks write them. */
export const PATHS = { cancel: cancel.path.replace(/\{(.*?)\}/, ":$1"), grant: grant.path };
export const PREFIX = cancel.path.replace(/\{.*/, "");
export const ID = "external_booking_id";

export const KEY = "stack-client";
export const SECRET = "stack-secret-of-nobody";
export const ACCESS = "stack-access-token";
const UNSCOPED = "stack-unscoped-token";
const EXPIRED = "stack-expired-token";
export const CREDENTIALS = {
  clientId: KEY,
  unscopedAccessToken: UNSCOPED,
  expiredAccessToken: EXPIRED,
};

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What arrived, as far as the service looks at it. */
export interface Arrived {
  readonly id: string;
  readonly headers: Headers;
  /** The query, for what reads values there that belong elsewhere. */
  readonly query: URLSearchParams;
  /** Parsed, and validated by the framework. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A body before it was parsed. */
export interface RawBody {
  readonly text: string;
  readonly type: string;
  readonly query: URLSearchParams;
}

/** Where a service is broken. Each replaces one honest decision. */
export interface Breaks {
  /** What the id in the path is taken for. */
  readonly readId?: (id: string) => string;
  /** The token in a request. */
  readonly readToken?: (arrived: Arrived) => string | undefined;
  readonly skipsAuthentication?: (arrived: Arrived) => boolean;
  readonly skipsKey?: boolean;
  readonly skipsScope?: boolean;
  readonly skipsExpiry?: boolean;
  readonly skipsSecret?: boolean;
  /** Members that are not compared with the booking's. */
  readonly skips?: readonly string[];
  /** What a body is taken for before it is validated; `undefined` stands for one that is none. */
  readonly readBody?: (body: unknown, raw: RawBody) => unknown;
  /** A cancelled booking is shown whatever location and service are named. */
  readonly showsCancelled?: boolean;
  readonly alter?: (answer: Answer, arrived: Arrived) => Answer;
  readonly find?: (id: string, ids: readonly string[]) => string | undefined;
}

export interface Booking {
  readonly external_booking_id: string;
  readonly external_location_id: string;
  readonly service_id: string;
}

export interface Service {
  readonly breaks: Breaks;
  /** The ids that were cancelled, each as often as it was. */
  readonly cancelled: readonly string[];
  holds(id: string): boolean;
  authorise(arrived: Arrived): Answer | undefined;
  cancel(arrived: Arrived): Answer;
  grant(body: unknown, headers: Headers): Answer;
}

const refuse = (status: number, detail: unknown): Answer => ({ status, body: { detail } });

/** Each place at which a body does not validate, as the description has it. */
export const invalid = (places: readonly string[]): Answer =>
  invalidAt(places.map((place) => ["body", place]));

const invalidAt = (places: readonly (readonly string[])[]): Answer =>
  refuse(
    422,
    places.map((loc) => ({ loc, msg: "Not valid", type: "value_error" })),
  );

export function createService(bookings: readonly Booking[], breaks: Breaks = {}): Service {
  const cancelled: string[] = [];
  const byId = new Map(bookings.map((booking) => [booking.external_booking_id, booking]));
  const {
    readId = (id) => id,
    find = (id) => (byId.has(id) ? id : undefined),
    readToken = bearer,
    skips = [],
  } = breaks;
  const decide = (arrived: Arrived): Answer => {
    const wrong = wrongParameters(arrived);
    if (wrong.length > 0) return invalidAt(wrong);
    const id = find(readId(arrived.id), [...byId.keys()]);
    const booking = id === undefined ? undefined : byId.get(id);
    if (!booking || id === undefined) return refuse(404, "No such booking");
    const shown = { ...BOOKING, id: [...byId.keys()].indexOf(id) + 1, status: "cancelled" };
    if (breaks.showsCancelled && cancelled.includes(id)) return { status: 200, body: shown };
    const fits = (["external_location_id", "service_id"] as const).every(
      (name) => skips.includes(name) || arrived.body[name] === booking[name],
    );
    if (!fits) return refuse(404, "No such booking");
    cancelled.push(id);
    return { status: 200, body: shown };
  };
  const tokens = [
    ACCESS,
    ...(breaks.skipsScope ? [UNSCOPED] : []),
    ...(breaks.skipsExpiry ? [EXPIRED] : []),
  ];
  return {
    breaks,
    cancelled,
    holds: (id) => find(readId(id), [...byId.keys()]) !== undefined,
    authorise: (arrived) => {
      if (breaks.skipsAuthentication?.(arrived)) return undefined;
      const isKey = breaks.skipsKey || arrived.headers["x-api-key"] === KEY;
      const token = readToken(arrived);
      if (isKey && token === UNSCOPED && !breaks.skipsScope) return refuse(403, "Not allowed");
      return isKey && token !== undefined && tokens.includes(token)
        ? undefined
        : refuse(401, "Not authenticated");
    },
    cancel: (arrived) => {
      const answer = decide(arrived);
      return breaks.alter?.(answer, arrived) ?? answer;
    },
    grant: (body, headers) => {
      const { client_id: id, client_secret: secret } = body as Record<string, unknown>;
      const isSecret = breaks.skipsSecret || secret === SECRET;
      if (headers["x-api-key"] !== KEY || id !== KEY || !isSecret)
        return refuse(401, "Unknown client");
      return { status: 200, body: { ...TOKEN, access_token: ACCESS } };
    },
  };
}

function bearer({ headers }: Arrived): string | undefined {
  const [, token] = /^bearer +(\S+)$/i.exec(String(headers.authorization ?? "")) ?? [];
  return token;
}

export interface Stack {
  readonly baseUrl: string;
  close(): void;
}

export type StartStack = (service: Service) => Promise<Stack>;
