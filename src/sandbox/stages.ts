/** How the conforming sandbox decides, from the route to the answer. */
import type {
  AccessToken,
  AccessTokenRequest,
  CancelExternalBookingRequest,
  operations as OperationTypes,
} from "../../generated/schema.js";
import { examplesAt } from "../description/document.js";
import {
  findOperation,
  type Operation,
  operations,
  pathParameters,
} from "../description/operations.js";
import { troublesOf, unauthorised } from "./authentication.js";
import type { Call, Decisions, Reply, Route, State, StoredBooking } from "./model.js";
import { asDocumented, refusal, success, successExamples } from "./reply.js";
import { cancelledStatus, describedScopes } from "./seed.js";
import { invalid, jsonOf, problemsOf } from "./validation.js";

/** The path parameter that names a booking. */
const BOOKING_ID =
  "external_booking_id" satisfies keyof OperationTypes["cancelExternalBooking"]["parameters"]["path"];

/** The stages of a sandbox without faults. */
export function conformingStages(world: State): Decisions {
  const status = cancelledStatus();
  return {
    route,
    notAllowed: (allow) =>
      refusal(405, "The method is not allowed here.", ["allow", allow.join(", ")]),
    validatesFirst: false,
    troubles: (call) => troublesOf(call, world),
    problems: problemsOf,
    idOf: ({ parameters: { [BOOKING_ID]: id } }) => id && decodeOnce(id),
    find: (id) => world.byId.get(id),
    samePlace,
    cancel: (stored) => {
      stored.cancelled += 1;
      stored.booking = { ...stored.booking, status };
      return stored.booking;
    },
    issueToken: (body) => issueToken(body as AccessTokenRequest, world),
  };
}

/** Answers a call stage by stage. */
export function answer(call: Call, stages: Decisions): Reply {
  const unauthorisedReply = () => {
    const [trouble] = stages.troubles(call);
    return trouble ? unauthorised(trouble) : undefined;
  };
  const invalidReply = () => {
    const problems = stages.problems(call);
    return problems.length > 0 ? invalid(problems) : undefined;
  };
  const refused = stages.validatesFirst
    ? (invalidReply() ?? unauthorisedReply())
    : (unauthorisedReply() ?? invalidReply());
  return asDocumented(call.operation, refused ?? handlerOf(call)(call, stages));
}

type Handler = (call: Call, stages: Decisions) => Reply;

// An operation without a handler of its own is validated, and then answered with its own example.
function handlerOf({ operation, parameters }: Call): Handler {
  if (operation.id === operations.createAccessToken.id) return createAccessToken;
  if (operation.id === operations.cancelExternalBooking.id) {
    return onBooking((stored, call, stages) => success(call.operation, stages.cancel(stored)));
  }
  const example = () =>
    knowsAll({ operation, parameters })
      ? success(operation, successExamples(operation)[0])
      : refusal(404, "There is nothing of this id.");
  return BOOKING_ID in parameters ? onBooking(example) : example;
}

/** Of what is no booking, only what the description has as an example of a path parameter exists. */
function knowsAll({ operation, parameters }: Pick<Call, "operation" | "parameters">): boolean {
  return operation.parameters.every(({ name, in: place, source }) => {
    if (place !== "path" || name === BOOKING_ID) return true;
    return [...examplesAt(source).values()].includes(decodeOnce(parameters[name] ?? ""));
  });
}

const createAccessToken: Handler = (call, stages) => stages.issueToken(jsonOf(call));

/** Answers a call for the booking that it names; with 404 when there is none. */
function onBooking(
  handler: (stored: StoredBooking, call: Call, stages: Decisions) => Reply,
): Handler {
  return (call, stages) => {
    const id = stages.idOf(call);
    const stored = id === undefined ? undefined : stages.find(id);
    // A booking at another location is as unknown as one that does not exist: no answer tells them apart.
    if (!stored || (asksForPlace(call) && !stages.samePlace(stored, jsonOf(call)))) {
      return refusal(404, "There is no such booking at this location.");
    }
    return handler(stored, call, stages);
  };
}

// An operation whose body is about something else cannot name the wrong place.
function asksForPlace({ operation: { requestBody } }: Call): boolean {
  const place = "external_location_id" satisfies keyof CancelExternalBookingRequest;
  return Object.values(requestBody?.content ?? {}).some(({ properties }) =>
    properties?.includes(place),
  );
}

function route(method: string, path: string): Route {
  const allow: string[] = [];
  const found = findOperation(method, path);
  for (const operation of found ? [found] : Object.values<Operation>(operations)) {
    const parameters = pathParameters(operation, path);
    // An empty segment is another path, not a parameter with an empty value.
    if (!parameters || Object.values(parameters).includes("")) continue;
    if (operation === found) return { operation, parameters };
    allow.push(operation.method);
  }
  return allow.length > 0 ? { allow } : undefined;
}

// RFC 3986 §2.4: decoded once and only once. What cannot be decoded names no booking.
function decodeOnce(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function samePlace(stored: StoredBooking, body: unknown): boolean {
  const asked = body as CancelExternalBookingRequest;
  return (
    asked.external_location_id === stored.external_location_id &&
    asked.service_id === stored.service_id
  );
}

function issueToken(asked: AccessTokenRequest, { credentials, tokens }: State): Reply {
  const known =
    asked.client_id === credentials.clientId && asked.client_secret === credentials.clientSecret;
  if (!known) return unauthorised("wrong_key");
  const scopes = asked.scope.split(",").map((scope) => scope.trim());
  const forBookings = describedScopes().some((scope) => scopes.includes(scope));
  const examples = successExamples(operations.createAccessToken) as readonly AccessToken[];
  const example = (forBookings ? examples[0] : examples.at(-1)) as AccessToken;
  const seconds = example.expires_in;
  const token = `${credentials.accessToken}-${tokens.size}`;
  const expiresAt = Date.now() + (seconds ?? Number.POSITIVE_INFINITY) * 1000;
  tokens.set(token, { scopes, expiresAt });
  const answered: AccessToken = {
    ...example,
    access_token: token,
    grant_type: asked.grant_type,
    ...(seconds === undefined ? {} : { expiration_timestamp: new Date(expiresAt).toISOString() }),
  };
  return success(operations.createAccessToken, answered);
}
