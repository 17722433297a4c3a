/** Copied into `generated/validators.js` where the description has a discriminator: tells the faults of the branch meant. */
// @ts-check
import { tellingFaults, valueAt } from "./compiled.mjs";

/**
 * @typedef {import("./compiled.mjs").Compiled} Compiled
 * @typedef {import("./compiled.mjs").Chosen} Chosen
 * @typedef {Readonly<Record<string, { name: string, branches: Readonly<Record<string, Compiled>> }>>} Meant
 */

/**
 * @param {Meant} meant
 * @returns {Chosen}
 */
export function chosenBy(meant) {
  /** @type {Chosen} */
  const chosen = ({ instancePath, schemaPath }, value) => {
    const choice = meant[schemaPath];
    const node = valueAt(value, instancePath);
    if (!choice || typeof node !== "object" || node === null || Array.isArray(node)) {
      return undefined;
    }
    const { name } = choice;
    const source = schemaPath.replace(/\/\w+$/, "/discriminator");
    if (!Object.hasOwn(node, name)) {
      const missing = { missingProperty: name };
      return [{ instancePath, schemaPath: source, keyword: "required", params: missing }];
    }
    const word = node[name];
    if (typeof word !== "string" || !Object.hasOwn(choice.branches, word)) {
      const at = `${instancePath}/${name}`;
      return [{ instancePath: at, schemaPath: source, keyword: "discriminator", params: {} }];
    }
    const branch = choice.branches[word];
    if (!branch || branch(node, { instancePath })) return undefined;
    return tellingFaults(branch.errors ?? [], value, chosen);
  };
  return chosen;
}
