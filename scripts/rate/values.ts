/** Compares what a schema describes: parameters, headers, and bodies by their media types. */
import { contentPointer } from "../../src/description/pointer.js";
import type { MediaTypeObject, ParameterObject } from "../generate/document.js";
import { below, type Judgement, matched, type Pair, type Place, type Walk } from "./differences.js";
import { compareExamples } from "./named.js";
import { type Form, normalSchema, withoutNull } from "./schema.js";
import { compareDefault, compareSchemas } from "./schemas.js";

type Content = Readonly<Record<string, MediaTypeObject>> | undefined;

const OTHERWISE: Judgement = ["major", "the value is written in another way"];

/** Parameters, and headers of answers. */
export function compareValues(walk: Walk, place: Place, pair: Pair<ParameterObject>): void {
  const isSent = place.direction === "sent";
  const required = pair.map((each) => each.required === true);
  const reason = isSent ? "what is sent without it is refused" : "it may be missing";
  const isBroken = required[isSent ? 1 : 0];
  walk.noteMember(place, "required", required, isBroken ? ["major", reason] : ["minor"]);
  if (!walk.wireOnly) {
    walk.noteMember(
      place,
      "deprecated",
      pair.map((each) => each.deprecated === true),
      ["minor"],
    );
    compareExamples(walk, place, pair);
  }
  const forms = walk.both((document, index) => {
    const { schema, required: isRequired } = pair[index];
    const foreign = walk.wireOnly && index === 1;
    const own = foreign && isRequired !== true ? withoutNull(schema) : schema;
    return normalSchema(own, `${place.at[index]}/schema`, {
      document,
      direction: place.direction,
      foreign,
    });
  });
  const written = pair.map(({ in: where, style, explode, allowReserved = false }) => {
    const usual = style ?? (/^(query|cookie)$/.test(where) ? "form" : "simple");
    return { style: usual, explode: explode ?? usual === "form", allowReserved };
  });
  // A single value is written in the same way.
  const names = forms.some(mayBeList)
    ? (["style", "explode", "allowReserved"] as const)
    : (["style", "allowReserved"] as const);
  for (const name of names)
    walk.noteMember(
      place,
      name,
      written.map((each) => each[name]),
      OTHERWISE,
    );
  const [before, after] = pair.map(({ content }) => content as Content);
  if (!before !== !after) walk.note(place, " is of a media type on one side only", OTHERWISE);
  else if (before && after) compareContent(walk, place, [before, after]);
  else {
    const at = below(place, "schema");
    if (!required.includes(true)) compareDefault(walk, at, forms);
    compareSchemas(walk, at, forms);
  }
}

function mayBeList(form: Form): boolean {
  const types = [(form ? form.type : undefined) ?? "array"].flat();
  return types.includes("array") || types.includes("object");
}

export function compareContent(walk: Walk, place: Place, pair: Pair<Content>): void {
  const isSent = place.direction === "sent";
  const [olds, news] = walk.both((_, index) => {
    const all = Object.entries(pair[index] ?? {});
    // JSON is in UTF-8, whether or not that is said (RFC 8259 §8.1).
    const keyOf = (name: string) => name.toLowerCase().replace(/; *charset=utf-8$/, "");
    return new Map(
      all.map(([name, media]) => [
        keyOf(name),
        [contentPointer(place.at[index], name), media] as const,
      ]),
    );
  });
  for (const [name, before, after] of matched(olds, news)) {
    const at: Pair<string> = [before?.[0] ?? place.at[0], after?.[0] ?? place.at[1]];
    const subject = `${place.subject}, ${name}`;
    if (!before) walk.noteWhole({ ...place, subject, at }, true, ["minor"]);
    else if (!after) {
      const reason = isSent ? "it is not understood" : "readers know no other";
      walk.noteWhole({ ...place, subject, at }, false, ["major", reason]);
    } else {
      const here = { ...place, at, subject: name === "application/json" ? place.subject : subject };
      compareMedia(walk, here, [before[1], after[1]]);
    }
  }
}

function compareMedia(walk: Walk, place: Place, pair: Pair<MediaTypeObject>): void {
  const { direction } = place;
  walk.noteMember(
    place,
    "encoding",
    pair.map(({ encoding }) => encoding),
    OTHERWISE,
  );
  if (!walk.wireOnly) compareExamples(walk, place, pair);
  const forms = walk.both((document, index) => {
    const context = { document, direction, foreign: walk.wireOnly && index === 1 };
    return normalSchema(pair[index].schema, `${place.at[index]}/schema`, context);
  });
  compareSchemas(walk, below(place, "schema"), forms);
}
