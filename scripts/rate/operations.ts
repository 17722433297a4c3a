/** Compares an operation of two descriptions: what is sent, and what is answered. */
import type { Answer, DescribedOperation as Operation } from "../generate/walk.js";
import { keysOf } from "./credentials.js";
import { compareContent, compareRequired, compareValues } from "./values.js";
import type { Pair, Place, Walk } from "./walk.js";

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
    read: (_, index) => {
      const { body } = pair[index];
      return body ? [{ key: "", at: body.at, name: "request", value: body.value }] : [];
    },
    compare: (here, bodies) => {
      compareRequired(walk, here, bodies);
      compareContent(walk, here, bodies);
    },
  });
  walk.match({ ...place, direction: "answered" }, "answer", {
    read: (_, index) =>
      pair[index].answers.map((answer) => ({ key: answer.status, at: answer.at, value: answer })),
    compare: (here, answers) => {
      compareHeaders(walk, here, answers);
      const objects = [answers[0].value, answers[1].value] as const;
      compareContent(walk, here, objects);
      if (!walk.wireOnly) walk.member(here, "links", objects);
    },
  });
}

function compareParameters(walk: Walk, place: Place, pair: Pair<Operation>): void {
  // Credentials are compared by kind.
  const credentials = walk.wireOnly ? keysOf(walk.sides[0].document) : [];
  walk.match(place, "parameter", {
    read: (_, index) => {
      const { path, parameters } = pair[index];
      const steps = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
      const all = parameters.map(([at, value]) => {
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

function compareHeaders(walk: Walk, place: Place, pair: Pair<Answer>): void {
  walk.match(place, "header", {
    read: (_, index) =>
      pair[index].headers.map(([at, value]) => ({ key: value.name.toLowerCase(), at, value })),
    compare: (here, headers) => compareValues(walk, here, headers),
  });
}
