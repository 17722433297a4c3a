/** Compares the provider's published description with ours: what we send, and what we get. */
import { dereference, type PathItem, reasonOf } from "../generate/document.js";
import { operationsOf } from "../generate/walk.js";
import { compareKinds } from "../rate/credentials.js";
import {
  compareOperations,
  noteOperation,
  placeOfOperations,
  shapeOf,
} from "../rate/operations.js";
import { type Rating, type Side, Walk } from "../rate/walk.js";
import { CompareError } from "./published.js";

export interface Comparison {
  readonly rating: Rating;
  /** How many operations both describe. */
  readonly compared: number;
  /** What is not counted, and worth knowing. */
  readonly notes: readonly string[];
}

/** @throws CompareError when a document cannot be read as a description */
export function compareWithPublished(ours: Side, theirs: Side): Comparison {
  const walk = new Walk([ours, theirs], { wireOnly: true });
  let compared = 0;
  let areSecured = false;
  try {
    const paths = Object.entries(theirs.document.paths ?? {}).map(([path, item]) => {
      return [path, dereference<PathItem>(theirs.document, item)] as const;
    });
    const published = operationsOf({ ...theirs.document, paths: Object.fromEntries(paths) });
    for (const own of operationsOf(ours.document)) {
      const other = published.find((each) => shapeOf(each) === shapeOf(own));
      if (!other) {
        noteOperation(walk, own, false);
        continue;
      }
      compared += 1;
      compareOperations(walk, [own, other]);
      if (compareKinds(walk, placeOfOperations([own, other]), [own, other])) areSecured = true;
    }
  } catch (error) {
    // Theirs has passed no lint: a list may stand where an object is expected.
    throw new CompareError(`The published description cannot be used: ${reasonOf(error)}`);
  }
  const notes = areSecured ? [] : ["It does not describe credentials, so these were not compared."];
  return { rating: walk.rating, compared, notes };
}
