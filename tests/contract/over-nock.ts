/** Lets nock answer the client: one call of any operation, and what of it was on the wire. */
import { afterAll } from "@jest/globals";
import nock from "nock";
import type { Operation } from "../../src/description/operations.js";
import type { HeaderList } from "../../src/http/wire.js";
import { createSolvClient, type SolvError } from "../../src/index.node.js";
import { bookingId, errorOf, minimalBody } from "../client/support.js";
import { answerByNockOnly } from "../testing/only-nock.js";
import type { Input } from "./described.js";

export const baseUrl = "https://partner-api.example";
export const clientId = "sample-client";
export const accessToken = "sample-access-token";
export const json = { "content-type": "application/json" };

export const client = createSolvClient({ baseUrl, clientId, accessToken, maxRetries: 0 });

answerByNockOnly();
afterAll(() => client.close());

/** What stood on the wire. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  readonly headers: HeaderList;
  /** The JSON value; `undefined` where there was no body. */
  readonly body: unknown;
}

/** Calls an operation, whichever it is: its types are those of the description as it is now. */
export function call({ id }: Operation, input: Input): Promise<unknown> {
  const { call } = client as unknown as {
    call(operationId: string, input: Input): Promise<unknown>;
  };
  return call(id, input);
}

/** Calls an operation, which nock answers. */
export async function calling(
  operation: Operation,
  input: Input,
  { status, headers, value }: { status: number; headers: Record<string, string>; value: unknown },
): Promise<{ readonly value?: unknown; readonly error?: SolvError; readonly sent: Sent }> {
  const sent: Sent[] = [];
  nock(baseUrl)
    .intercept(() => true, operation.method)
    .reply(function answer(uri, body) {
      const { pathname, search } = new URL(uri, baseUrl);
      const own = Object.entries(this.req.headers).map(([name, value]) => [name, String(value)]);
      sent.push({
        method: operation.method,
        path: pathname,
        query: search.slice(1),
        headers: own as unknown as HeaderList,
        body: body === "" ? undefined : body,
      });
      const text = value === undefined ? "" : JSON.stringify(value);
      return [status, text, headers];
    });
  const end: { readonly value?: unknown; readonly error?: SolvError } = await call(
    operation,
    input,
  ).then(
    (value) => ({ value }),
    async (reason: unknown) => ({ error: await errorOf(Promise.reject(reason)) }),
  );
  const [first] = sent;
  if (!first) throw end.error ?? new Error("Nothing was sent.");
  return { ...end, sent: first };
}

/** Answers the one cancel that is expected. */
export function answering(
  status: number,
  body: string | Buffer | object,
  headers: Record<string, string> = json,
): nock.Scope {
  return nock(baseUrl)
    .delete(`/v1/partner/external_bookings/${bookingId}`, { ...minimalBody })
    .reply(status, body as nock.Body, headers);
}
