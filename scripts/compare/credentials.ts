/** Credentials of an operation by what travels: the names of schemes are each document's own. */
import type { Change } from "../rate/change.js";
import { follow, isNode, type Node } from "../rate/normal-schema.js";

export interface Credentials {
  /** `bearer`, or a header in lower case → the scopes that are asked for. */
  readonly kinds: ReadonlyMap<string, readonly string[]>;
  /** Whether the document describes credentials at all. */
  readonly areDescribed: boolean;
}

/**
 * FastAPI writes each dependency as an alternative of its own although all of them are asked for, and
 * an api key that is read as a plain header as a parameter. So the kinds are compared, not how they
 * are combined.
 *
 * @param headers - headers that are credentials when a parameter has their name
 */
export function credentialsOf(
  document: Node,
  { item, operation }: { readonly item: Node; readonly operation: Node },
  headers: ReadonlySet<string> = new Set(),
): Credentials {
  const { securitySchemes = {} } = (document.components ?? {}) as { securitySchemes?: Node };
  const kinds = new Map<string, readonly string[]>();
  for (const alternative of (operation.security ?? document.security ?? []) as Node[]) {
    for (const [name, scopes] of Object.entries(alternative)) {
      const kind = kindOf(securitySchemes[name], document);
      kinds.set(kind, [...(kinds.get(kind) ?? []), ...(scopes as string[])]);
    }
  }
  for (const name of headerParameters(document, item, operation)) {
    const kind = name === "authorization" ? "bearer" : `header ${name}`;
    if (name === "authorization" || headers.has(name)) kinds.set(kind, kinds.get(kind) ?? []);
  }
  return { kinds, areDescribed: kinds.size > 0 || Object.keys(securitySchemes).length > 0 };
}

function kindOf(given: unknown, document: Node): string {
  const scheme = (
    isNode(given) && typeof given.$ref === "string" ? follow(given.$ref, document) : given
  ) as Node | undefined;
  if (scheme?.type === "apiKey") return `${scheme.in} ${String(scheme.name).toLowerCase()}`;
  if (scheme?.type === "http") return String(scheme.scheme).toLowerCase();
  return scheme?.type === "mutualTLS" ? "mutualTLS" : "bearer";
}

function headerParameters(document: Node, item: Node, operation: Node): string[] {
  const all = [item.parameters ?? [], operation.parameters ?? []].flat() as Node[];
  return all
    .map((given) => (given.$ref ? (follow(String(given.$ref), document) as Node) : given))
    .filter((parameter) => parameter.in === "header")
    .map(({ name }) => String(name).toLowerCase());
}

/** What differs, in the form of a change; scopes only where theirs name any. */
export function credentialChanges(
  name: string,
  pointer: string,
  [ours, theirs]: readonly [Credentials, Credentials],
): Omit<Change, "base" | "revision">[] {
  const rate = (impact: "minor" | "major", words: string) => ({
    path: pointer,
    kind: "modified",
    impact,
    verdicts: [],
    sentence: `${name}, credentials: ${words}`,
  });
  const asked = [...theirs.kinds].flatMap(([kind, scopes]) => {
    const held = ours.kinds.get(kind);
    if (!held) return [rate("major", `${kind} is asked for there, and not here`)];
    const more = scopes.filter((scope) => !held.includes(scope));
    const less = scopes.length > 0 ? held.filter((scope) => !scopes.includes(scope)) : [];
    return [
      ...(more.length > 0
        ? [rate("major", `scope ${more.join(", ")} is asked for there only`)]
        : []),
      ...(less.length > 0
        ? [rate("minor", `scope ${less.join(", ")} is asked for here only`)]
        : []),
    ];
  });
  const missing = [...ours.kinds.keys()].filter((kind) => !theirs.kinds.has(kind));
  if (!theirs.areDescribed) return asked;
  return [...asked, ...missing.map((kind) => rate("minor", `${kind} is asked for here only`))];
}
