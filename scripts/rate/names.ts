/** Names say where a change is in words of the description instead of a pointer into it. */
import { stepsOf } from "../../src/description/pointer.js";
import { isNode, type Node } from "./normal-schema.js";

/** Words for the parts of an operation; the ones that are empty say nothing to a reader. */
const WORDS: Readonly<Record<string, string>> = {
  content: "",
  "application/json": "",
  schema: "",
  requestBody: "request",
  security: "credentials",
};
/** What stands before the name of a part. */
const KINDS: Readonly<Record<string, string>> = {
  responses: "answer",
  headers: "header",
  schemas: "schema",
  securitySchemes: "credential",
  parameters: "parameter",
  examples: "example",
  requestBodies: "request",
  links: "link",
};

/**
 * @param path - a JSON pointer such as `#/paths/~1a/get/responses/200/content/application~1json/schema/properties/b`
 * @param documents - where operations and parameters get their names; the first that has it is asked
 * @returns for example "getA, answer 200, `b`"
 */
export function nameOf(path: string, documents: readonly unknown[] = []): string {
  const steps = stepsOf(path);
  const parts: string[] = [];
  let from = 0;
  if (steps[0] === "paths" && steps.length > 1) {
    const named = nodeAt(steps.slice(0, 3), documents).find((node) => node.operationId);
    const method = steps[2] === undefined ? "" : `${steps[2].toUpperCase()} `;
    parts.push(named ? String(named.operationId) : `${method}${steps[1]}`);
    from = 3;
  } else if (steps[0] === "components") from = 1;
  let property = "";
  const flush = () => {
    if (property !== "") parts.push(`\`${property}\``);
    property = "";
  };
  for (let index = from; index < steps.length; index += 1) {
    const step = steps[index] ?? "";
    const next = steps[index + 1];
    if (step === "properties" && next !== undefined) {
      property += `${property === "" ? "" : "."}${next}`;
      index += 1;
    } else if (step === "items") property += "[]";
    else if (step in KINDS && next !== undefined) {
      flush();
      const found = nodeAt(steps.slice(0, index + 2), documents).find((node) => node.name);
      const isListed = step === "parameters" && found !== undefined;
      parts.push(`${KINDS[step]} ${isListed ? `\`${found.name}\`` : next}`);
      index += 1;
    } else if (step === "servers" && next !== undefined) {
      const [server] = nodeAt(steps.slice(0, index + 2), documents);
      parts.push(`server ${server?.url ?? next}`);
      index += 1;
    } else if (WORDS[step] !== "" || (next === undefined && step !== "schema")) {
      flush();
      parts.push(WORDS[step] || step);
    }
  }
  flush();
  return parts.join(", ") || "the description";
}

function nodeAt(steps: readonly string[], documents: readonly unknown[]): Node[] {
  return documents.flatMap((document) => {
    let node: unknown = document;
    for (const step of steps) node = (node as Node | undefined)?.[step];
    return isNode(node) ? [node] : [];
  });
}

/** A value of a description, short enough for a sentence. */
export function shown(value: unknown): string {
  if (value === undefined) return "absent";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
