/** What the judge reads: a request, an answer, and what it may look up in the whole description. */
import type { HeaderList } from "../http/wire.js";

/** A request as the judge reads it. Of what is `null` nothing is known, and nothing is judged. */
export interface JudgedRequest {
  readonly method: string;
  /** The path without query, still percent-encoded. */
  readonly path: string;
  /** What follows the question mark, without it. Absent, no query parameter is judged. */
  readonly query?: string | undefined;
  readonly headers: HeaderList | null;
  /** As bytes, or as the text that they are; absent where none was sent. */
  readonly body?: Uint8Array | string | null | undefined;
}

/** The part of a request that is not the same each time. */
export interface JudgedContent extends Pick<JudgedRequest, "query" | "headers" | "body"> {
  /** As in a whole request. Absent, no path parameter is judged. */
  readonly path?: string | undefined;
}

/** An answer as the judge reads it, its content coding undone. Of what is `null` nothing is judged. */
export interface JudgedResponse {
  readonly status: number;
  readonly headers: HeaderList | null;
  /** The bytes received, or the text that they are; none where the body is empty. */
  readonly body: Uint8Array | string | null;
}

/** What the judge cannot know from the operation table alone; the client does without it. */
export interface DocumentLookup {
  /** The YAML line of a pointer in the description. */
  lineOf(pointer: string): number;
  /** The properties in a value that its schema does not list. */
  undocumented(schemaPointer: string, value: unknown): UndocumentedProperties;
}

/** Properties that a schema does not list: the first of them by pointer, the others by number. */
export interface UndocumentedProperties {
  readonly pointers: readonly string[];
  /** Properties with other pointers than these. */
  readonly more: number;
}
