/** The types of a call by its operation: what it takes, and what it resolves to. */
import type { operations } from "../../generated/schema.js";
import type { SuccessOf } from "./api-types.js";

type Get<T, Key> = Key extends keyof T ? T[Key] : never;

/** `T`, without what is not there. */
type Present<T> = NonNullable<T>;

/** A member that must be given where one of its own members is required. */
type Part<Name extends string, T> = [Present<T>] extends [never]
  ? { readonly [Key in Name]?: undefined }
  : Record<string, never> extends Present<T>
    ? { readonly [Key in Name]?: Present<T> | undefined }
    : { readonly [Key in Name]: Present<T> };

type Media<T> = T extends { content: infer Content } ? Content[keyof Content] : never;

type BodyPart<Operation> = Operation extends { requestBody: infer Body }
  ? { readonly body: Media<Body> }
  : [Media<Present<Get<Operation, "requestBody">>>] extends [never]
    ? { readonly body?: undefined }
    : { readonly body?: Media<Present<Get<Operation, "requestBody">>> | undefined };

type Parameter<Operation, Place extends string> = Get<Get<Operation, "parameters">, Place>;

/** What an operation takes, by its description; a test gives operations that are not described. */
export type InputOf<Operation> = Part<"path", Parameter<Operation, "path">> &
  Part<"query", Parameter<Operation, "query">> &
  Part<"headers", Parameter<Operation, "header">> &
  BodyPart<Operation>;

/** An argument that may be left out where nothing in it is required. */
export type Optional<T> = Record<string, never> extends T ? [T?] : [T];

/** The operationId of an operation of the description. */
export type CallableId = keyof operations;

/** What `client.call` takes for an operation: its parameters by place, and its body. */
export type CallInput<Id extends CallableId> = InputOf<operations[Id]>;

/** What `client.call` resolves to: the body of the documented success; `undefined` where it has none. */
export type CallOutput<Id extends CallableId> = SuccessOf<operations[Id]>;

/** Options of one call. */
export interface CallOptions {
  /** Ends the call with a {@link SolvAbortedError}, wherever it stands. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for this call; default the client's `timeoutMs`. */
  readonly timeoutMs?: number | undefined;
  /**
   * More headers for this call, such as a correlation id or `traceparent`; they go before the client's
   * own. Credentials and what frames the request are refused. The token call does not carry them.
   */
  readonly headers?: HeadersOption | undefined;
}

/** Headers by name, or a list of names and values, such as a `Headers`. */
export type HeadersOption =
  | Readonly<Record<string, string | undefined>>
  | Iterable<readonly [name: string, value: string]>;

/** The arguments of `client.call` behind the operationId. */
export type CallArguments<Id extends CallableId> =
  Record<string, never> extends CallInput<Id>
    ? [input?: CallInput<Id>, options?: CallOptions]
    : [input: CallInput<Id>, options?: CallOptions];

type PartIfAny<Name extends string, T> = [Present<T>] extends [never] ? unknown : Part<Name, T>;

/** The options of a cancel: also its query and header parameters, as soon as the description has any. */
export type CancelOptionsOf<Operation> = CallOptions &
  PartIfAny<"query", Parameter<Operation, "query">> &
  PartIfAny<"headers", Parameter<Operation, "header">>;
