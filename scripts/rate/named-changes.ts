/** Named changes are those of what programs call by name or by place: credentials, servers, types, examples. */
import { escapeStep } from "../../src/description/pointer.js";
import { lineAt, nodeAt } from "../generate/document.js";
import type { Change, ComparedSide, Impact } from "./change.js";
import { originOf } from "./normal-form.js";
import { follow, isNode, type Node } from "./normal-schema.js";

export function namedChanges(before: ComparedSide, after: ComparedSide): Change[] {
  return [
    ...securityChanges(before, after),
    ...serverChanges(before, after),
    ...schemaChanges(before, after),
    ...exampleChanges(before, after),
  ];
}

interface Named {
  readonly pointer: string;
  readonly impact: Impact;
  readonly sentence: string;
}

function changeOf({ pointer, impact, sentence }: Named, before: ComparedSide, after: ComparedSide) {
  const side = ({ form, lines }: ComparedSide) => {
    const origin = originOf(form.origins, pointer);
    return { pointer: origin, line: lineAt(lines, origin) };
  };
  const isGone = nodeAt(after.form.document, pointer) ?? nodeAt(after.document, pointer);
  const base = side(before);
  const revision = isGone === undefined ? {} : { revision: side(after) };
  return { path: pointer, kind: "modified", impact, verdicts: [], base, ...revision, sentence };
}

type Requirement = Readonly<Record<string, readonly string[]>>;

/** OpenAPI 3.1 §4.8.30: one of the alternatives has to be met, with all that it lists. */
function securityChanges(before: ComparedSide, after: ComparedSide): Change[] {
  const news = new Map(operationsOf(after).map((each) => [idOf(each), each]));
  return operationsOf(before).flatMap((each): Change[] => {
    const [, operation] = each;
    const [pointer, other] = news.get(idOf(each)) ?? [];
    if (!pointer || !other) return [];
    const sentence = securitySentence(operation.security, other.security);
    if (!sentence) return [];
    const [impact, words] = sentence;
    const name = `${idOf(each)}, credentials: ${words}`;
    return [changeOf({ pointer: `${pointer}/security`, impact, sentence: name }, before, after)];
  });
}

function securitySentence(base: unknown, revision: unknown): [Impact, string] | undefined {
  if (JSON.stringify(base) === JSON.stringify(revision)) return undefined;
  const alternatives = (list: unknown) => {
    const given = (list ?? []) as Requirement[];
    return given.length === 0 ? [{}] : given;
  };
  const olds = alternatives(base);
  const news = alternatives(revision);
  const isMet = (asked: Requirement, held: Requirement) =>
    Object.entries(asked).every(
      ([name, scopes]) => held[name] && scopes.every((scope) => held[name]?.includes(scope)),
    );
  const suffices = olds.every((held) => news.some((asked) => isMet(asked, held)));
  if (!suffices) return ["major", `${listed(news)} is asked for now, it was ${listed(olds)}`];
  return ["minor", `${listed(news)} suffices now, it was ${listed(olds)}`];
}

function listed(alternatives: readonly Requirement[]): string {
  const names = alternatives.map((alternative) =>
    Object.entries(alternative)
      .map(([name, scopes]) => (scopes.length > 0 ? `${name} (${scopes.join(", ")})` : name))
      .join(" with "),
  );
  return names.map((name) => name || "nothing").join(" or ");
}

/** The client and the mocks take the first server where none is given. */
function serverChanges(before: ComparedSide, after: ComparedSide): Change[] {
  const urls = ({ document }: ComparedSide) =>
    ((document.servers ?? []) as { url?: unknown }[]).map(({ url }) => url);
  const [olds, news] = [urls(before), urls(after)];
  const common = olds.filter((url) => news.includes(url));
  const kept = news.filter((url) => olds.includes(url));
  const isReordered = common.some((url, index) => url !== kept[index]);
  const isFirst = olds.length === 0 || news.length === 0 || olds[0] === news[0];
  if (!isReordered && isFirst) return [];
  const sentence = isFirst
    ? "The servers stand in another order"
    : `The first server, which is used where none is given, is ${news[0]} now, it was ${olds[0]}`;
  return [changeOf({ pointer: "#/servers", impact: "major", sentence }, before, after)];
}

/** Each schema's name is that of an exported type. */
function schemaChanges(before: ComparedSide, after: ComparedSide): Change[] {
  const names = ({ document }: ComparedSide) =>
    Object.keys((nodeAt(document, "#/components/schemas") ?? {}) as Node);
  const [olds, news] = [names(before), names(after)];
  const place = (name: string) => `#/components/schemas/${escapeStep(name)}`;
  const gone = olds
    .filter((name) => !news.includes(name))
    .map((name): Named => {
      const sentence = `schema ${name} was removed: the exported type of this name is gone`;
      return { pointer: place(name), impact: "major", sentence };
    });
  const added = news
    .filter((name) => !olds.includes(name))
    .map((name): Named => {
      const sentence = `schema ${name} was added: a type of this name is exported`;
      return { pointer: place(name), impact: "minor", sentence };
    });
  return [...gone, ...added].map((each) => changeOf(each, before, after));
}

interface NamedExamples {
  readonly pointer: string;
  readonly values: ReadonlyMap<string, string>;
}

/** Mocks, the sandbox and the check's requests are fed with them, by name, the first one by default. */
function exampleChanges(before: ComparedSide, after: ComparedSide): Change[] {
  const [olds, news] = [examplesOf(before), examplesOf(after)];
  return [...olds].flatMap(([subject, { values }]) => {
    // A place that is gone is a change of its own.
    const { pointer, values: now } = news.get(subject) ?? {};
    if (!pointer || !now) return [];
    const named: Omit<Named, "pointer">[] = [...values].flatMap(
      ([name, value]): Omit<Named, "pointer">[] => {
        const other = now.get(name);
        const who = `${subject}, example ${name}`;
        if (other === undefined) return [{ impact: "major", sentence: `${who} was removed` }];
        if (other === value) return [];
        return [{ impact: "minor", sentence: `${who} has another value: mocks answer with it` }];
      },
    );
    for (const name of now.keys()) {
      if (values.has(name)) continue;
      named.push({ impact: "minor", sentence: `${subject}, example ${name} was added` });
    }
    const [first] = values.keys();
    const [nowFirst] = now.keys();
    if (first !== nowFirst && first !== undefined && now.has(first)) {
      const sentence = `${subject}: the first example is ${nowFirst} now, it was ${first}`;
      named.push({ impact: "minor", sentence });
    }
    return named.map((each) => changeOf({ pointer, ...each }, before, after));
  });
}

function examplesOf(side: ComparedSide): Map<string, NamedExamples> {
  const found = new Map<string, NamedExamples>();
  for (const [pointer, operation] of operationsOf(side)) {
    const id = idOf([pointer, operation]);
    const look = (place: string, subject: string) => {
      const source = nodeAt(side.document, originOf(side.form.origins, place));
      if (!isNode(source)) return;
      const values = Object.entries((source.examples ?? {}) as Node).map(
        ([name, given]): [string, string] => {
          const { $ref } = given as Node;
          const example = typeof $ref === "string" ? follow($ref, side.document) : given;
          return [name, JSON.stringify((example as Node).value)];
        },
      );
      found.set(subject, { pointer: place, values: new Map(values) });
    };
    for (const index of ((operation.parameters ?? []) as Node[]).keys()) {
      const { name } = (operation.parameters as Node[])[index] ?? {};
      look(`${pointer}/parameters/${index}`, `${id}, parameter \`${name}\``);
    }
    const bodies: [string, string, unknown][] = [
      [`${pointer}/requestBody`, `${id}, request`, operation.requestBody],
      ...Object.entries((operation.responses ?? {}) as Node).map(
        ([status, response]): [string, string, unknown] => [
          `${pointer}/responses/${status}`,
          `${id}, answer ${status}`,
          response,
        ],
      ),
    ];
    for (const [place, subject, body] of bodies) {
      for (const mediaType of Object.keys(((body as Node | undefined)?.content ?? {}) as Node)) {
        const isJson = mediaType === "application/json";
        const name = isJson ? subject : `${subject}, ${mediaType}`;
        look(`${place}/content/${escapeStep(mediaType)}`, name);
      }
    }
  }
  return found;
}

/** Each operation of a normal form with its pointer. */
function operationsOf({ form }: ComparedSide): [string, Node][] {
  return Object.entries(form.document.paths as Record<string, Node>).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Node] => [
      `#/paths/${escapeStep(path)}/${method}`,
      operation as Node,
    ]),
  );
}

function idOf([pointer, { operationId }]: readonly [string, Node]): string {
  return String(operationId ?? pointer);
}
