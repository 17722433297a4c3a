/** Builds the operation table: what each operation is, requires and answers, and where it says so. */
import type { DescribedParameter } from "../../src/description/operations.js";
import { type Description, lineAt, type OpenApiDocument, refusalAt, targetOf } from "./document.js";
import { reachesFormat } from "./formats.js";
import { itemKindsOf, kindsOf } from "./kinds.js";
import { nameTargets, nameValidators, type ValidatorTable } from "./names.js";
import { namesOf } from "./property-names.js";
import { type DescribedOperation, type Media, operationsOf, type PlacedParameter } from "./walk.js";

/** A parameter as it stands in the table, where a validator is a name. */
type ParameterRow = Omit<DescribedParameter, "validate"> & { readonly validate: string };

interface Body {
  readonly schema: string;
  /** Name of the validator; printed as an identifier. */
  readonly validate: string;
}

/** The table as source text, and the validators that it refers to. */
export function generateOperations(description: Description): {
  readonly code: string;
  readonly validators: ValidatorTable;
} {
  const { document, lines } = description;
  const names = nameValidators(document);
  const sent = new Set<string>();

  const received = (schema: object, pointer: string, wanted: string): Body => {
    const target =
      "$ref" in schema && isReference(schema) ? targetOf(String(schema.$ref)) : pointer;
    return { schema: target, validate: names.nameOf(target, wanted) };
  };
  const given: typeof received = (schema, pointer, wanted) => {
    const { schema: target, validate } = received(schema, pointer, wanted);
    sent.add(target);
    return {
      schema: target,
      validate: reachesFormat(document, target) ? SENT + validate : validate,
    };
  };
  const placed = (source: string) => ({ source, line: lineAt(lines, source) });
  const bodies = (media: readonly Media[], name: string, bodyOf: typeof received) =>
    media.map(({ mediaType, pointer, media: { schema } }, index) => {
      if (!schema) {
        const sentence = `${mediaType} has no schema, so no body of it can be judged; give it one.`;
        throw refusalAt(description, pointer, sentence);
      }
      const wanted = index === 0 ? name : `${name}_${index}`;
      return [mediaType, bodyOf(schema, `${pointer}/schema`, wanted), schema] as const;
    });
  const row = ([source, parameter]: PlacedParameter, wanted: string, bodyOf: typeof received) => {
    const { schema = {} } = parameter;
    const body = bodyOf(schema, `${source}/schema`, wanted);
    return { ...describe(document, parameter, schema), ...body, ...placed(source) };
  };

  const rowOf = ({ path, method, source, operation, ...parts }: DescribedOperation) => {
    const { operationId: id, security = document.security ?? [] } = operation;
    const parameters = parts.parameters.map((parameter) => {
      const [pointer, { name, in: place }] = parameter;
      const owner = pointer.startsWith("#/components/") ? "" : `${id}_`;
      return row(parameter, `${owner}${place}_${name}`, given);
    });
    const { body } = parts;
    return {
      id,
      method: method.toUpperCase(),
      path,
      ...placed(source),
      parameters,
      security: security.map((alternative) => credentialsOf(document, alternative)),
      requestBody: body && {
        required: body.value.required ?? false,
        ...placed(`${source}/requestBody`),
        content: Object.fromEntries(
          bodies(body.media, `${id}_request`, given).map(([mediaType, each, schema]) => [
            mediaType,
            { ...each, ...namesOf(document, [schema]) },
          ]),
        ),
      },
      responses: Object.fromEntries(
        parts.answers.map(({ status, source: at, headers, media }) => [
          status,
          {
            ...placed(at),
            headers: headers.map((header) =>
              row(header, `${id}_${status}_${header[1].name}`, received),
            ),
            content: Object.fromEntries(bodies(media, `${id}_${status}`, received)),
          },
        ]),
      ),
    };
  };
  const rows = operationsOf(document).map((operation) => [
    operation.operation.operationId,
    rowOf(operation),
  ]);
  nameTargets(description, names);
  const code = `import * as validators from "./validators.js";

/** Every operation of the description, by its operationId. */
export const operations = ${print(Object.fromEntries(rows))} as const;
`;
  return { code, validators: { rows: names.rows, sent } };
}

/** Which description this is, and where its servers are: apart, for those who need no operation. */
export function generateDescription({ document, digest, file }: Description): string {
  const { info, servers = [] } = document;
  return `/** The servers of the description. */
export const servers = ${print(servers.map(({ url, description: name = url }) => ({ url, name })))} as const;

/** Which description this is. */
export const description = ${print({ title: info.title, version: info.version, digest, file })} as const;
`;
}

/** OpenAPI 3.1 §4.8.12.2.1: the defaults of style and explode. */
function describe(
  document: OpenApiDocument,
  { name, in: place, required = false, ...written }: PlacedParameter[1],
  schema: object,
): Omit<ParameterRow, keyof Body | "source" | "line"> {
  const style = written.style ?? (place === "query" || place === "cookie" ? "form" : "simple");
  const explode = written.explode ?? style === "form";
  const kinds = kindsOf(document, schema);
  const items = kinds.includes("array") ? { items: itemKindsOf(document, schema) } : {};
  return { name, in: place, required, style, explode, kinds, ...items };
}

/** Beside a `$ref` stand words only, so that the schema is the one that it leads to. */
function isReference(schema: object): boolean {
  return Object.keys(schema).every((keyword) => REFERRING.test(keyword));
}

const REFERRING = /^(\$ref|description|summary|title|examples|deprecated|x-.*)$/;

/** The credentials of an alternative, which go together. What is of no other kind has been refused before. */
function credentialsOf(
  document: OpenApiDocument,
  alternative: Readonly<Record<string, readonly string[]>>,
) {
  return Object.entries(alternative).map(([name, scopes]) => {
    const scheme = document.components?.securitySchemes?.[name];
    return scheme?.type === "apiKey"
      ? { name, type: scheme.type, in: scheme.in, header: scheme.name, scopes }
      : { name, type: "http", scheme: "bearer", header: "authorization", scopes };
  });
}

/** Before the name of a validator that is stricter with what is sent. */
const SENT = "sent ";

/** JSON as a TypeScript literal, with the names of validators as references. */
function print(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(/"([A-Za-z_$][\w$]*)":/g, "$1:")
    .replace(
      new RegExp(`validate: "${SENT}(\\w+)"`, "g"),
      "validate: /* @__PURE__ */ validators.asSent(validators.$1)",
    )
    .replace(/validate: "(\w+)"/g, "validate: validators.$1");
}
