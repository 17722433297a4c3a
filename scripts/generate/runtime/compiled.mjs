/** Copied into `generated/validators.js`: tells Ajv's faults with their places and the kinds found there. */
// @ts-check

/**
 * @typedef {import("../../../generated/validators.js").ValidationFault} Fault
 * @typedef {Omit<Fault, "pointer" | "found">} AjvFault
 * @typedef {{ (value: unknown, from?: { instancePath: string }): boolean, errors?: AjvFault[] | null }} Compiled
 * @typedef {(union: AjvFault, value: unknown) => AjvFault[] | undefined} Chosen
 */

/** Faults that are told of one value; a reader of more learns nothing new. */
const MAX_FAULTS = 51;

/**
 * @param {unknown} value
 * @returns {string}
 */
function kindOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  // A number beyond the range of a double has become infinite: neither kind of number.
  if (Number.isInteger(value)) return "integer";
  return typeof value === "number" && !Number.isFinite(value) ? "infinite number" : typeof value;
}

/**
 * Adds a fault to those that a validator has found so far.
 *
 * @param {AjvFault[] | null} found
 * @param {string} instancePath
 * @param {string} schemaPath
 * @param {string} keyword
 * @param {AjvFault["params"]} params
 * @returns {AjvFault[]}
 */
export function noted(found, instancePath, schemaPath, keyword, params) {
  const fault = { instancePath, schemaPath, keyword, params };
  if (found === null) return [fault];
  found.push(fault);
  return found;
}

/**
 * The faults that say the most: of a union, that none of its branches fits, or, where a discriminator
 * tells which was meant, what does not fit in that one.
 *
 * @param {readonly AjvFault[]} faults
 * @param {unknown} value
 * @param {Chosen} [chosen]
 * @returns {AjvFault[]}
 */
export function tellingFaults(faults, value, chosen) {
  /** @type {AjvFault[][]} */
  const told = [];
  let end = faults.length;
  while (end > 0) {
    const fault = faults[end - 1];
    // The branches' own faults stand before a union's.
    const count = Number(fault?.params.branches ?? 0);
    const branches = faults.slice(Math.max(0, end - 1 - count), end - 1);
    if (fault) told.push(isUnion(fault) ? ofUnion(fault, branches, value, chosen) : [fault]);
    end -= 1 + count;
  }
  return told.reverse().flat();
}

/** @param {AjvFault} fault */
function isUnion({ keyword }) {
  return keyword === "anyOf" || keyword === "oneOf";
}

/**
 * @param {AjvFault} union
 * @param {readonly AjvFault[]} branches
 * @param {unknown} value
 * @param {Chosen} [chosen]
 * @returns {AjvFault[]}
 */
function ofUnion(union, branches, value, chosen) {
  const { params } = union;
  const { passingSchemas } = params;
  const type = branchTypes(union, branches);
  const whole = { ...union, params: { ...(passingSchemas ? { passingSchemas } : {}), type } };
  return chosen?.(union, value) ?? [whole];
}

/**
 * @param {AjvFault} union
 * @param {readonly AjvFault[]} branches
 */
function branchTypes(union, branches) {
  const types = branches
    .filter(
      ({ keyword, instancePath }) => keyword === "type" && instancePath === union.instancePath,
    )
    .map(({ params }) => String(params.type));
  return types.length > 0 ? [...new Set(types)].join(" or ") : "one of the documented alternatives";
}

/**
 * The value at a JSON pointer. No step needs an escape: the description's names are snake_case.
 *
 * @param {any} value
 * @param {string} pointer
 */
export function valueAt(value, pointer) {
  let node = value;
  for (const step of pointer.split("/").slice(1)) {
    node = node?.[step];
  }
  return node;
}

/**
 * @param {Compiled} compiled
 * @param {Chosen} [chosen] tells what does not fit in the branch that a discriminator means
 */
export function explained(compiled, chosen) {
  const validate = (/** @type {unknown} */ value) => {
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
  validate.errors = /** @type {Fault[]} */ ([]);
  return validate;
}
