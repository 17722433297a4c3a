/** Reads what each operation of the description takes and answers, with its own examples: the contract's cases. */
import { examplesAt, nodeAt, type Schema, schemaAt } from "../../src/description/document.js";
import {
  type DescribedBody,
  type DescribedParameter,
  type DescribedResponse,
  type Operation,
  operations,
} from "../../src/description/operations.js";
import { contentPointer } from "../../src/description/pointer.js";

/** Every operation, by its id. */
export const described = Object.entries<Operation>(operations);

/** What `client.call` takes. */
export interface Input {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** A call of each named example of the request body, with the examples of the parameters. */
export function callsOf(operation: Operation): [name: string, input: Input][] {
  const { requestBody } = operation;
  const input = {
    path: samplesOf(operation, "path"),
    query: samplesOf(operation, "query"),
    headers: samplesOf(operation, "header"),
  };
  if (!requestBody) return [["without a body", input]];
  return bodiesOf(requestBody).map(([name, , body]) => [name, { ...input, body }]);
}

/** A call that says everything that has to be said. */
export function callOf(operation: Operation): Input {
  const [[, input] = []] = callsOf(operation);
  if (!input) throw new Error(`${operation.id} has no example of its request body.`);
  return input;
}

/** An answer that is documented. */
export interface Documented {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` where it has no body. */
  readonly value: unknown;
  readonly schema: string | undefined;
  readonly validate: DescribedBody["validate"] | undefined;
}

/** The documented answers, one for each named example: `4XX` stands for 400, `default` for 500. */
export function answersOf({ responses }: Operation): [name: string, answer: Documented][] {
  return Object.entries(responses).flatMap(([key, response]): [string, Documented][] => {
    const status = key === "default" ? 500 : Number(key.replace("XX", "00"));
    const headers = headersOf(response);
    const bodies = bodiesOf(response);
    if (bodies.length === 0) {
      const none = { value: undefined, schema: undefined, validate: undefined };
      return [[`${key} without a body`, { status, headers, ...none }]];
    }
    return bodies.map(([name, mediaType, value, { schema, validate }]) => {
      const all = { ...headers, "content-type": mediaType };
      return [`${key} ${name}`, { status, headers: all, value, schema, validate }];
    });
  });
}

/** One answer, the first example, of each schema with a status: all its examples depart in the same ways. */
export function schemasAnswered(operation: Operation): [name: string, answer: Documented][] {
  return answersOf(operation).filter(
    ([, { status, schema }], at, all) =>
      all.findIndex(([, other]) => other.status === status && other.schema === schema) === at,
  );
}

/** A value with one departure from its schema. */
type Departure = readonly [name: string, value: object, pointer: string];

/** Departures of an object: each required member left out, each member null and of another kind. */
export function departuresOf({ value, schema, validate }: Documented): Departure[] {
  if (!schema || !validate || typeof value !== "object" || value === null) return [];
  const { properties = {}, required = [] }: Schema = schemaAt(schema);
  const removed = required.map((name): Departure => {
    const { [name]: _, ...rest } = value as Record<string, unknown>;
    return [`without ${name}`, rest, `/${name}`];
  });
  // Which kinds a schema tells apart is its validator's to know; here it is asked, not tried.
  const others = [null, 7, "7"];
  const changed = Object.keys(properties).flatMap((name) =>
    others.map((other): Departure => {
      const changed = { ...value, [name]: other };
      return [`with ${name} as ${JSON.stringify(other)}`, changed, `/${name}`];
    }),
  );
  // What another kind happens to be allowed to be is no departure.
  return [...removed, ...changed].filter(([, departed]) => !validate(departed));
}

function bodiesOf(place: {
  readonly source: string;
  readonly content: DescribedResponse["content"];
}): [name: string, mediaType: string, value: unknown, body: DescribedBody][] {
  return Object.entries(place.content).flatMap(([mediaType, body]) =>
    [...examplesAt(contentPointer(place.source, mediaType))].map(
      ([name, value]): [string, string, unknown, DescribedBody] => [name, mediaType, value, body],
    ),
  );
}

function headersOf({ headers }: DescribedResponse): Record<string, string> {
  const required = headers.filter((header) => header.required);
  return Object.fromEntries(required.map((header) => [header.name, String(sampleOf(header))]));
}

function samplesOf({ parameters }: Operation, place: string): Record<string, unknown> {
  const own = parameters.filter((each) => each.in === place && each.required);
  return Object.fromEntries(own.map((parameter) => [parameter.name, sampleOf(parameter)]));
}

/** The description's own example of a parameter, or what its schema allows. */
function sampleOf({ name, source, schema, validate }: DescribedParameter): unknown {
  const { example, examples = {} } = (nodeAt(source) ?? {}) as {
    example?: unknown;
    examples?: Record<string, { value?: unknown }>;
  };
  const { default: usual, enum: allowed = [], examples: more = [] } = schemaAt(schema);
  const named = Object.values(examples).map(({ value }) => value);
  const tried = [example, ...named, ...more, usual, ...allowed, "sample-1", 1, true, ["sample"]];
  const found = tried.find((value) => value !== undefined && validate(value));
  if (found === undefined) throw new Error(`Give the parameter ${name} an example.`);
  return found;
}
