/** Finds the links of the pages, and what they can lead to. */
import { dirname, join } from "node:path";
import { pages, textOf } from "./pages.js";

/** The pages whose links are followed. */
export const linked = [...pages, ".github/CONTRIBUTING.md", ".github/SECURITY.md", "CHANGELOG.md"];

const withoutCode = (page: string) =>
  page
    .replace(/^```[\s\S]*?^```$/gm, "")
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ""));

/** The targets of a page's links that are neither on the web nor in a program. */
export function linksOf(page: string): { target: string; file: string; anchor: string }[] {
  return [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^https?:/.test(target))
    .map((target) => {
      const [path = "", anchor = ""] = target.split("#");
      return { target, anchor, file: path ? join(dirname(page), path) : page };
    });
}

/** The anchors of a page's headings, by the rule of GitHub. */
export function anchorsOf(page: string): string[] {
  const headings = withoutCode(textOf(page)).matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/ /g, "-"),
  );
}
