/** Compares the provider's published description with ours: what we send, and what we get. */
import { escapeStep } from "../../src/description/pointer.js";
import { linesByPointer } from "../generate/description.js";
import { lineAt, nodeAt } from "../generate/document.js";
import { METHODS } from "../generate/walk.js";
import type { Change, ComparedSide } from "../rate/change.js";
import { normalForm, originOf } from "../rate/normal-form.js";
import { isNode, type Node } from "../rate/normal-schema.js";
import { type Rating, rateDifference, type Voice } from "../rate/rating.js";
import { compareForms } from "../rate/redocly-diff.js";
import { type Credentials, credentialChanges, credentialsOf } from "./credentials.js";
import { settleDefaults } from "./defaults.js";
import { CompareError, type Published } from "./published.js";

const SIDE_BY_SIDE: Voice = {
  added: "is there, and not here",
  removed: "is here, and not there",
  required: "required there, not here",
  optional: "required here, not there",
  before: "here",
  after: "there",
};

export interface Comparison {
  readonly rating: Rating;
  /** How many operations both describe. */
  readonly compared: number;
  /** What is not counted, and worth knowing. */
  readonly notes: readonly string[];
}

/** @throws CompareError when a document cannot be read as a description */
export async function compareWithPublished(
  root: string,
  ours: Published,
  theirs: Published,
): Promise<Comparison> {
  const { document, places } = restricted(theirs.document, ours.document);
  const before = sideOf(ours, ours.document, {});
  const published = sideOf(theirs, document, { foreign: true });
  const after = {
    ...published,
    form: { ...published.form, origins: moved(published.form.origins, places) },
  };
  withoutCredentials(before, after);
  settleDefaults(before.form.document, after.form.document);
  const found = await compareForms(root, before, after);
  const changes = found.map((change) => ({
    ...change,
    base: change.base ?? placeOf(change.path, before),
    revision: change.revision ?? placeOf(change.path, after),
  }));
  const credentials = operationsOf(ours.document).flatMap(([path, method, own]) =>
    compareCredentials({ path, method, own, ours: before, theirs: after }),
  );
  const isDescribed = operationsOf(document).some(
    ([, , place]) => credentialsOf(document, place, keysOf(ours.document)).areDescribed,
  );
  return {
    rating: rateDifference({ changes: [...changes, ...credentials] }, SIDE_BY_SIDE),
    compared: operationsOf(document).length,
    notes: isDescribed ? [] : ["It does not describe credentials, so these were not compared."],
  };
}

/** The nearest place of what one side does not have. */
function placeOf(path: string, { form, lines }: ComparedSide) {
  const pointer = originOf(form.origins, path);
  return { pointer, line: lineAt(lines, pointer) };
}

function sideOf(published: Published, document: Node, { foreign = false }): ComparedSide {
  try {
    const form = normalForm(document, { wireOnly: true, foreign });
    return { document, form, lines: linesByPointer(published.text) };
  } catch (error) {
    throw new CompareError(`The published description cannot be used: ${(error as Error).message}`);
  }
}

type Operation = readonly [path: string, method: string, place: { item: Node; operation: Node }];

function operationsOf({ paths = {} }: Node): Operation[] {
  return Object.entries(paths as Node).flatMap(([path, item]) =>
    METHODS.flatMap((method): Operation[] => {
      const operation = isNode(item) ? item[method] : undefined;
      return isNode(operation) ? [[path, method, { item: item as Node, operation }]] : [];
    }),
  );
}

/** Names of path parameters do not travel. */
function shapeOf(path: string): string {
  return path.replace(/\{[^}]*\}/g, "{}").replace(/(.)\/$/, "$1");
}

/** Their document with the operations that ours describes, under our paths and names. */
function restricted(theirs: Node, ours: Node): { document: Node; places: Map<string, string> } {
  const paths: Node = {};
  const places = new Map<string, string>();
  for (const [path, method] of operationsOf(ours)) {
    const found = operationsOf(theirs).find(
      ([other, theirMethod]) => theirMethod === method && shapeOf(other) === shapeOf(path),
    );
    if (!found) continue;
    const [theirPath, , { item, operation }] = found;
    const names = namesIn(theirPath).map((name, index) => [name, namesIn(path)[index]] as const);
    const rename = (list: unknown) =>
      ((list ?? []) as Node[]).map((given) => renamed(given, new Map(names), theirs));
    const own = (paths[path] ?? {}) as Node;
    paths[path] = {
      ...own,
      parameters: rename(item.parameters),
      [method]: { ...operation, parameters: rename(operation.parameters) },
    };
    places.set(`#/paths/${escapeStep(path)}`, `#/paths/${escapeStep(theirPath)}`);
  }
  return { document: { ...withoutEchoes(theirs), paths }, places };
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
}

function renamed(
  given: Node,
  names: ReadonlyMap<string, string | undefined>,
  document: Node,
): Node {
  const target = typeof given.$ref === "string" ? nodeAt(document, given.$ref) : given;
  if (!isNode(target) || target.in !== "path") return given;
  return { ...target, name: names.get(String(target.name)) ?? target.name };
}

/** Newer FastAPI lists members of a fault that echo the request; objects are open, so they say nothing new. */
function withoutEchoes(document: Node): Node {
  const { components } = document;
  const schemas = isNode(components) ? components.schemas : undefined;
  const fault = isNode(schemas) ? schemas.ValidationError : undefined;
  if (!isNode(components) || !isNode(schemas) || !isNode(fault) || !isNode(fault.properties))
    return document;
  const { input, ctx, url, ...properties } = fault.properties;
  const mended = { ...fault, properties };
  return {
    ...document,
    components: { ...components, schemas: { ...schemas, ValidationError: mended } },
  };
}

function moved(origins: ReadonlyMap<string, string>, places: ReadonlyMap<string, string>) {
  return new Map(
    [...origins].map(([pointer, origin]) => {
      const [ours, theirs] =
        [...places].find(([place]) => `${origin}/`.startsWith(`${place}/`)) ?? [];
      return [pointer, ours && theirs ? theirs + origin.slice(ours.length) : origin];
    }),
  );
}

/** The headers that ours sends as credentials. */
function keysOf({ components }: Node): Set<string> {
  const { securitySchemes = {} } = (components ?? {}) as { securitySchemes?: Node };
  const schemes = Object.values(securitySchemes) as Node[];
  const keys = schemes.filter((scheme) => scheme.type === "apiKey" && scheme.in === "header");
  return new Set(keys.map(({ name }) => String(name).toLowerCase()));
}

/** They are compared by kind, so the forms are left without: schemes, and headers that are keys. */
function withoutCredentials(before: ComparedSide, after: ComparedSide): void {
  const keys = keysOf(before.document);
  for (const { form } of [before, after]) {
    form.document.components = {};
    for (const [, , { operation }] of operationsOf(form.document)) {
      operation.security = [];
      operation.parameters = ((operation.parameters ?? []) as Node[]).filter(
        (parameter) => !(parameter.in === "header" && keys.has(String(parameter.name))),
      );
    }
  }
}

interface ComparedOperation {
  readonly path: string;
  readonly method: string;
  readonly own: { readonly item: Node; readonly operation: Node };
  readonly ours: ComparedSide;
  readonly theirs: ComparedSide;
}

function compareCredentials({ path, method, own, ours, theirs }: ComparedOperation): Change[] {
  const pointer = `#/paths/${escapeStep(path)}/${method}`;
  const item = nodeAt(theirs.document, `#/paths/${escapeStep(path)}`);
  const operation = isNode(item) ? item[method] : undefined;
  if (!isNode(item) || !isNode(operation)) return [];
  const pair: [Credentials, Credentials] = [
    credentialsOf(ours.document, own),
    credentialsOf(theirs.document, { item, operation }, keysOf(ours.document)),
  ];
  const at = ({ form, lines }: ComparedSide) => {
    const origin = form.origins.get(pointer) ?? pointer;
    return { pointer: origin, line: lineAt(lines, origin) };
  };
  const name = String(own.operation.operationId);
  const path_ = `${pointer}/security`;
  return credentialChanges(name, path_, pair).map((change) => ({
    ...change,
    base: at(ours),
    revision: at(theirs),
  }));
}
