/** Makes of any error one that can be shown: its code or else its name, where they are words of programs. */

/** The own code of an error or of its cause; one that throws when it is read is none. */
export function codeOf(error: unknown): unknown {
  try {
    const { code, cause }: { code?: unknown; cause?: object } = ownOf(Object(error));
    return code ?? (cause && ownOf<{ code?: unknown }>(cause).code);
  } catch {
    return undefined;
  }
}

/**
 * An error with the code or the name of another one, and nothing else of it: a runtime's message may
 * quote the URL or a header, and Node's parse errors carry the raw bytes of the answer.
 *
 * @returns `undefined` where neither is a word of programs
 */
export function safeCause(reason: unknown): Error | undefined {
  try {
    const { name } = Object(reason) as { name?: unknown };
    const code = codeOf(reason);
    if (typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)) {
      return Object.assign(new Error(code), { code });
    }
    // That it is an error says nothing.
    const isName = typeof name === "string" && /^(?!Error$)[A-Z][A-Za-z]{1,60}$/.test(name);
    return isName ? Object.assign(new Error(name), { name }) : undefined;
  } catch {
    return undefined;
  }
}

function ownOf<T extends object>(given: T): T {
  return Object.create(null, Object.getOwnPropertyDescriptors(given));
}
