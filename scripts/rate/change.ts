/** A change of the description: what Redocly or a rule of our own found, with its places. */
import type { NormalForm } from "./normal-form.js";
import type { Node } from "./normal-schema.js";

export type Impact = "patch" | "minor" | "major";

/** A place in one of the two documents. */
export interface Side {
  readonly line: number;
  /** What the member is; absent when it is not there. */
  readonly value?: unknown;
  readonly pointer?: string;
}

/** One change, as Redocly rates it. */
export interface Change {
  readonly path: string;
  readonly kind: "added" | "removed" | "modified" | string;
  readonly impact: Impact;
  readonly verdicts: readonly { readonly message: string }[];
  /** The member that changed; absent when the whole node came or went. */
  readonly property?: string;
  readonly base?: Side;
  readonly revision?: Side;
  /** The place in words; made from the path when absent. */
  readonly subject?: string;
  /** A sentence that is complete, for a change that Redocly does not see. */
  readonly sentence?: string;
}

export interface Difference {
  readonly versions: { readonly base: string; readonly revision: string };
  readonly changes: readonly Change[];
}

/** A document with its normal form, and the lines of its source. */
export interface ComparedSide {
  readonly document: Node;
  readonly form: NormalForm;
  readonly lines: Readonly<Record<string, number>>;
}

/** Members that no program depends on. */
export const TEXT =
  /^(description|summary|title|examples?|version|license|contact|termsOfService|externalDocs|tags|x-.*)$/;

/** Whether a change is one of words. */
export function isText({ path, property }: Pick<Change, "path" | "property">): boolean {
  const shape = shapeOf(path);
  const member = property ?? shape.split("/").at(-1) ?? "";
  return (
    (TEXT.test(member) && !(member === "description" && /^#\/servers\//.test(shape))) ||
    /\/(examples|example|tags|contact|license|externalDocs)(\/|$)/.test(shape)
  );
}

/** What the description's author named is no member of OpenAPI: a property may be called "title". */
export function shapeOf(path: string): string {
  return path.replace(/\/(properties|schemas|parameters|headers|responses|paths)\/[^/]+/g, "/$1/*");
}
