/** What compiles and what does not, on both surfaces; checked by `tsc`, never run. */

import type createFetchClient from "openapi-fetch";
import type { FetchResponse, MaybeOptionalInit } from "openapi-fetch";
import type { HTTPValidationError, paths } from "../../generated/schema.js";
import type { SuccessOf } from "../../src/client/api-types.js";
import type { CancelOptionsOf, InputOf } from "../../src/client/call-types.js";
import {
  type ApiClient,
  type Booking,
  createSolvClient,
  type Outcome,
  SolvError,
  type SolvErrorCode,
  SolvNetworkError,
  SolvNotFoundError,
  SolvRateLimitError,
  SolvValidationError,
} from "../../src/index.node.js";

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_T extends true>() => undefined;

const path = "/v1/partner/external_bookings/{external_booking_id}";
const body = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
const params = { path: { external_booking_id: "ehr-booking-0001" } };

export async function highLevel(error: unknown): Promise<void> {
  const client = createSolvClient({ environment: "staging", clientId: "c", accessToken: "t" });
  const booking = await client.cancelExternalBooking("ehr-booking-0001", body);
  holds<Equal<typeof booking, Booking>>();
  // @ts-expect-error service_id is missing
  await client.cancelExternalBooking("a", { external_location_id: "a" });
  // @ts-expect-error cancelation_reason is misspelt
  await client.cancelExternalBooking("a", { ...body, cancelation_reason: "a" });
  // @ts-expect-error an id is a string
  await client.cancelExternalBooking(7, body);
  // @ts-expect-error the answer has no such property
  booking.external_booking_id;
  // @ts-expect-error there is no such option
  await client.cancelExternalBooking("a", body, { timeout: 7 });

  if (error instanceof SolvValidationError) holds<Equal<typeof error.code, "validation">>();
  if (error instanceof SolvNotFoundError) holds<Equal<typeof error.outcome, Outcome>>();
  if (error instanceof SolvRateLimitError)
    holds<Equal<typeof error.retryAfter, number | undefined>>();
  if (error instanceof SolvError) holds<Equal<typeof error.code, SolvErrorCode>>();
  if (error instanceof SolvError) holds<Equal<typeof error.retryable, boolean>>();
  // @ts-expect-error no such network failure
  if (error instanceof SolvNetworkError && error.code === "rate_limit") return;
}

export async function anyOperation(): Promise<void> {
  const client = createSolvClient({ environment: "staging", clientId: "c", accessToken: "t" });
  const booking = await client.call("cancelExternalBooking", { ...params, body });
  holds<Equal<typeof booking, Booking>>();
  await client.call("cancelExternalBooking", { ...params, body }, { timeoutMs: 7 });
  // @ts-expect-error no such operation
  await client.call("cancelExternalBookings", { ...params, body });
  // @ts-expect-error the body is missing
  await client.call("cancelExternalBooking", params);
  // @ts-expect-error the parameters are missing
  await client.call("cancelExternalBooking", { body });
  // @ts-expect-error everything is missing
  await client.call("cancelExternalBooking");
  // @ts-expect-error the operation has no query
  await client.call("cancelExternalBooking", { ...params, body, query: { a: 1 } });
  await client[Symbol.asyncDispose]();
  const headers = new Headers();
  await client.cancelExternalBooking("a", body, { headers });
  await client.cancelExternalBooking("a", body, { headers: { a: "b", c: undefined } });
}

/** Operations that the description may get, as openapi-typescript writes them. */
interface Added {
  list: {
    parameters: { query?: { limit?: number; kind?: "open" | "closed" }; path?: never };
    requestBody?: never;
    responses: { "2XX": { content: { "application/json": string[] } }; default: Failure };
  };
  remove: {
    parameters: { path: { id: number }; header: { "X-Reason": string }; query: { why: string } };
    requestBody?: { content: { "application/json": { a: 1 } } };
    responses: { 204: { content?: never }; 404: Failure };
  };
  several: {
    parameters: { query?: never };
    responses: { 207: { content: { "application/json": 207 } }; "4XX": Failure };
  };
  any: { parameters: { query?: never }; responses: { default: Failure } };
}
interface Failure {
  content: { "application/json": { fault: string } };
}
interface AddedPaths {
  "/list": {
    get: Added["list"];
    delete: Added["remove"];
    put: Added["several"];
    post: Added["any"];
  };
}

export async function added(
  client: ApiClient<AddedPaths>,
  bare: ReturnType<typeof createFetchClient<AddedPaths>>,
) {
  holds<Equal<SuccessOf<Added["list"]>, string[]>>();
  holds<Equal<SuccessOf<Added["remove"]>, undefined>>();
  holds<Equal<SuccessOf<Added["several"]>, 207>>();
  holds<Equal<SuccessOf<Added["any"]>, { fault: string }>>();
  holds<Equal<Arguments<InputOf<Added["list"]>>, 0>>();
  holds<Equal<Arguments<InputOf<Added["remove"]>>, 1>>();
  const list = { query: { kind: "open" } } as const satisfies InputOf<Added["list"]>;
  // @ts-expect-error a required header is missing
  ({ path: { id: 7 }, query: { why: "a" } }) satisfies InputOf<Added["remove"]>;
  // A parameter that is required of a cancel is required in its options.
  const options = { query: { why: "a" }, headers: { "X-Reason": "a", traceparent: "b" } };
  options satisfies CancelOptionsOf<Added["remove"]>;
  // @ts-expect-error the required header is missing
  ({ query: options.query, headers: {} }) satisfies CancelOptionsOf<Added["remove"]>;
  // @ts-expect-error the required query is missing
  ({ headers: options.headers }) satisfies CancelOptionsOf<Added["remove"]>;
  holds<Equal<Arguments<CancelOptionsOf<Added["remove"]>>, 1>>();
  holds<Equal<Arguments<CancelOptionsOf<Added["list"]>>, 0>>();

  const ours = [
    await client.GET("/list"),
    await client.PUT("/list"),
    await client.GET("/list", { params: list }),
  ] as const;
  const theirs = [
    await bare.GET("/list"),
    await bare.PUT("/list"),
    await bare.GET("/list", { params: list }),
  ] as const;
  holds<Equal<NonNullable<(typeof ours)[0]["data"]>, NonNullable<(typeof theirs)[0]["data"]>>>();
  holds<Equal<NonNullable<(typeof ours)[0]["error"]>, NonNullable<(typeof theirs)[0]["error"]>>>();
  holds<Equal<NonNullable<(typeof ours)[1]["data"]>, NonNullable<(typeof theirs)[1]["data"]>>>();
  holds<Equal<NonNullable<(typeof ours)[1]["error"]>, NonNullable<(typeof theirs)[1]["error"]>>>();
  // @ts-expect-error its parameters are required
  await client.DELETE("/list");
}

/** How many arguments a call needs. */
type Arguments<T> = Record<string, never> extends T ? 0 : 1;

export function options(): void {
  const rest = { clientId: "c", accessToken: "t" };
  createSolvClient({ ...rest, baseUrl: new URL("https://a.example") });
  createSolvClient({ environment: "production", clientId: "c", clientSecret: "s", grantType: "g" });
  // Whatever is left out may be undefined as well.
  createSolvClient({
    ...rest,
    environment: "staging",
    baseUrl: undefined,
    clientSecret: undefined,
    grantType: undefined,
    scope: undefined,
    headers: undefined,
    fetch: undefined,
    agent: undefined,
    timeoutMs: undefined,
    maxRetries: undefined,
    maxBodyBytes: undefined,
    retryUnknownOutcome: undefined,
    onContractViolation: undefined,
    onRequest: undefined,
    onResponse: undefined,
    onFinding: undefined,
  });
  // @ts-expect-error no such environment
  createSolvClient({ ...rest, environment: "test" });
  // @ts-expect-error one of the two
  createSolvClient({ ...rest, environment: "staging", baseUrl: "https://a.example" });
  // @ts-expect-error one of the two
  createSolvClient({ ...rest, environment: "staging", clientSecret: "s" });
  // @ts-expect-error where to?
  createSolvClient(rest);
}

export async function api(client: ApiClient<paths>): Promise<void> {
  const result = await client.DELETE(path, { params, body });
  if (result.data) holds<Equal<typeof result.data, Booking>>();
  else holds<Equal<typeof result.error, HTTPValidationError>>();
  holds<Equal<typeof result.response, Response>>();
  // @ts-expect-error another path
  await client.DELETE("/v1/partner/no_such_bookings", { params, body });
  // @ts-expect-error the body is missing
  await client.DELETE(path, { params });
  // @ts-expect-error the parameters are missing
  await client.DELETE(path, { body });
  // @ts-expect-error everything is missing
  await client.DELETE(path);
  // @ts-expect-error a required property is missing
  await client.DELETE(path, { params, body: { service_id: "a" } });
  // @ts-expect-error a parameter that is not described
  await client.DELETE(path, { params: { ...params, query: { a: "b" } }, body });
}

/** The two calls alone, whatever else is described. */
interface TwoCalls {
  [path]: Pick<paths[typeof path], "delete">;
  "/v1/auth/token": Pick<paths["/v1/auth/token"], "post">;
}
export async function methods(client: ApiClient<TwoCalls>): Promise<void> {
  // @ts-expect-error another method for the path
  await client.POST(path, { params, body });
  // @ts-expect-error no operation has this method
  client.GET;
}

// Ours and openapi-fetch's agree: what one takes and gives, the other does.
type Bare = ReturnType<typeof createFetchClient<paths>>;
type Cancel = paths[typeof path]["delete"];
type Theirs = FetchResponse<Cancel, object, `${string}/${string}`>;
type Ours = Awaited<ReturnType<typeof ours>>;
const ours = (client: ApiClient<paths>) => client.DELETE(path, { params, body });

holds<Equal<NonNullable<Ours["data"]>, NonNullable<Theirs["data"]>>>();
holds<Equal<NonNullable<Ours["error"]>, NonNullable<Theirs["error"]>>>();
type OurInit =
  Parameters<typeof ours>[0] extends ApiClient<paths>
    ? NonNullable<Parameters<ApiClient<paths>["DELETE"]>[1]>
    : never;
// Theirs takes no `undefined` in the place of an option that is left out.
type Defined<T> = {
  [Key in keyof T]: Key extends "headers" | "signal" ? Exclude<T[Key], undefined> : T[Key];
};
export const acceptedByTheirs = (bare: Bare, init: Defined<OurInit>) =>
  bare.DELETE(path, init satisfies MaybeOptionalInit<paths[typeof path], "delete">);
holds<Equal<keyof ApiClient<TwoCalls> & keyof Bare, "POST" | "DELETE" | "use" | "eject">>();
