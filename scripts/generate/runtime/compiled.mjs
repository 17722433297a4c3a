/** Copied into `generated/validators.js`: tells Ajv's faults with their places and the kinds found there. */
// @ts-check

/**
 * @typedef {import("../../../generated/validators.js").ValidationFault} Fault
 * @typedef {Omit<Fault, "pointer" | "found">} AjvFault
 * @typedef {{ (value: unknown): boolean, errors?: AjvFault[] | null }} Compiled
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
 * The first faults without those that another one explains: `anyOf` and `oneOf` also report why each
 * branch failed.
 *
 * @param {readonly AjvFault[]} faults
 */
function tellingFaults(faults) {
  const isUnion = (/** @type {AjvFault} */ { keyword }) =>
    keyword === "anyOf" || keyword === "oneOf";
  const unions = [...new Set(faults.filter(isUnion).map(({ schemaPath }) => `${schemaPath}/`))];
  return faults
    .filter(({ schemaPath }) => !unions.some((union) => schemaPath.startsWith(union)))
    .slice(0, MAX_FAULTS)
    .map((fault) =>
      isUnion(fault)
        ? { ...fault, params: { ...fault.params, type: branchTypes(fault, faults) } }
        : fault,
    );
}

/**
 * @param {AjvFault} union
 * @param {readonly AjvFault[]} faults
 */
function branchTypes(union, faults) {
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

/**
 * The value at a JSON pointer. No step needs an escape: the description's names are snake_case.
 *
 * @param {any} value
 * @param {string} pointer
 */
function valueAt(value, pointer) {
  let node = value;
  for (const step of pointer.split("/").slice(1)) {
    node = node?.[step];
  }
  return node;
}

/** @param {Compiled} compiled */
export function explained(compiled) {
  const validate = (/** @type {unknown} */ value) => {
    const valid = compiled(value);
    validate.errors = tellingFaults(compiled.errors ?? []).map((fault) => {
      const missing = fault.params.missingProperty;
      return typeof missing === "string"
        ? { ...fault, pointer: `${fault.instancePath}/${missing}`, found: "nothing" }
        : {
            ...fault,
            pointer: fault.instancePath,
            found: kindOf(valueAt(value, fault.instancePath)),
          };
    });
    return valid;
  };
  validate.errors = /** @type {Fault[]} */ ([]);
  return validate;
}
