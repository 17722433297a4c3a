/** JSON pointers escape and unescape their steps here (RFC 6901 §3 and §4), and nowhere else. */

/** A step as it stands in a pointer: `a/b` becomes `a~1b`, and `~` becomes `~0`. */
export function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The steps of a pointer, unescaped; what stands before the first slash (`#`, or nothing) is none. */
export function stepsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The place of a media type below a request body or a response. */
export function contentPointer(source: string, mediaType: string): string {
  return `${source}/content/${escapeStep(mediaType)}`;
}
