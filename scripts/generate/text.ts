/** Shapes the text of Ajv's standalone code: smaller, with an end for what has too many faults, and one statement a line. */
import { createRequire } from "node:module";
import ts from "typescript";

// Ajv leaves a copy of each schema beside its function even where no code reads it. Without this, a
// change of wording in the description would change the validators.
export function withoutUnusedSchemas(code: string): string {
  const uses = new Map<string, number>();
  for (const [name] of code.matchAll(/\bschema\d+\b/g)) uses.set(name, (uses.get(name) ?? 0) + 1);
  return code.replace(/^const (schema\d+) = .*;$/gm, (line, name: string) =>
    (uses.get(name) ?? 0) > 1 ? line : "",
  );
}

/** Faults that a loop of a validator gathers before it ends; each branch of a union has its own. */
const MAX_GATHERED = 200;
/** Faults that one call of a validator hands on, so that a schema that holds itself adds up none. */
const MAX_KEPT = 5000;

/**
 * Ends the loops over items and properties that have found enough: what a far end sends could have
 * millions of faults, and Ajv 8 gathers all of them. Each loop counts its own, so that the branch of a
 * union never passes for what an earlier branch found.
 */
export function withLimit(code: string): string {
  return code
    .split(/^(?=function )/m)
    .map((part) => {
      const whole = part.replace(
        /^\w+\.errors = vErrors;$/m,
        `if(vErrors !== null && vErrors.length > ${MAX_KEPT}){\nvErrors.length = ${MAX_KEPT};\n}\n$&`,
      );
      // An item behind the limit may be the one that an array has to contain.
      if (part.includes('keyword:"contains"')) return whole;
      return whole
        .replace(
          /^for\(let (i\d+)=0; (i\d+<\w+); i\d+\+\+\)\{$/gm,
          `const end_$1 = errors + ${MAX_GATHERED};\nfor(let $1=0; $2 && errors < end_$1; $1++){`,
        )
        .replace(
          /^for\(const (key\d+) in \w+\)\{$/gm,
          `const end_$1 = errors + ${MAX_GATHERED};\n$&\nif(errors >= end_$1){\nbreak;\n}`,
        );
    })
    .join("");
}

/** What Ajv writes for each fault: nine lines of it, of which only the first says anything. */
const FAULT =
  /^const (err\d+) = \{instancePath(?::(.*))?,schemaPath:("(?:[^"\\]|\\.)*"),keyword:("\w+"),params:(.*)\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}$/gm;

export function withNoted(code: string): string {
  return code.replace(
    FAULT,
    (_, ...[, at = "instancePath", source, keyword, params]: string[]) =>
      `vErrors = noted(vErrors, ${at}, ${source}, ${keyword}, ${params});`,
  );
}

// Ajv's standalone code still calls `require` for a few keywords (minLength, uniqueItems) even when
// asked for ES modules (8.20); each names a function that needs nothing but itself.
export function withoutRequires(code: string): string {
  const require = createRequire(import.meta.url);
  return code.replace(/\brequire\("(ajv\/dist\/runtime\/[^"]+)"\)\.default/g, (_, path: string) => {
    const helper: { default: () => unknown } = require(path);
    return `(${helper.default})`;
  });
}

/** Lays JavaScript out, so that a change of it can be read as a diff. */
export function laidOut(code: string): string {
  const source = ts.createSourceFile("validators.js", code, ts.ScriptTarget.ES2022, false);
  return ts.createPrinter({ removeComments: true }).printFile(source);
}
