/** One recorded exchange: a line of NDJSON, and what an entry of a HAR is turned into. */

/** Header fields by name; several of one name are a list. */
export type RecordedHeaders = Readonly<Record<string, string | readonly string[]>>;

/**
 * One HTTP exchange as recorded, one a line. Further properties are allowed and ignored.
 */
export interface RecordedExchange {
  readonly method: string;
  /** Absolute, or from the path on; percent-encoded as it was sent. */
  readonly url: string;
  /** Absent when they were not recorded: then credentials and media type are not judged. */
  readonly requestHeaders?: RecordedHeaders;
  /** The body as sent; absent when there was none. */
  readonly requestBody?: string;
  /** How `requestBody` is written; as text when absent. */
  readonly requestBodyEncoding?: "base64";
  /** The status of the answer; 0 when none came. */
  readonly status: number;
  readonly responseHeaders?: RecordedHeaders;
  /** The body of the answer, its content coding undone; absent when it was empty. */
  readonly responseBody?: string;
  /** How `responseBody` is written; as text when absent. */
  readonly responseBodyEncoding?: "base64";
}
