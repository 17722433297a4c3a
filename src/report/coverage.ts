/** Counts which parts of the description a run exercised: the same for a check and for recorded traffic. */

import { resolveSchema, type Schema, schemaAt } from "../description/document.js";
import {
  bodyFor,
  type DescribedBody,
  type Operation,
  operations,
  responseFor,
} from "../description/operations.js";
import { type HeaderList, headerOf } from "../http/wire.js";
import { parseJsonBody } from "../judge/body.js";
import type { Coverage, CoverageOf } from "./report.js";

/** The part of a request that coverage reads. */
export interface CoveredRequest {
  readonly method: string;
  /** The request target: path and query. */
  readonly target: string;
  readonly headers: HeaderList;
  readonly body?: Uint8Array | undefined;
}

/** The part of an answer that coverage reads. */
export interface CoveredResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** An exchange that was judged: its bodies need not be read again. */
export interface CoveredExchange {
  readonly method: string;
  readonly target: string;
  /** Of the request; none where they are not known. */
  readonly headers: HeaderList;
  /** Of the answer; `undefined` where there is none. */
  readonly status: number | undefined;
  /** The documented bodies, and the values that were held against them. */
  readonly bodies: readonly CoveredBody[];
}

export interface CoveredBody {
  readonly described?: DescribedBody;
  readonly value?: unknown;
}

export interface CoverageCounter {
  /** Counts what one exchange exercises. Values are looked at, never kept. */
  exchange(operation: Operation, request: CoveredRequest, response?: CoveredResponse): void;
  /** The same, of an exchange whose bodies were read already. */
  judged(operation: Operation, exchange: CoveredExchange): void;
  /** What was exercised until now, of all that is documented. */
  report(): Coverage;
}

/** One thing that is documented. */
interface Item {
  /** Such as `cancelExternalBooking 422 /detail`; a step into an array is a star. */
  readonly name: string;
  exercised: boolean;
}

/** The properties of a schema, and what is below them. */
interface Shape {
  readonly properties: Map<string, { readonly item: Item; readonly below: Shape }>;
  items?: Shape;
}

interface BodyCounter {
  readonly items: readonly Item[];
  /** What of it was not exercised yet. */
  readonly shape: Shape;
}

interface OperationCounter {
  readonly operation: Item;
  readonly parameters: ReadonlyMap<string, Item>;
  readonly statuses: ReadonlyMap<string, Item>;
  readonly requestBodies: ReadonlyMap<DescribedBody, BodyCounter>;
  readonly responseBodies: ReadonlyMap<DescribedBody, BodyCounter>;
}

/** Starts counting with nothing exercised. */
export function createCoverage(
  described: readonly Operation[] = Object.values(operations),
): CoverageCounter {
  const counters = new Map(described.map((operation) => [operation, counterOf(operation)]));
  const judged: CoverageCounter["judged"] = (
    operation,
    { method, target, headers, status, bodies },
  ) => {
    const counter = counters.get(operation);
    // A probe of another method belongs to the operation, but does not exercise it.
    if (!counter || method !== operation.method) return;
    counter.operation.exercised = true;
    countParameters(operation, counter, { target, headers });
    const documented = status === undefined ? undefined : statusKeyOf(operation, status);
    const item = documented === undefined ? undefined : counter.statuses.get(documented);
    if (item) item.exercised = true;
    for (const { described, value } of bodies) {
      if (!described) continue;
      const body = counter.requestBodies.get(described) ?? counter.responseBodies.get(described);
      if (body) countValue(body.shape, value);
    }
  };
  return {
    judged,
    exchange: (operation, { method, target, headers, body }, response) => {
      const sent = operation.requestBody?.content;
      const answered = response && responseFor(operation, response.status)?.content;
      const bodies = [
        read(sent, headers, body),
        read(answered, response?.headers ?? [], response?.body),
      ];
      judged(operation, { method, target, headers, status: response?.status, bodies });
    },
    report: () => {
      const all = [...counters.values()];
      const bodies = (of: "requestBodies" | "responseBodies") =>
        all.flatMap((counter) => [...counter[of].values()].flatMap(({ items }) => items));
      return {
        operations: summarize(all.map(({ operation }) => operation)),
        parameters: summarize(all.flatMap(({ parameters }) => [...parameters.values()])),
        statuses: summarize(all.flatMap(({ statuses }) => [...statuses.values()])),
        requestProperties: summarize(bodies("requestBodies")),
        responseProperties: summarize(bodies("responseBodies")),
      };
    },
  };
}

function counterOf(operation: Operation): OperationCounter {
  const { id, parameters, requestBody, responses } = operation;
  const item = (...words: string[]): Item => ({ name: [id, ...words].join(" "), exercised: false });
  return {
    operation: item(),
    parameters: new Map(parameters.map(({ name, in: place }) => [name, item(place, name)])),
    statuses: new Map(Object.keys(responses).map((status) => [status, item(status)])),
    requestBodies: new Map(
      Object.values(requestBody?.content ?? {}).map((body) => [body, bodyCounter(id, body)]),
    ),
    responseBodies: new Map(
      Object.entries(responses).flatMap(([status, { content }]) =>
        Object.values(content).map((body) => [body, bodyCounter(`${id} ${status}`, body)] as const),
      ),
    ),
  };
}

function bodyCounter(prefix: string, { schema }: DescribedBody): BodyCounter {
  const items: Item[] = [];
  const shape = newShape();
  outline(schemaAt(schema), { place: `${prefix} `, shape, items, above: [] });
  return { items, shape };
}

function newShape(): Shape {
  return { properties: new Map() };
}

interface Outline {
  readonly place: string;
  readonly shape: Shape;
  readonly items: Item[];
  /** The schemas on the way here. */
  readonly above: readonly Schema[];
}

// A schema that contains itself is followed once: what is below it is documented already.
function outline(raw: Schema, at: Outline): void {
  const { place, shape, items } = at;
  const schema = resolveSchema(raw);
  if (at.above.includes(schema)) return;
  const above = [...at.above, schema];
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    let property = shape.properties.get(name);
    if (!property) {
      property = { item: { name: `${place}/${name}`, exercised: false }, below: newShape() };
      shape.properties.set(name, property);
      items.push(property.item);
    }
    outline(child, { place: property.item.name, shape: property.below, items, above });
  }
  if (schema.items) {
    shape.items ??= newShape();
    outline(schema.items, { place: `${place}/*`, shape: shape.items, items, above });
  }
  for (const branches of [schema.allOf, schema.anyOf, schema.oneOf]) {
    for (const branch of branches ?? []) outline(branch, { ...at, above });
  }
}

function countParameters(
  operation: Operation,
  { parameters }: OperationCounter,
  { target, headers }: Pick<CoveredExchange, "target" | "headers">,
): void {
  for (const { name, in: place } of operation.parameters) {
    const item = parameters.get(name);
    if (!item || item.exercised) continue;
    if (place === "query") {
      const query = target.split("?").slice(1).join("?");
      item.exercised = new URLSearchParams(query).has(name);
    } else if (place === "header") {
      item.exercised = headerOf(headers, name.toLowerCase()) !== undefined;
    }
    // Without its path parameters a request would not belong to the operation.
    else item.exercised = place === "path";
  }
}

function read(
  content: Readonly<Record<string, DescribedBody>> = {},
  headers: HeaderList,
  bytes: Uint8Array | undefined,
): CoveredBody {
  const described = bodyFor(content, headerOf(headers, "content-type"));
  const parsed = described && bytes ? parseJsonBody(bytes) : undefined;
  return described && parsed?.ok ? { described, value: parsed.value } : {};
}

/** What is exercised with all that is below it is taken out of the shape, so that nobody looks for it again. */
function countValue({ properties, items }: Shape, value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    if (items) for (const item of value) countValue(items, item);
    return;
  }
  for (const [name, { item, below }] of properties) {
    if (!Object.hasOwn(value, name)) continue;
    item.exercised = true;
    countValue(below, (value as Record<string, unknown>)[name]);
    if (below.properties.size === 0 && !below.items) properties.delete(name);
  }
}

function statusKeyOf({ responses }: Operation, status: number): string | undefined {
  return [String(status), `${Math.floor(status / 100)}XX`, "default"].find((key) =>
    Object.hasOwn(responses, key),
  );
}

function summarize(items: readonly Item[]): CoverageOf {
  const missing = items.filter(({ exercised }) => !exercised).map(({ name }) => name);
  return { documented: items.length, exercised: items.length - missing.length, missing };
}
