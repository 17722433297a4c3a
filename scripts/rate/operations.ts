/** Compares an operation of two descriptions: what is sent, and what is answered. */
import {
  dereference,
  placeOf,
  type RequestBodyObject,
  type ResponseObject,
} from "../generate/document.js";
import { headersOf, type operationsOf, parametersOf, responsesOf } from "../generate/walk.js";
import { keysOf } from "./credentials.js";
import { type Judgement, matched, type Pair, type Place, type Walk } from "./differences.js";
import { compareContent, compareValues } from "./values.js";

export type Operation = ReturnType<typeof operationsOf>[number];

const REFUSED: Judgement = ["major", "what is sent without it is refused"];
const UNKNOWN: Judgement = ["major", "whoever sends it is not understood"];

/** Names of path parameters do not travel. */
export function shapeOf(path: string): string {
  return path.replace(/\{[^}]*\}/g, "{}").replace(/(.)\/$/, "$1");
}

export function placeOfOperations([base, revision]: Pair<Operation>): Place {
  const { method, path, operation } = base;
  const subject = operation.operationId ?? `${method.toUpperCase()} ${path}`;
  return { subject, direction: "sent", at: [base.source, revision.source] };
}

/** Notes that an operation is on one side only. */
export function noteOperation(walk: Walk, one: Operation, isAdded: boolean): void {
  const { method, path, operation, source } = one;
  const subject = `${operation.operationId} (${method.toUpperCase()} ${path})`;
  const place: Place = { subject, direction: "sent", at: [source, source] };
  walk.noteWhole(place, isAdded, isAdded ? ["minor"] : ["major"]);
}

export function compareOperations(walk: Walk, pair: Pair<Operation>): void {
  const place = placeOfOperations(pair);
  const marks = pair.map(({ operation }) => operation.deprecated === true);
  walk.noteMember(place, "deprecated", marks, ["minor"]);
  compareParameters(walk, place, pair);
  compareRequests(walk, place, pair);
  compareAnswers(walk, place, pair);
}

function compareParameters(walk: Walk, place: Place, pair: Pair<Operation>): void {
  const keys = walk.wireOnly ? keysOf(walk.sides[0].document) : [];
  const [olds, news] = walk.both((document, index) => {
    const { path, item, operation, source } = pair[index];
    const steps = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
    const all = parametersOf(document, item, operation, source).map((placed) => {
      const [, { name, in: where }] = placed;
      const own = where === "header" ? name.toLowerCase() : name;
      const key = where === "path" ? `path ${steps.indexOf(name)}` : `${where} ${own}`;
      return [key, placed] as const;
    });
    // Credentials are compared by kind.
    return new Map(all.filter(([key]) => !keys.includes(key)));
  });
  for (const [, before, after] of matched(olds, news)) {
    const [base, revision] = [before?.[1], after?.[1]];
    const subject = `${place.subject}, parameter \`${(base ?? revision)?.name}\``;
    const at: Pair<string> = [before?.[0] ?? place.at[0], after?.[0] ?? place.at[1]];
    const here = { ...place, subject, at };
    if (!base) walk.noteWhole(here, true, revision?.required ? REFUSED : ["minor"]);
    else if (!revision) walk.noteWhole(here, false, UNKNOWN);
    else {
      const named: Judgement = ["major", "callers give the parameter by this name"];
      // That of a header may be written in any case, that of a path's step travels in no way.
      const names = [base, revision].map(({ in: where, name }) => (where === "path" ? name : ""));
      if (!walk.wireOnly) walk.noteMember(here, "name", names, named);
      compareValues(walk, here, [base, revision]);
    }
  }
}

function compareRequests(walk: Walk, place: Place, pair: Pair<Operation>): void {
  const [base, revision] = walk.both((document, index) => {
    const { operation, source } = pair[index];
    const given = operation.requestBody;
    const pointer = placeOf(given, given ? `${source}/requestBody` : source);
    return { pointer, body: given && dereference<RequestBodyObject>(document, given) };
  });
  const subject = `${place.subject}, request`;
  const here: Place = { ...place, subject, at: [base.pointer, revision.pointer] };
  if (base.body && revision.body) {
    const [before, after] = [base.body.required === true, revision.body.required === true];
    walk.noteMember(here, "required", [before, after], after ? REFUSED : ["minor"]);
    compareContent(walk, here, [base.body.content, revision.body.content]);
  } else if (base.body) walk.noteWhole(here, false, UNKNOWN);
  else if (revision.body) walk.noteWhole(here, true, revision.body.required ? REFUSED : ["minor"]);
}

function compareAnswers(walk: Walk, place: Place, pair: Pair<Operation>): void {
  const [olds, news] = walk.both((document, index) => {
    const { operation, source } = pair[index];
    const all = responsesOf(document, operation, source);
    return new Map(all.map((each) => [each.status, each]));
  });
  for (const [status, before, after] of matched(olds, news)) {
    const subject = `${place.subject}, answer ${status}`;
    const at: Pair<string> = [before?.place ?? place.at[0], after?.place ?? place.at[1]];
    const here: Place = { subject, direction: "answered", at };
    if (!before) walk.noteWhole(here, true, ["minor"]);
    else if (!after) walk.noteWhole(here, false, ["major", "readers wait for it"]);
    else {
      compareHeaders(walk, here, [before.response, after.response]);
      compareContent(walk, here, [before.response.content, after.response.content]);
    }
  }
}

function compareHeaders(walk: Walk, place: Place, pair: Pair<ResponseObject>): void {
  const [olds, news] = walk.both((document, index) => {
    const all = headersOf(document, pair[index], place.at[index]);
    return new Map(all.map((placed) => [placed[1].name.toLowerCase(), placed]));
  });
  for (const [name, before, after] of matched(olds, news)) {
    const at: Pair<string> = [before?.[0] ?? place.at[0], after?.[0] ?? place.at[1]];
    const here = { ...place, subject: `${place.subject}, header ${name}`, at };
    if (!before) walk.noteWhole(here, true, ["minor"]);
    else if (!after) walk.noteWhole(here, false, ["major", "readers miss the header"]);
    else compareValues(walk, here, [before[1], after[1]]);
  }
}
