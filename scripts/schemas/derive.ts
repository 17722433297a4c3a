/** Derives the JSON Schema of a type, with the names that JSON Schema 2020-12 has for what the generator writes in draft-07. */
import { resolve } from "node:path";
import {
  type CompletedConfig,
  createFormatter,
  createParser,
  DEFAULT_CONFIG,
  SchemaGenerator,
} from "ts-json-schema-generator";
import ts from "typescript";

/** A type whose schema is shipped. */
export interface ShippedSchema {
  readonly file: string;
  readonly type: string;
  readonly out: string;
  /** Whether properties that the type does not list are refused. */
  readonly closed: boolean;
  /** A property whose members the description lists, so that a change of it changes no file of `src/`. */
  readonly described?: string;
}

export const SCHEMAS: readonly ShippedSchema[] = [
  {
    file: "src/solv/booking.ts",
    type: "BookingsFile",
    out: "src/check/bookings.schema.json",
    closed: true,
    // What is expected of a booking is held against the description when the file is read.
    described: "expect",
  },
  {
    file: "src/report/report.ts",
    type: "Report",
    out: "src/report/report.schema.json",
    closed: true,
  },
  {
    file: "src/report/baseline.ts",
    type: "Baseline",
    out: "src/report/baseline.schema.json",
    closed: true,
  },
  {
    file: "src/verify/exchange.ts",
    type: "RecordedExchange",
    out: "src/verify/exchange.schema.json",
    closed: false,
  },
];

/** As in `tsconfig.json`, without the types of browsers and of Node, which no shipped type mentions and which take long to read. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  types: [],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  resolveJsonModule: true,
  allowJs: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Each schema as the text of its file, from one reading of the sources. */
export function deriveSchemas(root: string): readonly (readonly [ShippedSchema, string])[] {
  const config: CompletedConfig = {
    ...DEFAULT_CONFIG,
    topRef: false,
    skipTypeCheck: true,
  };
  const program = ts.createProgram(
    SCHEMAS.map(({ file }) => resolve(root, file)),
    OPTIONS,
  );
  return SCHEMAS.map((schema) => {
    const own = { ...config, additionalProperties: !schema.closed };
    const parser = createParser(program, own);
    const generator = new SchemaGenerator(program, parser, createFormatter(own), own);
    return [schema, textOf(schema, generator)];
  });
}

function textOf({ file, type, described }: ShippedSchema, generator: SchemaGenerator): string {
  const { $schema: _, definitions, ...schema } = generator.createSchema(type);
  const whole = {
    // Whoever validates with a validator of 2020-12 alone goes on doing so; of the two dialects, only
    // the name of the definitions differs in what these types need.
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $comment: `Made by \`npm run schemas\` from ${file}. Do not edit.`,
    title: type,
    ...schema,
    ...(definitions && Object.keys(definitions).length > 0 && { $defs: definitions }),
  };
  // An example of a text that looks like a number comes as a number (2.4.0), which is worse than none.
  const text = JSON.stringify(whole, (key, value) => {
    if (key === "examples") return undefined;
    if (key !== described) return value;
    const { type: kind, description } = value;
    return { type: kind, description };
  });
  return `${text.replaceAll('"#/definitions/', '"#/$defs/')}\n`;
}
