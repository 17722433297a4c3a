/** Names a media type in a finding, as far as it may be repeated. */
import { essenceOf } from "../description/operations.js";

/** What servers and proxies send; another media type could carry anything in its name. */
const COMMON_MEDIA_TYPES = [
  "application/json",
  "application/problem+json",
  "application/hal+json",
  "application/xml",
  "application/octet-stream",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/html",
  "text/plain",
  "text/xml",
  "text/json",
  "text/csv",
  "text/event-stream",
];

/** The media type of a `Content-Type`, or that it is none, or not a common one. */
export function mediaTypeOf(contentType: string | undefined): string {
  const essence = essenceOf(contentType);
  if (!essence) return "no media type";
  return COMMON_MEDIA_TYPES.find((known) => known === essence) ?? "another media type";
}
