/** The type of `client.api`: openapi-fetch's client over the generated `paths`, without its types. */

type Methods = "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace";

/** The paths that have an operation with a method. */
type PathsWith<Paths, Method extends Methods> = {
  [Path in keyof Paths]: Paths[Path] extends { readonly [M in Method]: object } ? Path : never;
}[keyof Paths];

type Get<T, Key> = Key extends keyof T ? T[Key] : never;

type Content<T> = T extends { content: infer Media } ? Media[keyof Media] : undefined;

/** The statuses of success among those that are documented: 200 to 299, and `2XX`. */
type Succeeded<Status> = Status extends string | number
  ? `${Status}` extends `2${string}`
    ? Status
    : never
  : never;

/** Where no success is documented, `default` stands for it as well. */
type DataOf<Responses> = [Succeeded<keyof Responses>] extends [never]
  ? Content<Get<Responses, "default">>
  : Content<Responses[Succeeded<keyof Responses>]>;
type ErrorOf<Responses> = Content<Responses[Exclude<keyof Responses, Succeeded<keyof Responses>>]>;

/** The body of an operation's documented success; `undefined` where it has none. */
export type SuccessOf<Operation> = DataOf<Get<Operation, "responses">>;

/** Leaves out what is `never` or `undefined` in a path item. */
type Given<T> = { [Key in keyof T as NonNullable<T[Key]> extends never ? never : Key]: T[Key] };

type Params<Operation> = Given<Get<Operation, "parameters">>;

/** What one call takes besides its path: parameters, body, and what `fetch` itself knows. */
export type ApiInit<Operation> = ([keyof Params<Operation>] extends [never]
  ? { readonly params?: never }
  : Record<string, never> extends Params<Operation>
    ? { readonly params?: Params<Operation> | undefined }
    : { readonly params: Params<Operation> }) &
  (Operation extends { requestBody: infer Body }
    ? { readonly body: Content<Body> }
    : Operation extends { requestBody?: infer Body }
      ? { readonly body?: Content<NonNullable<Body>> }
      : { readonly body?: never }) & {
    /** More headers; the client's own cannot be replaced. */
    readonly headers?: Record<string, string> | undefined;
    readonly signal?: AbortSignal | undefined;
  };

/**
 * What a call resolves to: `data` for a documented success, `error` otherwise. Decide on
 * `response.status`: an undocumented failure's `error` can be anything, or empty.
 */
export type ApiResult<Operation> =
  | {
      readonly data: SuccessOf<Operation>;
      readonly error?: never;
      readonly response: Response;
    }
  | {
      readonly data?: never;
      readonly error: ErrorOf<Get<Operation, "responses">>;
      readonly response: Response;
    };

type Arguments<Init> = Record<string, never> extends Init ? [init?: Init] : [init: Init];

type Call<Paths, Method extends Methods> = <Path extends PathsWith<Paths, Method>>(
  path: Path,
  ...init: Arguments<ApiInit<Get<Paths[Path], Method>>>
) => Promise<ApiResult<Get<Paths[Path], Method>>>;

/** A middleware of openapi-fetch, as far as it can be described without its types. */
export interface ApiMiddleware {
  onRequest?(options: {
    readonly request: Request;
    readonly schemaPath: string;
  }): Request | Response | undefined | Promise<Request | Response | undefined>;
  onResponse?(options: {
    readonly request: Request;
    readonly response: Response;
    readonly schemaPath: string;
  }): Response | undefined | Promise<Response | undefined>;
}

/** openapi-fetch's client over `Paths`: one function for each method in use. */
export type ApiClient<Paths> = {
  readonly [Method in Methods as PathsWith<Paths, Method> extends never
    ? never
    : Uppercase<Method>]: Call<Paths, Method>;
} & {
  /** Registers middleware for calls through `api`. */
  use(...middleware: ApiMiddleware[]): void;
  /** Removes middleware. */
  eject(...middleware: ApiMiddleware[]): void;
};
