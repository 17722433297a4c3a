/** Every report format by its name. */

import type { Format, Report } from "../report.js";
import { renderGithub } from "./github.js";
import { renderHtml } from "./html.js";
import { renderJson } from "./json.js";
import { renderJunit } from "./junit.js";
import { renderMarkdown } from "./markdown.js";
import { type PrettyOptions, renderPretty } from "./pretty.js";

/** Turns a report into text that ends with a line feed; only `pretty` has options. */
export type Renderer = (report: Report, options?: PrettyOptions) => string;

export const renderers: Readonly<Record<Format, Renderer>> = {
  pretty: renderPretty,
  json: renderJson,
  junit: renderJunit,
  github: renderGithub,
  markdown: renderMarkdown,
  html: renderHtml,
};
