/** Compares two schemas in their normal form, keyword by keyword; the table of effects rates each. */
import { escapeStep } from "../../src/description/pointer.js";
import { nodeAt } from "../generate/document.js";
import {
  type Form,
  isNode,
  NAMED_SCHEMAS,
  type Node,
  namesIn,
  ORIGIN,
  SCHEMAS,
  textOf,
} from "./schema.js";
import {
  type Effect,
  effectOf,
  judgeEffect,
  judgeGone,
  MINOR,
  MOVES,
  NARROWS,
  WIDENS,
} from "./table.js";
import { asUnions, commonKinds, type Forms, isAmbiguous, pairBranches } from "./unions.js";
import { below, type Pair, type Place, type Walk } from "./walk.js";

const MARKS = /^(deprecated|readOnly|writeOnly)$/;
const LISTS = /^(anyOf|oneOf|allOf)$/;
/** What one takes, the other one no longer limits. */
const REST: Readonly<Record<string, string>> = {
  patternProperties: "additionalProperties",
  prefixItems: "items",
};

/** Compares what stands at a place of both descriptions; the forms know where their sources are. */
export function compareSchemas(walk: Walk, given: Place, forms: Pair<Form>): void {
  if (textOf(forms[0]) === textOf(forms[1])) return;
  const [first, second] = forms.map(
    (form, index) => (form ? form[ORIGIN] : undefined) ?? given.at[index],
  );
  const place = { ...given, at: [first, second] as Pair<string> };
  const whole = wholeEffect(forms);
  if (whole) {
    const [before, after] = forms.map(extentOf);
    const what = `: ${after} is allowed ${walk.voice.after}, ${before} ${walk.voice.before}`;
    walk.note(place, what, judgeEffect(place.direction, whole));
    return;
  }
  const [a, b] = asUnions(forms as Forms);
  if (compareEnvelope(walk, place, [a, b])) return;
  // Of two kinds that have nothing in common, the rest says nothing more.
  const haveCommon = commonKinds(a, b).length > 0;
  if (!haveCommon) noteKeyword(walk, place, { name: "type", forms: [a, b] });
  if (!haveCommon) return;
  const areChosen = a.branches !== undefined && b.branches !== undefined;
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const isOther = areChosen ? /^(anyOf|oneOf)$/ : /^branches$/;
    if (isOther.test(name) || (walk.wireOnly && MARKS.test(name))) continue;
    if (textOf(a[name]) !== textOf(b[name])) compareKeyword(walk, place, { name, forms: [a, b] });
  }
}

function wholeEffect([before, after]: Pair<Form>): Effect | undefined {
  const isOpen = (form: Form) => form !== false && Object.keys(form).length === 0;
  if (after === false || isOpen(before)) return NARROWS;
  return before === false || isOpen(after) ? WIDENS : undefined;
}

function extentOf(form: Form): string {
  if (form === false) return "nothing";
  return Object.keys(form).length === 0 ? "anything" : "what its schema says";
}

interface Lists {
  readonly name: string;
  readonly lists: Pair<Form[]>;
}

interface Keyword {
  readonly name: string;
  readonly forms: Forms;
}

function compareKeyword(walk: Walk, place: Place, { name, forms }: Keyword): void {
  const [a, b] = forms;
  const [before, after] = [a[name], b[name]];
  const inside = stepInto(place, name);
  const rest = REST[name];
  if (rest && (a[rest] ?? b[rest]) !== undefined) {
    walk.noteMember(place, { name, judgement: judgeEffect(place.direction, MOVES) }, [
      before,
      after,
    ]);
  } else if (name === "properties") compareProperties(walk, place, forms);
  else if (name === "required") compareRequired(walk, place, forms);
  // Less room inside of these may be more outside.
  else if (/^(not|if|contains)$/.test(name)) noteKeyword(walk, place, { name, forms });
  else if (SCHEMAS.test(name) && isNode(before) && isNode(after)) {
    compareSchemas(walk, inside, [before, after]);
  } else if (NAMED_SCHEMAS.test(name) && isNode(before) && isNode(after)) {
    const isMore = name === "branches";
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const each = stepInto(inside, key);
      if (key in before && key in after) {
        compareSchemas(walk, each, [before[key] as Form, after[key] as Form]);
      } else {
        const effect = key in after === isMore ? WIDENS : NARROWS;
        const what = key in after ? walk.voice.added : walk.voice.removed;
        walk.note(each, ` ${what}`, judgeEffect(place.direction, effect));
      }
    }
  } else if (Array.isArray(before) && Array.isArray(after) && LISTS.test(name)) {
    compareUnion(walk, inside, { name, lists: [before, after] });
  } else if (name !== "default") noteKeyword(walk, place, { name, forms });
}

function noteKeyword(walk: Walk, place: Place, { name, forms: [a, b] }: Keyword): void {
  const effect = effectOf(name, a[name], b[name]);
  walk.noteMember(place, { name, judgement: judgeEffect(place.direction, effect) }, [
    a[name],
    b[name],
  ]);
}

/** A property or an item is written as a program reaches it; any other step is part of the subject. */
function stepInto(place: Place, step: string): Place {
  const { path = "", subject } = place;
  if (step === "items") return below(place, step, { path: `${path}[]` });
  const whole = path === "" ? subject : `${subject}, \`${path}\``;
  return below(place, escapeStep(step), { subject: `${whole}, ${step}`, path: "" });
}

function compareUnion(walk: Walk, place: Place, { name, lists }: Lists): void {
  const { pairs, gone, added } = pairBranches(lists);
  for (const pair of pairs) compareSchemas(walk, place, pair);
  for (const [forms, isAdded] of [
    [gone, false],
    [added, true],
  ] as const) {
    if (forms.length === 0) continue;
    // A branch of `anyOf` or `oneOf` that comes makes room, one of `allOf` takes it.
    const more = isAdded === (name !== "allOf") ? WIDENS : NARROWS;
    // A value of two branches fits neither; objects are taken for different ones.
    const isTwice = forms.some((form) => lists[0].some((other) => isAmbiguous(form, other)));
    const effect = name === "oneOf" && isAdded && isTwice ? MOVES : more;
    const count = forms.length === 1 ? "a branch" : `${forms.length} branches`;
    const what = `: ${count} ${isAdded ? walk.voice.added : walk.voice.removed}`;
    walk.note(place, what, judgeEffect(place.direction, effect));
  }
}

function compareProperties(walk: Walk, place: Place, [a, b]: Forms): void {
  const { direction, path } = place;
  const [olds, news] = [propertiesOf(a), propertiesOf(b)];
  const isClosed = (a.additionalProperties ?? a.unevaluatedProperties) !== undefined;
  for (const name of new Set([...olds.keys(), ...news.keys()])) {
    const [before, after] = [olds.get(name), news.get(name)];
    const at = below(place, `properties/${escapeStep(name)}`, {
      path: path ? `${path}.${name}` : name,
    });
    if (before !== undefined && after !== undefined) {
      const isRequired = [a, b].some(({ required }) => namesIn(required).includes(name));
      if (!isRequired) compareDefault(walk, at, [before, after]);
      compareSchemas(walk, at, [before, after]);
    } else if (before === undefined) {
      // Newer FastAPI lists members of a fault that echo the request; objects are open, so they say nothing new.
      if (walk.wireOnly && olds.has("loc") && /^(input|ctx|url)$/.test(name)) continue;
      const judgement = isClosed ? judgeEffect(direction, WIDENS) : MINOR;
      walk.note(at, ` ${walk.voice.added}`, judgement);
    } else if (nodeAt(walk.sides[1].document, at.at[1]) !== undefined) {
      const mark = direction === "sent" ? "readOnly" : "writeOnly";
      walk.note(at, ` is ${mark} ${walk.voice.after}`, judgeGone(direction, "property"));
    } else walk.notePart(at, "property");
  }
}

function propertiesOf({ properties }: Node): Map<string, Form> {
  return new Map(Object.entries((properties ?? {}) as Record<string, Form>));
}

/** A default says what it means to leave a member out. */
export function compareDefault(walk: Walk, place: Place, forms: Pair<Form>): void {
  // What a server fills in is no member that is missing in its answer.
  if (walk.wireOnly && place.direction === "answered") return;
  const [before, after] = forms.map((form) => (form ? form.default : undefined));
  const isNew = before === undefined;
  const reason = "leaving it out means something else";
  const judgement = isNew ? (["minor"] as const) : (["major", reason] as const);
  walk.noteMember(place, { name: "default", judgement }, [before, after]);
}

function compareRequired(walk: Walk, place: Place, [a, b]: Forms): void {
  const [olds, news] = [a, b].map(({ required }) => namesIn(required)) as [string[], string[]];
  const [had, has] = [propertiesOf(a), propertiesOf(b)];
  const isFilled = (name: string) => {
    // Left out, it is the value that both name.
    const [before, after] = [had, has].map((properties) =>
      textOf((properties.get(name) as Node)?.default),
    );
    return walk.wireOnly && place.direction === "sent" && before !== "" && before === after;
  };
  const isGone = (name: string) => had.has(name) && !has.has(name);
  const more = news.filter((name) => !olds.includes(name) && !isFilled(name));
  const less = olds.filter((name) => !news.includes(name) && !isFilled(name) && !isGone(name));
  const list = (words: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${words}: ${names.map((name) => `\`${name}\``).join(", ")}`];
  const said = [...list(walk.voice.required, more), ...list(walk.voice.optional, less)];
  if (said.length === 0) return;
  const effect = { narrows: more.length > 0, widens: less.length > 0 };
  const at = below(place, "required");
  walk.note(at, `, ${said.join("; ")}`, judgeEffect(place.direction, effect));
}

/** A body that is there as a property of an object is one difference, not one for each member. */
function compareEnvelope(walk: Walk, place: Place, [a, b]: Forms): boolean {
  if (place.path) return false;
  const held = (inner: Node, outer: Form) => {
    const names = propertiesOf(outer || {});
    return [...propertiesOf(inner).keys()].filter((name) => names.has(name)).length;
  };
  const envelope = (inner: Node, outer: Node) =>
    [...propertiesOf(outer)].find(
      ([, form]) => held(inner, form) > Math.max(held(inner, outer), propertiesOf(inner).size / 2),
    );
  const [put, taken] = [envelope(a, b), envelope(b, a)];
  const [name, form] = put ?? taken ?? [];
  if (name === undefined || form === undefined) return false;
  const when = put ? walk.voice.after : walk.voice.before;
  const reason = "whoever looks for its members does not find them";
  walk.note(place, ` is in an envelope ${when}, as \`${name}\``, ["major", reason]);
  compareSchemas(walk, place, put ? [a, form] : [form, b]);
  return true;
}
