/** Chooses probes by patterns of their ids. */

/** What was given for a check, as far as the plan depends on it. */
export interface ProbeFilter {
  /** Only probes whose id fits one of these; `*` stands for any characters. Default all. */
  readonly only?: readonly string[];
  /** Leaves out the probes whose id fits one of these. */
  readonly skip?: readonly string[];
}

/**
 * Tells whether an id fits one of the patterns: `*` stands for any run of characters, everything else
 * for itself.
 *
 * @internal
 */
export function createMatcher(globs: readonly string[]): (id: string) => boolean {
  const patterns = globs.map((glob) => {
    const parts = glob.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`);
  });
  return (id) => patterns.some((pattern) => pattern.test(id));
}
