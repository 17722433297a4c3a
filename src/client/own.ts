/** Reads what a caller hands over: own members only, each once. */

/**
 * A copy that inherits nothing: what something has put on `Object.prototype` is no option, and a member
 * that is computed cannot be another one the second time.
 */
export function ownOf<T extends object>(given: T): T {
  return Object.assign(Object.create(null), given);
}
