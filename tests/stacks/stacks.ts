/** Names the stacks: four real frameworks, nine of other languages by hand, and four servers in front of one. */
import { type Routed, type StackHabits, startByHand } from "./by-hand.js";
import { startExpress } from "./express.js";
import { startFastify } from "./fastify.js";
import { FRONTS, startFront } from "./fronts.js";
import { startHono } from "./hono.js";
import { startKoa } from "./koa.js";
import { PREFIX, type StartStack } from "./service.js";

const html = (title: string): StackHabits["page"] => {
  return (status) => [
    "text/html; charset=utf-8",
    `<!doctype html><html><title>${status} ${title}</title><h1>${title}</h1></html>`,
  ];
};
const json: StackHabits["page"] = (status) => [
  "application/json",
  JSON.stringify({ detail: `Status ${status}` }),
];
const plain: StackHabits["page"] = (status) => ["text/plain; charset=utf-8", `${status} refused\n`];

const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** The whole path is decoded before it is routed, so that an encoded slash is one. */
const decodedFirst = (path: string): Routed => {
  const whole = decode(path) ?? "";
  const id = whole.startsWith(PREFIX) ? whole.slice(PREFIX.length) : "";
  return id === "" || id.includes("/") ? { status: 404 } : { id };
};
/** The path is split, and each segment is decoded. */
const splitFirst = (path: string): Routed => {
  const segment = path.startsWith(PREFIX) ? path.slice(PREFIX.length) : "";
  const id = segment.includes("/") ? undefined : decode(segment);
  return id ? { id } : { status: 404 };
};

const HABITS = {
  flask: { route: decodedFirst, page: html("Werkzeug") },
  fastapi2: {
    route: decodedFirst,
    page: json,
    validatesMediaType: true,
    readsAsJson: (type) => /json/i.test(type),
  },
  fastapi1: {
    route: decodedFirst,
    page: json,
    validatesFirst: true,
    validatesMediaType: true,
    text: (value) => {
      if (typeof value === "boolean") return value ? "True" : "False";
      return typeof value === "number" ? String(value) : asText(value);
    },
  },
  drf: {
    route: decodedFirst,
    page: json,
    readsForms: true,
    ignoresChunked: true,
    notUtf8: 400,
    text: (value) => (typeof value === "number" ? String(value) : asText(value)?.trim()),
  },
  falcon: {
    route: decodedFirst,
    page: json,
    ignoresChunked: true,
    // Its handlers are found by the letters of the media type.
    readsAsJson: (type) => type.startsWith("application/json"),
  },
  starlette: { route: decodedFirst, page: plain, readsAsJson: () => true },
  go: {
    // ServeMux sends a path that it has to clean to the clean one.
    route: (path) => {
      const cleaned = path.replace(/\/\.?(?=\/)/g, "");
      return cleaned === path ? splitFirst(path) : { status: 301, location: cleaned };
    },
    page: plain,
    ignoresMemberCase: true,
    looksUpFirst: true,
  },
  spring: {
    route: (path) => {
      // Tomcat refuses these as they are, and cuts parameters off.
      if (/%(2f|5c|00)/i.test(path)) return { status: 400 };
      return splitFirst(path.replace(/;[^/]*/g, ""));
    },
    page: html("Tomcat"),
    text: (value) => (["number", "boolean"].includes(typeof value) ? String(value) : asText(value)),
  },
  sinatra: {
    route: splitFirst,
    page: html("Sinatra"),
    looksUpFirst: true,
    refusesChunked: true,
    refusesExpect: true,
  },
} satisfies Readonly<Record<string, StackHabits>>;

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

const byHand = Object.fromEntries(
  Object.entries(HABITS).map(([name, habits]): [string, StartStack] => [
    name,
    (service) => startByHand(habits, service),
  ]),
);
const behind = Object.fromEntries(
  Object.entries(FRONTS).map(([name, front]): [string, StartStack] => [
    `fastapi2 behind ${name}`,
    async (service) => startFront(front, await startByHand(HABITS.fastapi2, service)),
  ]),
);

/** Name → how it is started. */
export const STACKS: Readonly<Record<string, StartStack>> = {
  express: startExpress,
  fastify: startFastify,
  hono: startHono,
  koa: startKoa,
  ...byHand,
  ...behind,
};
