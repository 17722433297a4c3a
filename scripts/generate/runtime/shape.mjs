/** Copied into `generated/validators.js`: checks a value against a shape, which is a plain schema. */
// @ts-check

/**
 * A schema of kinds, properties and items. `source` is its place in the description, where it begins
 * one; `keyword` is the one that names its kinds.
 *
 * @typedef {{
 *   readonly source?: string,
 *   readonly keyword?: string,
 *   readonly type?: string | readonly string[],
 *   readonly required?: readonly string[],
 *   readonly properties?: Readonly<Record<string, Shape>>,
 *   readonly items?: Shape,
 * }} Shape
 * @typedef {import("../../../generated/validators.js").ValidationFault} Fault
 */

/**
 * @param {unknown} value
 * @returns {string}
 */
export function kindOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  // A number beyond the range of a double has become infinite: neither kind of number.
  if (Number.isInteger(value)) return "integer";
  return typeof value === "number" && !Number.isFinite(value) ? "infinite number" : typeof value;
}

/** Faults that are told of one value; a reader of more learns nothing new. */
const MOST_FAULTS = 51;

/**
 * @param {Shape} shape
 * @param {any} value
 * @param {string} path
 * @param {string} from
 * @param {Fault[]} faults
 */
function check(shape, value, path, from, faults) {
  const { type, required = [], properties, items, source = from, keyword = "type" } = shape;
  const found = kindOf(value);
  // No kind's name is part of another's, so this holds for a name and for a list of names.
  if (type && !type.includes(found) && !(found === "integer" && type.includes("number"))) {
    faults.push(faultOf(path, source, keyword, { type }, path, found));
  }
  if (found === "object") {
    for (const name of required) {
      if (value[name] !== undefined) continue;
      const params = { missingProperty: name };
      faults.push(faultOf(path, source, "required", params, `${path}/${name}`, "nothing"));
    }
    for (const name in properties) {
      if (value[name] === undefined) continue;
      const below = `${source}/properties/${name}`;
      check(properties[name] ?? {}, value[name], `${path}/${name}`, below, faults);
    }
  }
  if (found === "array" && items) {
    for (const [index, item] of value.entries()) {
      if (faults.length >= MOST_FAULTS) break;
      check(items, item, `${path}/${index}`, `${source}/items`, faults);
    }
  }
}

/**
 * @param {string} instancePath
 * @param {string} source
 * @param {string} keyword
 * @param {Fault["params"]} params
 * @param {string} pointer
 * @param {string} found
 * @returns {Fault}
 */
function faultOf(instancePath, source, keyword, params, pointer, found) {
  return { instancePath, schemaPath: `${source}/${keyword}`, keyword, params, pointer, found };
}

/** @param {Shape} shape */
export function validatorOf(shape) {
  const validate = (/** @type {unknown} */ value) => {
    /** @type {Fault[]} */
    const faults = [];
    check(shape, value, "", "", faults);
    validate.errors = faults.slice(0, MOST_FAULTS);
    return faults.length === 0;
  };
  validate.errors = /** @type {Fault[]} */ ([]);
  return validate;
}
