/** Compares an operation of two descriptions: what is sent, and what is answered. */
import {
  dereference,
  placeOf,
  type RequestBodyObject,
  type ResponseObject,
} from "../generate/document.js";
import { headersOf, type operationsOf, parametersOf, responsesOf } from "../generate/walk.js";
import { keysOf } from "./credentials.js";
import { compareContent, compareRequired, compareValues } from "./values.js";
import type { Pair, Place, Walk } from "./walk.js";

export type Operation = ReturnType<typeof operationsOf>[number];

/** Names of path parameters do not travel. */
export function shapeOf({ method, path }: Operation): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, "{}").replace(/(.)\/$/, "$1")}`;
}

export function placeOfOperations([base, revision]: Pair<Operation>): Place {
  const { method, path, operation } = base;
  const subject = operation.operationId ?? `${method.toUpperCase()} ${path}`;
  return { subject, direction: "sent", at: [base.source, revision.source] };
}

/** Notes that an operation is on one side only. */
export function noteOperation(
  walk: Walk,
  { path, method, operation, source }: Operation,
  isAdded: boolean,
): void {
  const subject = `${operation.operationId} (${method.toUpperCase()} ${path})`;
  const place: Place = { subject, direction: "sent", at: [source, source] };
  walk.notePart(place, "operation", isAdded ? operation : undefined);
}

export function compareOperations(walk: Walk, pair: Pair<Operation>): void {
  const place = placeOfOperations(pair);
  walk.member(
    place,
    "deprecated",
    pair.map(({ operation }) => operation),
  );
  compareParameters(walk, place, pair);
  walk.match(place, "request", {
    read: (document, index) => {
      const {
        operation: { requestBody },
        source,
      } = pair[index];
      if (!requestBody) return [];
      const value = dereference<RequestBodyObject>(document, requestBody);
      return [
        { key: "", at: placeOf(requestBody, `${source}/requestBody`), name: "request", value },
      ];
    },
    compare: (here, bodies) => {
      compareRequired(walk, here, bodies);
      compareContent(walk, here, bodies);
    },
  });
  walk.match({ ...place, direction: "answered" }, "answer", {
    read: (document, index) => {
      const { operation, source } = pair[index];
      const all = responsesOf(document, operation, source);
      return all.map(({ status, response, place: at }) => ({ key: status, at, value: response }));
    },
    compare: (here, answers) => {
      compareHeaders(walk, here, answers);
      compareContent(walk, here, answers);
      if (!walk.wireOnly) walk.member(here, "links", answers);
    },
  });
}

function compareParameters(walk: Walk, place: Place, pair: Pair<Operation>): void {
  // Credentials are compared by kind.
  const credentials = walk.wireOnly ? keysOf(walk.sides[0].document) : [];
  walk.match(place, "parameter", {
    read: (document, index) => {
      const { path, item, operation, source } = pair[index];
      const steps = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
      const all = parametersOf(document, item, operation, source).map(([at, value]) => {
        const { name, in: where } = value;
        const step = where === "path" ? steps.indexOf(name) : name;
        const key = `${where} ${where === "header" ? name.toLowerCase() : step}`;
        return { key, at, name: `parameter \`${name}\``, value };
      });
      return all.filter(({ key }) => !credentials.includes(key));
    },
    compare: (here, parameters) => {
      // A header may be written in any case; a path's step travels without its name.
      if (parameters[0].in === "path" && !walk.wireOnly) walk.member(here, "name", parameters);
      compareValues(walk, here, parameters);
    },
  });
}

function compareHeaders(walk: Walk, place: Place, pair: Pair<ResponseObject>): void {
  walk.match(place, "header", {
    read: (document, index) =>
      headersOf(document, pair[index], place.at[index]).map(([at, value]) => ({
        key: value.name.toLowerCase(),
        at,
        value,
      })),
    compare: (here, headers) => compareValues(walk, here, headers),
  });
}
