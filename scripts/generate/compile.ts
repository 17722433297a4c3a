/** Compiles a description that has been read and linted; loads neither the linter nor any file. */
import { withDirections } from "./direction.js";
import type { Description } from "./document.js";
import { refuseExamples } from "./examples.js";
import { generateOperations } from "./operations.js";
import { refuseUnsupported } from "./supported.js";
import { generateTypes } from "./types.js";
import { generateValidators } from "./validators.js";

/**
 * Everything that can refuse a description after the lint, and the larger texts of its artifacts.
 *
 * @throws DescriptionError when it cannot be used
 */
export async function compileDescription(read: Description) {
  refuseUnsupported(read);
  const description = withDirections(read);
  const { code: operations, validators } = generateOperations(description);
  const code = await generateValidators(description, validators);
  refuseExamples(description);
  const types = await generateTypes(description);
  return { description, operations, validators, code, types };
}
