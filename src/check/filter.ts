/** Chooses probes by patterns of their ids. */

/** What was given for a check, as far as the plan depends on it. */
export interface ProbeFilter {
  /** Only probes whose id fits one of these; `*` stands for any characters. Default all. */
  readonly only?: readonly string[];
  /** Leaves out the probes whose id fits one of these. */
  readonly skip?: readonly string[];
}

/**
 * Whether an id fits one of the patterns.
 *
 * @internal
 */
export function fitsAny(globs: readonly string[], id: string): boolean {
  return globs.some((glob) => matchesGlob(glob, id));
}

/**
 * `*` stands for any run of characters; everything else for itself.
 *
 * @internal
 */
export function matchesGlob(glob: string, id: string): boolean {
  const pattern = glob
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`).test(id);
}
