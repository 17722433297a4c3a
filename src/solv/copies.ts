/** Makes `instanceof` hold across the copies of a class that one program can load. */

interface ErrorClass {
  readonly prototype: Error;
}

/**
 * Lets an exported error class know the errors of its other copies: the ES module, the CommonJS module, and
 * one that was bundled into a program. `Symbol.for` is the same in all of them. A class that extends an
 * exported one knows its own errors only, as ever.
 */
export function knowCopies(type: ErrorClass, name: string): void {
  const mark = Symbol.for(`solv-external-bookings ${name}`);
  Object.defineProperty(type.prototype, mark, { value: true });
  Object.defineProperty(type, Symbol.hasInstance, {
    value(this: ErrorClass, given: unknown): boolean {
      if (!Object.hasOwn(this.prototype, mark)) {
        return Function.prototype[Symbol.hasInstance].call(this, given);
      }
      return typeof given === "object" && given !== null && mark in given;
    },
  });
}
