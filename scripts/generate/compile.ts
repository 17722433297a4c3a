/** Compiles a description that has been read: its operation table, its validators, and every refusal. */
import { withDirections } from "./direction.js";
import type { Description } from "./document.js";
import { refuseExamples } from "./examples.js";
import { generateOperations } from "./operations.js";
import { refuseUnsupported } from "./supported.js";
import { generateValidators, withTargets } from "./validators.js";

/**
 * Everything that can refuse a description once it has been read; its types aside.
 *
 * @throws DescriptionError when it cannot be used
 */
export async function compileDescription(read: Description) {
  refuseUnsupported(read);
  const description = withDirections(read);
  const { code: operations, validators: named } = generateOperations(description);
  const validators = withTargets(description, named);
  const code = await generateValidators(description, validators);
  refuseExamples(description);
  return { description, operations, validators, code };
}
