/** Reads the pages for people and takes the code out of them. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pagesIn } from "../../scripts/pages/parts.js";

export const root = resolve(__dirname, "../..");

export const pages = pagesIn(root);

export const textOf = (page: string) => readFileSync(join(root, page), "utf8");

/** A piece of code in a page. */
export interface Block {
  readonly language: string;
  readonly code: string;
  /** Page and line, as a failing test names it. */
  readonly place: string;
}

/** Every fenced block of a page. */
export function blocksOf(page: string): Block[] {
  const text = textOf(page);
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language = "", 2: code = "", index }) => ({
      language,
      code,
      place: `${page}:${text.slice(0, index).split("\n").length}`,
    }),
  );
}

/** The blocks of all pages that are in a language. */
export function allBlocks(language: string): Block[] {
  return pages.flatMap(blocksOf).filter((block) => block.language === language);
}
