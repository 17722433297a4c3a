/** Compares what a schema describes: parameters, headers, and bodies by their media types. */
import { contentPointer } from "../../src/description/pointer.js";
import type { MediaTypeObject, ParameterObject } from "../generate/document.js";
import { compareExamples } from "./named.js";
import { type Form, normalSchema, withoutNull } from "./schema.js";
import { compareDefault, compareSchemas } from "./schemas.js";
import { judgeRequired, OTHERWISE } from "./table.js";
import { below, type Pair, type Place, type Walk } from "./walk.js";

interface WithContent {
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
}
interface WithSchema {
  readonly schema?: object;
  readonly required?: boolean;
}

export function compareRequired(walk: Walk, place: Place, pair: Pair<WithSchema>): void {
  const [before, after] = pair.map(({ required }) => required === true);
  const judgement = judgeRequired(place.direction, after === true);
  walk.noteMember(place, { name: "required", judgement }, [before, after]);
}

/** Parameters, and headers of answers. */
export function compareValues(walk: Walk, place: Place, pair: Pair<ParameterObject>): void {
  compareRequired(walk, place, pair);
  if (!walk.wireOnly) {
    walk.member(place, "deprecated", pair);
    compareExamples(walk, place, pair);
  }
  const forms = formsOf(walk, place, pair);
  const written = pair.map(({ in: where, style, explode, allowReserved }) => {
    const own = style ?? (/^(query|cookie)$/.test(where) ? "form" : "simple");
    // A single value is written in the same way, exploded or not.
    const isExploded = forms.some(mayBeList) && (explode ?? own === "form");
    return { style: own, explode: isExploded, allowReserved };
  });
  walk.member(place, "style", written);
  walk.member(place, "explode", written);
  walk.member(place, "allowReserved", written);
  const [before, after] = pair.map(({ content }) => content !== undefined);
  if (before !== after) walk.note(place, " is of a media type on one side only", OTHERWISE);
  else if (before) compareContent(walk, place, pair as Pair<WithContent>);
  else {
    const at = below(place, "schema");
    if (pair.every(({ required }) => required !== true)) compareDefault(walk, at, forms);
    compareSchemas(walk, at, forms);
  }
}

function formsOf(walk: Walk, { direction, at }: Place, pair: Pair<WithSchema>): Pair<Form> {
  return walk.both((document, index) => {
    const { schema, required } = pair[index];
    const foreign = walk.wireOnly && index === 1;
    const own = foreign && required === false ? withoutNull(schema) : schema;
    const context = { document, direction, foreign, budget: { left: 5_000 } };
    return normalSchema(own, `${at[index]}/schema`, context);
  });
}

function mayBeList(form: Form): boolean {
  const types = [(form ? form.type : undefined) ?? "array"].flat();
  return types.includes("array") || types.includes("object");
}

export function compareContent(walk: Walk, place: Place, pair: Pair<WithContent>): void {
  walk.match(place, "media", {
    read: (_, index) =>
      Object.entries(pair[index].content ?? {}).map(([given, value]) => {
        // JSON is in UTF-8, whether or not that is said (RFC 8259 §8.1).
        const name = given.toLowerCase().replace(/; *charset=utf-8$/, "");
        return { key: name, at: contentPointer(place.at[index], given), name, value };
      }),
    compare: (there, media) => {
      const here = { ...there, subject: there.subject.replace(/, application\/json$/, "") };
      walk.member(here, "encoding", media);
      if (!walk.wireOnly) compareExamples(walk, here, media);
      compareSchemas(walk, below(here, "schema"), formsOf(walk, here, media));
    },
  });
}
