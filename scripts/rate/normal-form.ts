/** The normal form of a description holds its operations as a caller meets them: what is sent, and what is answered. */
import { escapeStep } from "../../src/description/pointer.js";
import { METHODS } from "../generate/walk.js";
import { type Context, follow, isNode, type Node, normalSchema } from "./normal-schema.js";

export interface NormalForm {
  /** An OpenAPI document without words, examples and references. */
  readonly document: Node;
  /** JSON pointer in the normal form → the place in the source that says it. */
  readonly origins: ReadonlyMap<string, string>;
}

const WORDS = /^(description|summary|tags|externalDocs|x-.*|examples?)$/;

export interface NormalFormOptions {
  /** Only what travels: names in code, servers and annotations are put aside. */
  readonly wireOnly?: boolean;
  /** The document is somebody else's, whose generator has spellings of its own. */
  readonly foreign?: boolean;
}

/** @throws Error when a reference leads nowhere, or out of the document */
export function normalForm(
  document: Node,
  { wireOnly = false, foreign = false }: NormalFormOptions = {},
): NormalForm {
  const origins = new WeakMap<object, string>();
  const context = { document, origins, wireOnly, foreign };
  const paths: Node = {};
  for (const [path, given] of Object.entries((document.paths ?? {}) as Node)) {
    if (!path.startsWith("/")) continue;
    const [item, origin] = resolved(given, `#/paths/${escapeStep(path)}`, document);
    const methods: Node = {};
    for (const method of METHODS) {
      const operation = item[method];
      if (!isNode(operation)) continue;
      methods[method] = operationForm({ operation, item, origin, method }, context);
      origins.set(methods[method] as object, `${origin}/${method}`);
    }
    origins.set(methods, origin);
    paths[path] = methods;
  }
  const { securitySchemes = {} } = (document.components ?? {}) as { securitySchemes?: Node };
  const form: Node = {
    openapi: "3.1.1",
    info: { title: "Normal form", version: "1.0.0" },
    ...(wireOnly ? {} : { servers: document.servers ?? [] }),
    paths,
    ...(wireOnly ? {} : { webhooks: document.webhooks ?? {} }),
    components: { securitySchemes: wordless(securitySchemes) },
  };
  return { document: form, origins: placesOf(form, origins) };
}

type Shared = Omit<Context, "direction">;

interface Place {
  readonly operation: Node;
  readonly item: Node;
  /** The path item's. */
  readonly origin: string;
  readonly method: string;
}

function operationForm({ operation, item, origin, method }: Place, context: Shared): Node {
  const source = `${origin}/${method}`;
  const { operationId, parameters: _, requestBody, responses, security, ...rest } = operation;
  const root = (context.document as Node).security ?? [];
  const effective = (security ?? root) as unknown[];
  const form: Node = {
    ...(context.wireOnly ? {} : { ...wordless(rest), operationId }),
    ...(operation.deprecated === true && { deprecated: true }),
    security: effective,
    parameters: parametersForm({ operation, item, origin, method }, context),
  };
  if (requestBody !== undefined) {
    const [body, place] = resolved(requestBody, `${source}/requestBody`, context.document);
    form.requestBody = {
      required: body.required === true,
      content: contentForm(body.content, place, { ...context, direction: "request" }),
    };
    context.origins.set(form.requestBody as object, place);
  }
  form.responses = Object.fromEntries(
    Object.entries((responses ?? {}) as Node)
      .filter(([status]) => !status.startsWith("x-"))
      .map(([status, given]) => [
        status,
        responseForm(given, `${source}/responses/${status}`, { ...context, direction: "answer" }),
      ]),
  );
  return form;
}

function parametersForm({ operation, item, origin, method }: Place, context: Shared): Node[] {
  const found = new Map<string, Node>();
  for (const [list, place] of [
    [item.parameters, `${origin}/parameters`],
    [operation.parameters, `${origin}/${method}/parameters`],
  ] as const) {
    for (const [index, given] of ((list ?? []) as unknown[]).entries()) {
      const [parameter, source] = resolved(given, `${place}/${index}`, context.document);
      const isHeader = parameter.in === "header";
      const name = isHeader ? String(parameter.name).toLowerCase() : parameter.name;
      // OpenAPI 3.1 §4.8.12.1: header parameters of these names are ignored.
      if (isHeader && /^(accept|content-type|authorization)$/.test(String(name))) continue;
      const form = valueForm({ ...parameter, name }, source, { ...context, direction: "request" });
      const style = /^(query|cookie)$/.test(String(parameter.in)) ? "form" : "simple";
      if (form.style === style) delete form.style;
      if (form.explode === ((form.style ?? style) === "form")) delete form.explode;
      form.required = parameter.required === true;
      found.set(`${parameter.in} ${name}`, form);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, form]) => form);
}

function responseForm(given: unknown, origin: string, context: Context): Node {
  const [response, source] = resolved(given, origin, context.document);
  const headers = Object.entries((response.headers ?? {}) as Node)
    .filter(([name]) => name.toLowerCase() !== "content-type")
    .map(([name, value]): [string, Node] => {
      const place = `${source}/headers/${escapeStep(name)}`;
      const [header, origin] = resolved(value, place, context.document);
      const form = valueForm(header, origin, context);
      form.required = header.required === true;
      return [name.toLowerCase(), form];
    });
  const form: Node = {
    description: "Answer.",
    headers: Object.fromEntries(headers),
    content: contentForm(response.content, source, context),
    ...(context.wireOnly || response.links === undefined ? {} : { links: response.links }),
  };
  context.origins.set(form, source);
  return form;
}

/** A parameter or a header: its value by a schema, or by a media type. */
function valueForm(given: Node, origin: string, context: Context): Node {
  const { schema, content, ...rest } = given;
  const form: Node = wordless(rest);
  if (context.wireOnly) delete form.deprecated;
  if (schema !== undefined) form.schema = normalSchema(schema, `${origin}/schema`, context);
  if (content !== undefined) form.content = contentForm(content, origin, context);
  // A name of a parameter that may be left out says all that null and a default of null would.
  if (context.foreign && given.required !== true && isNode(form.schema)) {
    const { type, default: value, ...other } = form.schema;
    if (Array.isArray(type) && type.includes("null")) {
      const kinds = type.filter((kind) => kind !== "null");
      const bare = { ...other, type: kinds.length === 1 ? kinds[0] : kinds };
      form.schema = value === null || value === undefined ? bare : { ...bare, default: value };
    }
  }
  context.origins.set(form, origin);
  return form;
}

function contentForm(content: unknown, origin: string, context: Context): Node {
  return Object.fromEntries(
    Object.entries((content ?? {}) as Node).map(([mediaType, given]) => {
      const place = `${origin}/content/${escapeStep(mediaType)}`;
      const { schema, ...rest } = given as Node;
      const form: Node = wordless(rest);
      if (schema !== undefined) form.schema = normalSchema(schema, `${place}/schema`, context);
      context.origins.set(form, place);
      return [mediaType, form];
    }),
  );
}

function wordless(node: Node): Node {
  return Object.fromEntries(
    Object.entries(node)
      .filter(([name]) => !WORDS.test(name))
      .map(([name, value]) => [name, isNode(value) ? wordless(value) : value]),
  );
}

function resolved(given: unknown, origin: string, document: object): [Node, string] {
  const node = given as Node;
  if (typeof node.$ref !== "string") return [node, origin];
  return [follow(node.$ref, document) as Node, node.$ref];
}

function placesOf(form: Node, origins: WeakMap<object, string>): Map<string, string> {
  const places = new Map<string, string>();
  const walk = (node: unknown, pointer: string) => {
    if (typeof node !== "object" || node === null) return;
    const origin = origins.get(node);
    if (origin !== undefined) places.set(pointer, origin);
    for (const [name, child] of Object.entries(node)) walk(child, `${pointer}/${escapeStep(name)}`);
  };
  walk(form, "#");
  return places;
}

/** The place in the source of a pointer into the normal form. */
export function originOf(places: ReadonlyMap<string, string>, pointer: string): string {
  let end = pointer.length;
  while (end > 0) {
    const origin = places.get(pointer.slice(0, end));
    if (origin !== undefined) return origin + pointer.slice(end);
    end = pointer.lastIndexOf("/", end - 1);
  }
  return pointer;
}
