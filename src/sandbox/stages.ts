/** How the conforming sandbox decides, from the route to the answer. */
import type { AccessTokenRequest, CancelExternalBookingRequest } from "../../generated/schema.js";
import {
  findOperation,
  type Operation,
  operations,
  pathParameters,
} from "../description/operations.js";
import { troublesOf, unauthorised } from "./authentication.js";
import { bookingIdOf, bookingParameter, idFrom, isShown, otherParameters } from "./ids.js";
import type { Call, Decisions, Reply, Route, State, StoredBooking } from "./model.js";
import { asDocumented, exampleReply, isSuccessBody, refusal, success } from "./reply.js";
import { cancelledStatus } from "./seed.js";
import { issueToken } from "./token.js";
import { invalid, jsonOf, problemsOf } from "./validation.js";

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
    idOf: bookingIdOf,
    find: (id) => world.byId.get(id),
    bookings: world.bookings,
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

// An operation without a handler of its own is validated, and changes nothing.
function handlerOf({ operation, parameters }: Call): Handler {
  if (operation.id === operations.createAccessToken.id) return createAccessToken;
  if (operation.id === operations.cancelExternalBooking.id) {
    return onBooking((stored, call, stages) => success(call.operation, stages.cancel(stored)));
  }
  return bookingParameter.name in parameters ? onBooking(readBooking) : onOther;
}

/** The booking, where the operation answers with one. */
const readBooking = ({ booking }: StoredBooking, { operation, parameters }: Call): Reply => {
  if (!knowsOthers({ operation, parameters })) return unknown();
  return isSuccessBody(operation, booking) ? success(operation, booking) : exampleReply(operation);
};

const onOther: Handler = ({ operation, parameters }, { bookings }) => {
  const [parameter, ...others] = otherParameters(operation);
  if (parameter && others.length === 0) {
    const id = idFrom(parameter, parameters[parameter.name] ?? "");
    const ids = ({ external_booking_id, booking }: StoredBooking) => [
      external_booking_id,
      String(booking.id),
    ];
    const stored = bookings.find((each) => id !== undefined && ids(each).includes(id));
    if (stored && isSuccessBody(operation, stored.booking))
      return success(operation, stored.booking);
  }
  return knowsOthers({ operation, parameters }) ? exampleReply(operation) : unknown();
};

/** Of what is no booking, only what the description shows as a path parameter exists. */
function knowsOthers({ operation, parameters }: Pick<Call, "operation" | "parameters">): boolean {
  return otherParameters(operation).every((parameter) =>
    isShown(parameter, parameters[parameter.name] ?? ""),
  );
}

function unknown(): Reply {
  return refusal(404, "There is nothing of this id.");
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

function samePlace(stored: StoredBooking, body: unknown): boolean {
  const asked = body as CancelExternalBookingRequest;
  return (
    asked.external_location_id === stored.external_location_id &&
    asked.service_id === stored.service_id
  );
}
