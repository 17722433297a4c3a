/** Copied into `generated/validators.js` where the description has a discriminator: tells the faults of the branch meant. */
import { type Chosen, type Compiled, tellingFaults, valueAt } from "./compiled.js";

/** Of each union: the property that decides, and the branch for each of its values. */
type Meant = Readonly<
  Record<string, { readonly name: string; readonly branches: Readonly<Record<string, Compiled>> }>
>;

export function chosenBy(meant: Meant): Chosen {
  const chosen: Chosen = ({ instancePath, schemaPath }, value) => {
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
    const word = (node as Readonly<Record<string, unknown>>)[name];
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
