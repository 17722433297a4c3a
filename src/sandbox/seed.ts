/** The invented credentials and bookings with which a sandbox starts. */
import type { Booking } from "../../generated/schema.js";
import { examplesAt, schemaAt, valuesShownAt, wholeSchema } from "../description/document.js";
import {
  type DescribedBody,
  type DescribedParameter,
  operations,
} from "../description/operations.js";
import { readParameter } from "../description/parameters.js";
import { bookingParameter, idFrom } from "./ids.js";
import type { SandboxCredentials, State, StoredBooking } from "./model.js";
import { successBody, successExamples } from "./reply.js";

const CREDENTIALS: SandboxCredentials = {
  clientId: "sample-client",
  clientSecret: "sample-secret",
  accessToken: "sample-access-token",
  unscopedAccessToken: "sample-unscoped-access-token",
  expiredAccessToken: "sample-expired-access-token",
};

/** Ids that have gone wrong somewhere before: each is a legal string. */
const UNUSUAL_IDS = [
  "sample booking 3",
  "süß-予約-4",
  "100%",
  "sample%2e%2f6",
  "Sample-Mixed-CASE-7",
  "sample+plus&and=equals?8#",
  "sample-booking-9",
];

/** How a booking stands before it is cancelled, where no list of values is documented. */
const STATUS_BEFORE = "booked";

/** Every scope that an operation of the description asks for. */
export function describedScopes(): readonly string[] {
  const credentials = Object.values(operations).flatMap(({ security }) => security.flat());
  return [...new Set(credentials.flatMap(({ scopes }) => scopes))];
}

/** A fresh world with `count` bookings, and at least as many as there are kinds of id. */
export function createWorld(elsewhere: string, count = 0): State {
  const scopes = describedScopes();
  const bookings = createBookings(count);
  return {
    credentials: CREDENTIALS,
    elsewhere,
    bookings,
    byId: new Map(bookings.map((booking) => [keyOf(booking), booking])),
    tokens: new Map([
      [CREDENTIALS.accessToken, { scopes, expiresAt: Number.POSITIVE_INFINITY }],
      [CREDENTIALS.unscopedAccessToken, { scopes: [], expiresAt: Number.POSITIVE_INFINITY }],
      [CREDENTIALS.expiredAccessToken, { scopes, expiresAt: 0 }],
    ]),
  };
}

/** As a path names it. */
function keyOf({ external_booking_id: id }: StoredBooking): string {
  return idFrom(bookingParameter, encodeURIComponent(id)) ?? id;
}

function createBookings(count: number): StoredBooking[] {
  const { requestBody } = operations.cancelExternalBooking;
  const ids = seededIds(bookingParameter, count);
  const [request] = examplesAt(`${requestBody?.source}/content/application~1json`).values();
  const place = request as Pick<StoredBooking, "external_location_id" | "service_id">;
  const { external_location_id: first } = place;
  const [body] = Object.values(requestBody?.content ?? {});
  const second = memberFor(body, place, ["external_location_id", `${first}-b`]);
  const examples = successExamples(operations.cancelExternalBooking) as readonly Booking[];
  const answer = successBody(operations.cancelExternalBooking);
  const before = memberFor(answer, examples[0], ["status", STATUS_BEFORE]) as Booking["status"];
  return ids.map((id, index) => {
    const example = examples[index % examples.length] as Booking;
    return {
      external_booking_id: id,
      // Two locations, so that one booking's location is wrong for the next.
      external_location_id: index % 2 === 0 ? first : (second as typeof first),
      service_id: place.service_id,
      booking: {
        ...example,
        id: example.id - (index % examples.length) + index,
        last_name: `${example.last_name}-${index + 1}`,
        status: before,
      },
      cancelled: 0,
      requests: 0,
    };
  });
}

/**
 * A value for a member that the example does not have: the wished one where the description allows it,
 * else one that the description lists, else the example's own.
 */
function memberFor(
  body: DescribedBody | undefined,
  example: object | undefined,
  [name, wish]: readonly [name: string, wish: string],
): unknown {
  const own: unknown = example && Object.entries(example).find(([key]) => key === name)?.[1];
  const { properties = {} } = wholeSchema(schemaAt(body?.schema ?? "#"));
  const { enum: listed = [] } = wholeSchema(properties[name] ?? {});
  const others = [wish, ...listed].filter((value) => value !== own);
  return others.find((value) => body?.validate({ ...example, [name]: value })) ?? own;
}

/** Ids that are legal for their kind: the documented ones, unusual ones, and as many more as are asked for. */
export function seededIds(parameter: DescribedParameter, count: number): string[] {
  const documented = valuesShownAt(parameter.source).map(String);
  const isLegal = (id: string) => {
    const read = readParameter(parameter, [encodeURIComponent(id)]);
    return read !== undefined && parameter.validate(read.value);
  };
  const ids = [...new Set([...documented, ...UNUSUAL_IDS])].filter(isLegal);
  const forms = [
    (position: number) => `sample-booking-${position}`,
    (position: number) => String(position),
    (position: number) => `00000000-0000-4000-8000-${String(position).padStart(12, "0")}`,
  ];
  const form = forms.find((each) => isLegal(each(count)));
  // Where the description leaves no room, there are only those that it shows.
  for (let position = ids.length + 1; form && ids.length < count; position++) {
    if (!ids.includes(form(position)) && isLegal(form(position))) ids.push(form(position));
  }
  return ids;
}

/** The status word of a cancelled booking, as the description's examples show it. */
export function cancelledStatus(): Booking["status"] {
  const [example] = successExamples(operations.cancelExternalBooking) as readonly [Booking];
  return example.status;
}
