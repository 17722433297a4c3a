/** Reads YAML, and so JSON; loaded only when there is a file to read. Static imports, to be tree-shaken. */
import { load, YAMLException } from "js-yaml";

/** What a text says, or the line (from 1) that cannot be read; 0 when no line is to blame. */
export function parseYaml(text: string): { readonly value: unknown } | { readonly line: number } {
  try {
    return { value: load(text) };
  } catch (error) {
    return { line: error instanceof YAMLException && error.mark ? error.mark.line + 1 : 0 };
  }
}
