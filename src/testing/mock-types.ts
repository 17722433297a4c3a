/** Says what a mock takes: the parts of nock that are used, and options typed by the operation. */
import type { Booking, operations as OperationTypes } from "../../generated/schema.js";
import type { OperationId } from "../description/operations.js";

/** What nock's reply functions may return. */
export type MockReply = [status: number, body: string, headers: Record<string, string>];

/** The part of nock's Interceptor that is used; nock itself is only a type here, and the caller's. */
export interface NockInterceptor<Scope> {
  matchHeader?(name: string, value: string): unknown;
  /** The function gets the target and the body (nock 13 and 14), or one Request (nock 15). */
  reply(
    answer: (
      this: { readonly req: { readonly headers: Record<string, unknown> } },
      ...given: unknown[]
    ) => Promise<MockReply>,
  ): Scope;
}

/** The part of nock's Scope that is used. */
export interface NockScope<Scope = unknown> {
  /** The path of its base URL, without a slash at the end. nock has it, though its types do not. */
  readonly basePathname?: string;
  intercept(uri: (uri: string) => boolean, method: string): NockInterceptor<Scope>;
}

/** An answer that the description does not have, and a server plausibly gives. */
export interface UndocumentedAnswer {
  /** From 200 to 599. */
  readonly status: number;
  /** Text as it is, or a value that is sent as its JSON. Absent: an empty body. */
  readonly body?: unknown;
  /** Such as `retry-after`; `content-type` is JSON for a value, unless it stands here. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Which answer is given. */
export interface MockAnswerOptions {
  /** A documented status to answer valid requests with. Default the documented success. */
  readonly status?: number | undefined;
  /** The name of the example to answer with. Default the first one of the status. */
  readonly example?: string | undefined;
  /** Answers otherwise than documented; not together with what else makes an answer. */
  readonly undocumented?: UndocumentedAnswer | undefined;
}

type Get<T, Key> = Key extends keyof T ? NonNullable<T[Key]> : never;
type Values<T> = [T] extends [never] ? never : { readonly [Key in keyof T]?: T[Key] | undefined };
type Place<Id extends OperationId, Name extends string> = Values<
  Get<OperationTypes[Id]["parameters"], Name>
>;

type Content<Answer> = Answer extends { content: infer Bodies } ? Bodies[keyof Bodies] : never;
type Responses<Id extends OperationId> = OperationTypes[Id]["responses"];
type AnswerBody<Id extends OperationId> = Content<Responses<Id>[keyof Responses<Id>]>;
type Changes<Body> = Body extends readonly unknown[] ? Body : Partial<Body>;

/** Which calls of an operation are answered, and with what. */
export interface MockOperationOptions<Id extends OperationId> extends MockAnswerOptions {
  /** Path parameters that the call has to have; any values when absent. Another call is not intercepted. */
  readonly path?: Place<Id, "path"> | undefined;
  /** The same of query parameters. */
  readonly query?: Place<Id, "query"> | undefined;
  /** The same of header parameters. */
  readonly headers?: Place<Id, "header"> | undefined;
  /** What a test wants the answer to hold instead of the example; it has to stay within the description. */
  readonly body?: Changes<AnswerBody<Id>> | undefined;
}

/** Which cancel is answered, and with what. */
export interface MockOptions extends MockAnswerOptions {
  /** The booking that may be cancelled; any when absent. Another one is not intercepted. */
  readonly externalBookingId?: string | undefined;
  /** What a test wants the booking to hold instead; it has to stay within the description. */
  readonly booking?: Partial<Booking> | undefined;
}

/** What brings nock along instead of a scope. */
export interface NockOptions<Scope extends NockScope<Scope>> {
  /** nock itself, version 13, 14 or 15: `import nock from "nock"`. */
  readonly nock: (origin: string) => Scope;
  /** The server to stand in for, a gateway with its path. Default the production server described. */
  readonly baseUrl?: string | undefined;
}

/** Options of the cancel's mock that bring nock along instead of a scope. */
export type MockWithNock<Scope extends NockScope<Scope>> = MockOptions & NockOptions<Scope>;

/** The same whatever the operation: values of parameters by place and name. */
export interface ParameterValues {
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
}
