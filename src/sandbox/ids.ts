/** Reads the ids in a call's path by the kinds that are described of them. */
import { schemaAt, valuesShownAt } from "../description/document.js";
import { type DescribedParameter, type Operation, operations } from "../description/operations.js";
import { readParameter } from "../description/parameters.js";
import type { Call } from "./model.js";

/** The path parameter that names a booking, in every operation that has it. */
export const bookingParameter: DescribedParameter = (() => {
  const { id, parameters } = operations.cancelExternalBooking;
  const parameter = parameters.find(({ in: place }) => place === "path");
  if (!parameter) throw new Error(`${id} names no booking in its path.`);
  return parameter;
})();

/** An id as it is looked up: decoded once (RFC 3986 §2.4), and read by its kind. */
export function idFrom(parameter: DescribedParameter, segment: string): string | undefined {
  const read = readParameter(parameter, [segment]);
  if (!read) return undefined;
  const id = String(read.value);
  // RFC 9562 §4: the letters of a UUID may be of either case.
  return schemaAt(parameter.schema).format === "uuid" ? id.toLowerCase() : id;
}

/** The id of the booking that a call names; `undefined` when it cannot be decoded. */
export function bookingIdOf({ operation, parameters }: Call): string | undefined {
  const { name } = bookingParameter;
  const segment = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (segment === undefined) return undefined;
  const own = pathParametersOf(operation).find((parameter) => parameter.name === name);
  return idFrom(own ?? bookingParameter, segment);
}

/** The path parameters that name something else than a booking. */
export function otherParameters(operation: Operation): DescribedParameter[] {
  return pathParametersOf(operation).filter(({ name }) => name !== bookingParameter.name);
}

/** Whether a segment is one that the description shows: as an example, or as one of a list. */
export function isShown(parameter: DescribedParameter, segment: string): boolean {
  const { enum: listed = [], examples = [] } = schemaAt(parameter.schema);
  const shown = [...valuesShownAt(parameter.source), ...listed, ...examples];
  const id = idFrom(parameter, segment);
  return shown.some((value) => idFrom(parameter, encodeURIComponent(String(value))) === id);
}

function pathParametersOf({ parameters }: Operation): DescribedParameter[] {
  return parameters.filter(({ in: place }) => place === "path");
}
