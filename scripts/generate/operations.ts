/** Builds the operation table: what each operation is, requires and answers, and where it says so. */
import { contentPointer, escapeStep } from "../../src/description/pointer.js";
import {
  type Description,
  dereference,
  lineAt,
  type MediaTypeObject,
  type OpenApiDocument,
  type OperationObject,
  placeOf,
  type RequestBodyObject,
  type ResponseObject,
  refusalAt,
} from "./document.js";
import { reachesFormat } from "./formats.js";
import { type Names, namesOf } from "./names.js";
import { describeParameter, type ParameterContext } from "./parameters.js";
import type { ValidatorTable } from "./validators.js";
import { headersOf, operationsOf, parametersOf } from "./walk.js";

interface Body extends Names {
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
  const validators = new Map<string, string>();
  /** The other way round: pointer of a schema → name of its validator. */
  const named = new Map<string, string>();
  const nameValidator = (pointer: string, wanted: string): string => {
    let name = named.get(pointer) ?? wanted;
    // Names of schemas and headers may differ in nothing that a name in code can have.
    for (let count = 2; (validators.get(name) ?? pointer) !== pointer; count += 1) {
      name = `${wanted}_${count}`;
    }
    named.set(pointer, name);
    validators.set(name, pointer);
    return name;
  };
  for (const name of Object.keys(document.components?.schemas ?? {})) {
    nameValidator(`#/components/schemas/${escapeStep(name)}`, validatorName(name));
  }
  const lineOf = (pointer: string) => lineAt(lines, pointer);
  const validatorOf = (schema: object, pointer: string, wanted: string): Body => {
    const target = isReference(schema) ? placeOf(schema, pointer) : pointer;
    return { schema: target, validate: nameValidator(target, validatorName(wanted)) };
  };
  const sent = new Set<string>();
  const sentValidatorOf: typeof validatorOf = (schema, pointer, wanted) => {
    const { schema: target, validate } = validatorOf(schema, pointer, wanted);
    sent.add(target);
    const isStricter = reachesFormat(document, target);
    return { schema: target, validate: isStricter ? `${SENT}${validate}` : validate };
  };
  const ofAnswer: ParameterContext = { document, lineOf, validatorOf };
  const ofRequest: ParameterContext = { document, lineOf, validatorOf: sentValidatorOf };

  const bodies = (
    content: Readonly<Record<string, MediaTypeObject>>,
    pointer: string,
    name: string,
    { validatorOf: of }: ParameterContext,
  ): Record<string, Body> =>
    Object.fromEntries(
      Object.entries(content).map(([mediaType, { schema }], index) => {
        if (!schema) {
          const sentence = `${mediaType} has no schema, so no body of it can be judged; give it one.`;
          throw refusalAt(description, pointer, sentence);
        }
        const own = `${contentPointer(pointer, mediaType)}/schema`;
        return [mediaType, of(schema, own, index === 0 ? name : `${name}_${index}`)];
      }),
    );

  const operations = operationsOf(document).map(({ path, method, source, item, operation }) => {
    const id = operation.operationId;
    const parameters = parametersOf(document, item, operation, source).map((found) => {
      const [pointer, { name, in: place }] = found;
      const isShared = pointer.startsWith("#/components/");
      return describeParameter(ofRequest, found, `${isShared ? "" : `${id}_`}${place}_${name}`);
    });
    const requestBody =
      operation.requestBody && dereference<RequestBodyObject>(document, operation.requestBody);
    return [
      id,
      {
        id,
        method: method.toUpperCase(),
        path,
        source,
        line: lineOf(source),
        parameters,
        security: securityOf(document, operation),
        requestBody: requestBody && {
          required: requestBody.required ?? false,
          source: `${source}/requestBody`,
          line: lineOf(`${source}/requestBody`),
          content: Object.fromEntries(
            Object.entries(
              bodies(
                requestBody.content,
                placeOf(operation.requestBody, `${source}/requestBody`),
                `${id}_request`,
                ofRequest,
              ),
            ).map(([mediaType, body]) => [
              mediaType,
              {
                ...body,
                ...namesOf(document, [requestBody.content[mediaType]?.schema ?? {}]),
              },
            ]),
          ),
        },
        responses: Object.fromEntries(
          Object.entries(operation.responses ?? {}).map(([status, value]) => {
            const response = dereference<ResponseObject>(document, value);
            const pointer = `${source}/responses/${status}`;
            return [
              status,
              {
                source: pointer,
                line: lineOf(pointer),
                headers: headersOf(document, response, placeOf(value, pointer)).map((found) =>
                  describeParameter(ofAnswer, found, `${id}_${status}_${found[1].name}`),
                ),
                content: bodies(
                  response.content ?? {},
                  placeOf(value, pointer),
                  `${id}_${status}`,
                  ofAnswer,
                ),
              },
            ];
          }),
        ),
      },
    ] as const;
  });

  const code = `import * as validators from "./validators.js";

/** Every operation of the description, by its operationId. */
export const operations = ${print(Object.fromEntries(operations))} as const;
`;
  return { code, validators: { rows: validators, sent } };
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

/** Beside a `$ref` stand words only, so that the schema is the one that it leads to. */
function isReference(schema: object): boolean {
  return Object.keys(schema).every((keyword) => REFERRING.has(keyword) || /^x-/.test(keyword));
}

const REFERRING = new Set(["$ref", "description", "summary", "title", "examples", "deprecated"]);

/** The alternatives that unlock an operation; each is a list of credentials that go together. */
function securityOf(document: OpenApiDocument, operation: OperationObject) {
  const schemes = document.components?.securitySchemes ?? {};
  return (operation.security ?? document.security ?? []).map((requirement) =>
    Object.entries(requirement).map(([name, scopes]) => {
      const scheme = schemes[name];
      if (scheme?.type === "apiKey") {
        return { name, type: scheme.type, in: scheme.in, header: scheme.name, scopes };
      }
      // What is of no other kind has been refused before.
      return { name, type: "http", scheme: "bearer", header: "authorization", scopes };
    }),
  );
}

/** Before the name of a validator that is stricter with what is sent. */
const SENT = "sent ";

function validatorName(name: string): string {
  return `validate${name.charAt(0).toUpperCase()}${name.slice(1).replace(/\W/g, "_")}`;
}

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
