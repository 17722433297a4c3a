/** Copied into `generated/validators.js`: tells Ajv's faults with their places and the kinds found there. */
import type { ValidationFault, Validator } from "../../../generated/validators.js";

export type AjvFault = Omit<ValidationFault, "pointer" | "found">;

/** A function of Ajv's standalone code. */
export interface Compiled {
  (value: unknown, from?: { readonly instancePath: string }): boolean;
  errors?: AjvFault[] | null;
}

/** Tells what does not fit in the branch of a union that a discriminator means. */
export type Chosen = (union: AjvFault, value: unknown) => AjvFault[] | undefined;

/** Faults that are told of one value; a reader of more learns nothing new. */
const MAX_FAULTS = 51;

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  // A number beyond the range of a double has become infinite: neither kind of number.
  if (Number.isInteger(value)) return "integer";
  return typeof value === "number" && !Number.isFinite(value) ? "infinite number" : typeof value;
}

/** Adds a fault to those that a validator has found so far. */
// biome-ignore lint/complexity/useMaxParams: generated code calls it for each keyword, and is packed.
export function noted(
  found: AjvFault[] | null,
  instancePath: string,
  schemaPath: string,
  keyword: string,
  params: AjvFault["params"],
): AjvFault[] {
  const fault = { instancePath, schemaPath, keyword, params };
  if (found === null) return [fault];
  found.push(fault);
  return found;
}

/**
 * The faults that say the most: of a union, that none of its branches fits, or, where a discriminator
 * tells which was meant, what does not fit in that one.
 */
export function tellingFaults(
  faults: readonly AjvFault[],
  value: unknown,
  chosen?: Chosen,
): AjvFault[] {
  const told: AjvFault[][] = [];
  let end = faults.length;
  while (end > 0) {
    const fault = faults[end - 1];
    // The branches' own faults stand before a union's.
    const count = Number(fault?.params.branches ?? 0);
    const branches = faults.slice(Math.max(0, end - 1 - count), end - 1);
    if (!fault) break;
    const own = isUnion(fault)
      ? (chosen?.(fault, value) ?? [ofBranches(fault, branches)])
      : [fault];
    told.push(own);
    end -= 1 + count;
  }
  return told.reverse().flat();
}

function isUnion({ keyword }: AjvFault): boolean {
  return keyword === "anyOf" || keyword === "oneOf";
}

function ofBranches(union: AjvFault, branches: readonly AjvFault[]): AjvFault {
  const { passingSchemas } = union.params;
  const type = branchTypes(union, branches);
  return { ...union, params: { ...(passingSchemas ? { passingSchemas } : {}), type } };
}

function branchTypes(union: AjvFault, branches: readonly AjvFault[]): string {
  const types = branches
    .filter(
      ({ keyword, instancePath }) => keyword === "type" && instancePath === union.instancePath,
    )
    .map(({ params }) => String(params.type));
  return types.length > 0 ? [...new Set(types)].join(" or ") : "one of the documented alternatives";
}

/** The value at a JSON pointer. No step needs an escape: the description's names are snake_case. */
export function valueAt(value: unknown, pointer: string): unknown {
  let node = value;
  for (const step of pointer.split("/").slice(1)) {
    node = (node as Record<string, unknown> | undefined)?.[step];
  }
  return node;
}

export function explained(compiled: Compiled, chosen?: Chosen): Validator {
  const validate: Validator = (value) => {
    if (compiled(value)) {
      validate.errors = [];
      return true;
    }
    const faults = tellingFaults(compiled.errors ?? [], value, chosen);
    validate.errors = faults.slice(0, MAX_FAULTS).map((fault) => {
      const missing = fault.params.missingProperty;
      return typeof missing === "string"
        ? { ...fault, pointer: `${fault.instancePath}/${missing}`, found: "nothing" }
        : {
            ...fault,
            pointer: fault.instancePath,
            found: kindOf(valueAt(value, fault.instancePath)),
          };
    });
    return false;
  };
  validate.errors = [];
  return validate;
}
