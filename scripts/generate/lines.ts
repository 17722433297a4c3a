/** Notes the line of every node of a YAML text; apart from what reads a description, which loads the linter. */
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { escapeStep } from "../../src/description/pointer.js";

/** JSON pointer of each node → its line, counted from 1. */
export function linesByPointer(text: string): Record<string, number> {
  const counter = new LineCounter();
  const root = parseDocument(text, { lineCounter: counter }).contents;
  const lines: Record<string, number> = {};
  const note = (pointer: string, node: unknown) => {
    const start = (node as Node | null)?.range?.[0];
    if (start !== undefined) lines[pointer] = counter.linePos(start).line;
  };
  const walk = (node: unknown, pointer: string) => {
    if (isMap(node)) {
      for (const pair of node.items) {
        if (!isPair(pair) || !isScalar(pair.key)) continue;
        const child = `${pointer}/${escapeStep(String(pair.key.value))}`;
        note(child, pair.key);
        walk(pair.value, child);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        note(`${pointer}/${index}`, item);
        walk(item, `${pointer}/${index}`);
      });
    }
  };
  lines["#"] = 1;
  walk(root, "#");
  return lines;
}
