/** Reads what the compiled validators note about a departure. */
import type { ValidationFault } from "../../generated/validators.js";

/**
 * The faults without those that another one explains: `anyOf` and `oneOf` also report why each branch
 * failed.
 */
export function tellingFaults(faults: readonly ValidationFault[]): ValidationFault[] {
  const unions = faults.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf");
  return faults
    .filter(
      (fault) => !unions.some(({ schemaPath }) => fault.schemaPath.startsWith(`${schemaPath}/`)),
    )
    .map((fault) =>
      unions.includes(fault)
        ? { ...fault, params: { ...fault.params, type: branchTypes(fault, faults) } }
        : fault,
    );
}

function branchTypes(union: ValidationFault, faults: readonly ValidationFault[]): string {
  const types = faults
    .filter(
      ({ keyword, schemaPath, instancePath }) =>
        keyword === "type" &&
        instancePath === union.instancePath &&
        schemaPath.startsWith(`${union.schemaPath}/`),
    )
    .map(({ params }) => String(params.type));
  return types.length > 0 ? types.join(" or ") : "one of the documented alternatives";
}

/** JSON pointer to what is at fault, also where that is missing. */
export function faultPointer({ instancePath, params }: ValidationFault): string {
  const missing = params.missingProperty;
  return typeof missing === "string"
    ? `${instancePath}/${missing.replaceAll("~", "~0").replaceAll("/", "~1")}`
    : instancePath;
}

/** What the description has in the place of a fault: a kind, or a keyword. */
export function documentedBy({ keyword, params }: ValidationFault): string {
  if (keyword === "required") return "a required property";
  const { type } = params;
  if (type !== undefined) return Array.isArray(type) ? type.join(" or ") : String(type);
  return `a value that meets \`${keyword}\``;
}

/** The value at a JSON pointer; `undefined` when there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  let node = value;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as Record<string, unknown>)[key];
  }
  return node;
}
