/** Credentials are compared by what travels: the names of schemes are each document's own. */
import {
  dereference,
  type OperationObject,
  type ParameterObject,
  type PathItem,
  type Reference,
  type SecurityRequirement,
  type SecurityScheme,
} from "../generate/document.js";
import type { Impact } from "./table.js";
import { below, type Document, type Pair, type Place, type Walk } from "./walk.js";

/** `bearer` or a header in lower case → the scopes that are asked for. */
type Credentials = ReadonlyMap<string, readonly string[]>;
interface Secured {
  readonly security?: readonly SecurityRequirement[];
}

/** The alternatives of an operation; none asked for is one of them (OpenAPI 3.1 §4.8.30). */
export function credentialsOf(document: Document, { security }: Secured): Credentials[] {
  const schemes = document.components?.securitySchemes ?? {};
  const asked = security ?? document.security ?? [];
  return (asked.length === 0 ? [{}] : asked).map(
    (alternative) =>
      new Map(
        Object.entries(alternative).map(([name, scopes]) => {
          const given = schemes[name];
          return [kindOf(given && dereference<SecurityScheme>(document, given)), scopes];
        }),
      ),
  );
}

function kindOf(scheme: SecurityScheme | undefined): string {
  if (scheme?.type === "apiKey") return `${scheme.in} ${scheme.name.toLowerCase()}`;
  if (scheme?.type === "http") return scheme.scheme.toLowerCase();
  return scheme?.type === "mutualTLS" ? "mutualTLS" : "bearer";
}

/** Of two descriptions in time: does what was held before still suffice? */
export function compareCredentials(walk: Walk, operation: Place, pair: Pair<Secured>): void {
  const [olds, news] = walk.both((document, index) => credentialsOf(document, pair[index]));
  if (listed(olds) === listed(news)) return;
  const isMet = (asked: Credentials, held: Credentials) =>
    [...asked].every(
      ([kind, scopes]) =>
        scopes.every((scope) => held.get(kind)?.includes(scope)) && held.has(kind),
    );
  const suffices = olds.every((held) => news.some((asked) => isMet(asked, held)));
  const what = `, credentials: ${listed(news)} ${suffices ? "suffices" : "is asked for"} now, it was ${listed(olds)}`;
  walk.note(below(operation, "security"), what, [suffices ? "minor" : "major"]);
}

function listed(alternatives: readonly Credentials[]): string {
  const names = alternatives.map((alternative) =>
    [...alternative]
      .map(([kind, scopes]) =>
        scopes.length > 0 ? `${kind} (${[...scopes].sort().join(", ")})` : kind,
      )
      .sort()
      .join(" with "),
  );
  return names
    .map((name) => name || "nothing")
    .sort()
    .join(" or ");
}

/** The headers that a description has as credentials, as keys of parameters. */
export function keysOf({ components }: Document): string[] {
  const schemes = Object.values(components?.securitySchemes ?? {});
  return schemes.map(kindOf).filter((kind) => kind.startsWith("header "));
}

/**
 * Of ours and the provider's: FastAPI writes each dependency as an alternative of its own although all
 * are asked for, and an api key that is read as a plain header as a parameter. So the kinds are
 * compared, not how they are combined; scopes only where theirs name any.
 *
 * @returns whether theirs describes credentials at all
 */
export function compareKinds(
  walk: Walk,
  operation: Place,
  pair: Pair<{ readonly item: PathItem; readonly operation: OperationObject }>,
): boolean {
  const keys = keysOf(walk.sides[0].document);
  const [ours, theirs] = walk.both((document, index) => {
    const { operation: secured, item } = pair[index];
    const kinds = new Map<string, string[]>();
    for (const [kind, scopes] of credentialsOf(document, secured).flatMap((each) => [...each])) {
      kinds.set(kind, [...(kinds.get(kind) ?? []), ...scopes]);
    }
    for (const name of headerNames(document, [item, secured])) {
      const kind = name === "authorization" ? "bearer" : `header ${name}`;
      if (kind === "bearer" || keys.includes(kind)) kinds.set(kind, kinds.get(kind) ?? []);
    }
    return kinds;
  });
  const areDescribed =
    theirs.size > 0 || walk.sides[1].document.components?.securitySchemes !== undefined;
  const note = (words: string, impact: Impact) =>
    walk.note(below(operation, "security"), `, credentials: ${words}`, [impact]);
  for (const [kind, scopes] of theirs) {
    const held = ours.get(kind);
    const more = scopes.filter((scope) => !held?.includes(scope));
    const less = scopes.length > 0 ? held?.filter((scope) => !scopes.includes(scope)) : [];
    if (!held) note(`${kind} is asked for there, and not here`, "major");
    else if (more.length > 0) note(`scope ${more.join(", ")} is asked for there only`, "major");
    if (less?.length) note(`scope ${less.join(", ")} is asked for here only`, "minor");
  }
  for (const kind of areDescribed ? ours.keys() : []) {
    if (!theirs.has(kind)) note(`${kind} is asked for here only`, "minor");
  }
  return areDescribed;
}

/** With the names that OpenAPI has parameters ignored for: generators write `authorization` there. */
function headerNames(
  document: Document,
  places: readonly { readonly parameters?: unknown }[],
): string[] {
  return places
    .flatMap(({ parameters = [] }) => parameters as (ParameterObject | Reference)[])
    .map((given) => dereference(document, given))
    .filter((parameter) => parameter.in === "header")
    .map(({ name }) => name.toLowerCase());
}
