/** Changes the parsed description, and tells how the result is refused, or what is made of it. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { Validator } from "../../generated/validators.js";
import { compileDescription } from "../../scripts/generate/compile.js";
import type { Description } from "../../scripts/generate/document.js";
import { refuseExamples } from "../../scripts/generate/examples.js";
import { refuseUnsupported } from "../../scripts/generate/supported.js";

const DESCRIPTION = join(__dirname, "../../openapi/external-bookings.yaml");
export const PATH = "/v1/partner/external_bookings/{external_booking_id}";
export const AT = "#/paths/~1v1~1partner~1external_bookings~1{external_booking_id}";

/** The parsed description, loose enough to be changed anywhere. */
// biome-ignore lint/suspicious/noExplicitAny: a change reaches into every corner of a document.
export type Loose = any;
export type Change = (document: Loose) => void;
export const cancel = (document: Loose) => document.paths[PATH].delete;

/** What is said of the description after a change, before anything is compiled. */
export const refusal = once((change) => saidOf(change, refuseUnsupported));

/** What is said of its examples and defaults. */
export const exampleRefusal = once((change) => saidOf(change, refuseExamples));

/** What is said of it by everything that comes after the lint. */
export const wholeRefusal = once((change) => saidOf(change, compileDescription));

/** Each change is asked for twice: by its own row, and beside the list in the README. */
function once(ask: (change: Change) => Promise<string>): (change: Change) => Promise<string> {
  const known = new Map<Change, Promise<string>>();
  return (change) => {
    const answer = known.get(change) ?? ask(change);
    known.set(change, answer);
    return answer;
  };
}

const unchanged = readFile(DESCRIPTION, "utf8").then((text): Loose => parse(text));

async function changed(change: Change): Promise<Description> {
  const document = structuredClone(await unchanged);
  change(document);
  const lines = { "#": 1, "#/paths": 40, [`${AT}/delete`]: 45 };
  return { document, file: "sample.yaml", digest: "", lines };
}

async function saidOf(
  change: Change,
  judged: (description: Description) => unknown,
): Promise<string> {
  const description = await changed(change);
  try {
    await judged(description);
    return "";
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : "";
  }
}

/** What is generated from the description after a change: the modules, loaded, and the types as text. */
export async function madeOf(change: Change): Promise<{
  readonly validators: Readonly<Record<string, Validator>>;
  readonly operations: Loose;
  readonly types: string;
}> {
  const { operations, code, types } = await compileDescription(await changed(change));
  const folder = await mkdtemp(join(tmpdir(), "solv-made-"));
  await writeFile(join(folder, "validators.js"), code);
  await writeFile(join(folder, "operations.ts"), operations);
  const made = {
    validators: await import(join(folder, "validators.js")),
    operations: (await import(join(folder, "operations.ts"))).operations,
    types,
  };
  await rm(folder, { recursive: true });
  return made;
}

export const move = (from: string, to: string): Change => {
  return ({ paths }) => {
    paths[to] = paths[from];
    delete paths[from];
  };
};
export const answer =
  (content: object): Change =>
  (d) =>
    Object.assign(cancel(d).responses, { 404: { description: "Sample.", content } });
export const media = (mediaType: string) => answer({ [mediaType]: { schema: {} } });
export const parameter =
  (place: string, schema: object | undefined, required = true): Change =>
  (d) =>
    cancel(d).parameters.push({ name: "sample", in: place, required, schema });
export const id =
  (schema: object): Change =>
  (d) => {
    d.components.parameters.external_booking_id.schema = schema;
  };
export const scheme =
  (change: object): Change =>
  (d) =>
    Object.assign(d.components.securitySchemes.access_token, change);
export const named =
  (name: string): Change =>
  (d) => {
    d.components.schemas[name] = { type: "object" };
  };

export const parameterAt = `sample.yaml:45: ${AT}/delete/parameters/1: The query parameter sample`;
export const pathAt = `sample.yaml:45: ${AT}/delete/parameters/1: The path parameter sample`;
export const styled =
  (place: string, change: object): Change =>
  (d) =>
    cancel(d).parameters.push({ name: "sample", in: place, schema: { type: "string" }, ...change });
export const status =
  (name: string): Change =>
  (d) => {
    cancel(d).responses[name] = cancel(d).responses["200"];
  };
