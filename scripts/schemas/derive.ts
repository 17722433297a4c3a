/** Derives a JSON Schema (2020-12) from a TypeScript type: properties, literals and doc comments. */
import { resolve } from "node:path";
import ts from "typescript";

/** A type whose schema is shipped. */
export interface ShippedSchema {
  readonly file: string;
  readonly type: string;
  readonly out: string;
  /** Whether properties that the type does not list are refused. */
  readonly closed: boolean;
}

export const SCHEMAS: readonly ShippedSchema[] = [
  {
    file: "src/check/bookings.ts",
    type: "BookingsFile",
    out: "src/check/bookings.schema.json",
    closed: true,
  },
  {
    file: "src/report/report.ts",
    type: "Report",
    out: "src/report/report.schema.json",
    closed: true,
  },
  {
    file: "src/verify/exchange.ts",
    type: "RecordedExchange",
    out: "src/verify/exchange.schema.json",
    closed: false,
  },
];

type Node = Record<string, unknown>;

/** The schema as the text of its file. */
export function deriveSchema(root: string, { file, type, closed }: ShippedSchema): string {
  const path = resolve(root, file);
  const program = ts.createProgram([path], {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const symbol = source && checker.getSymbolAtLocation(source);
  const found = symbol && checker.getExportsOfModule(symbol).find(({ name }) => name === type);
  if (!found) throw new Error(`${file} exports no type ${type}.`);

  const definitions = new Map<string, Node>();
  const reference = (name: string, make: () => Node): Node => {
    if (!definitions.has(name)) {
      definitions.set(name, {});
      definitions.set(name, make());
    }
    return { $ref: `#/$defs/${name}` };
  };

  const schemaOf = (given: ts.Type): Node => {
    const alias = given.aliasSymbol;
    if (alias && given.isUnion()) {
      return reference(alias.name, () => ({ ...documentation(alias), ...plain(given) }));
    }
    const named = given.getSymbol();
    if (given.flags & ts.TypeFlags.Object && given.isClassOrInterface() && named) {
      const isArray = checker.isArrayType(given);
      if (!isArray) {
        return reference(named.name, () => ({ ...documentation(named), ...objectOf(given) }));
      }
    }
    return plain(given);
  };

  const plain = (given: ts.Type): Node => {
    if (given.isLiteral()) return { const: given.value };
    if (given.flags & ts.TypeFlags.String) return { type: "string" };
    if (given.flags & ts.TypeFlags.Number) return { type: "number" };
    if (given.flags & ts.TypeFlags.Boolean) return { type: "boolean" };
    if (checker.isArrayType(given)) {
      const [item] = checker.getTypeArguments(given as ts.TypeReference);
      return { type: "array", ...(item && { items: schemaOf(item) }) };
    }
    if (given.isUnion()) {
      const literals = given.types.map((part) => (part.isLiteral() ? part.value : undefined));
      if (literals.every((literal) => literal !== undefined)) return { enum: literals.sort() };
      return { anyOf: given.types.map(schemaOf) };
    }
    if (given.flags & ts.TypeFlags.Object) return objectOf(given);
    throw new Error(`No schema is known for ${checker.typeToString(given)}.`);
  };

  // That a member may be absent makes it one that is not required, and says nothing of its value.
  const orNull = (given: ts.Type): Node => {
    const value = schemaOf(checker.getNonNullableType(given));
    const isNullable =
      given.isUnion() && given.types.some(({ flags }) => flags & ts.TypeFlags.Null);
    return isNullable ? { anyOf: [value, { type: "null" }] } : value;
  };

  const objectOf = (given: ts.Type): Node => {
    const members = checker.getPropertiesOfType(given);
    const index = checker.getIndexInfoOfType(given, ts.IndexKind.String);
    const optional = ({ flags }: ts.Symbol) => Boolean(flags & ts.SymbolFlags.Optional);
    const properties = members.map((member) => {
      const memberType = checker.getTypeOfSymbol(member);
      return [member.name, { ...documentation(member), ...orNull(memberType) }];
    });
    const required = members.filter((member) => !optional(member)).map(({ name }) => name);
    return {
      type: "object",
      ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
      ...(required.length > 0 && { required }),
      ...(index
        ? { additionalProperties: schemaOf(index.type) }
        : closed && { additionalProperties: false }),
    };
  };

  const documentation = (of: ts.Symbol): Node => {
    const text = ts.displayPartsToString(of.getDocumentationComment(checker)).trim();
    return text ? { description: text.replace(/\s+/g, " ") } : {};
  };

  const declared = checker.getDeclaredTypeOfSymbol(found);
  const main = checker.isArrayType(declared) ? plain(declared) : objectOf(declared);
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $comment: `Made by \`npm run schemas\` from ${file}. Do not edit.`,
    title: type,
    ...documentation(found),
    ...main,
    ...(definitions.size > 0 && { $defs: Object.fromEntries([...definitions].sort(byName)) }),
  };
  return `${JSON.stringify(schema)}\n`;
}

function byName([a]: [string, Node], [b]: [string, Node]): number {
  return a < b ? -1 : 1;
}
