/** Writes a request as a shell line, with variables in the place of its secrets. */
import { EXPECTS_NO_BODY } from "../http/request-headers.js";
import { headerOf } from "../http/wire.js";
import { BASE_URL, SLOTS } from "../solv/profile.js";
import { encodeTwice, inOtherCase } from "./probes/ids.js";
import { ESCAPED_BYTE, type RequestDraft, SHELL_VARIABLES } from "./request.js";

/** A shell line that sends the same request; made from a draft that was filled with `SHELL_VARIABLES`. */
export function toCurl(draft: RequestDraft): string {
  const { body } = draft;
  const text = typeof body === "object" ? JSON.stringify(body) : body;
  const url = quote(`__${BASE_URL}__${draft.path}${draft.query}`);
  const parts = [
    `curl --path-as-is -X ${draft.method} ${draft.isSentTwice ? `${url} ${url}` : url}`,
    ...draft.headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(text === undefined ? [] : [`--data-binary ${quote(text)}`]),
    // curl would declare a form.
    ...(text === undefined || headerOf(draft.headers, "content-type")
      ? []
      : ['-H "Content-Type:"']),
    // As the transport has it, and curl has not.
    ...(text === undefined && !EXPECTS_NO_BODY.test(draft.method)
      ? ['-H "Content-Length: 0"']
      : []),
  ];
  const line = parts.join(" ");
  // Where the id is rewritten it stands in a shell of its own, whose end would not be that of the line.
  return line.includes(REWRITING) ? `: "\${${SLOTS.id.shell}:?}" && ${line}` : line;
}

/** How each rewriting begins. */
const REWRITING = `$(printf %s "$${SLOTS.id.shell}" |`;

/** What stands for the id where it is rewritten → how a shell rewrites it, for one of unreserved characters. */
const SHELL_EDITS: Readonly<Record<string, string>> = {
  [encodeTwice(SHELL_VARIABLES.id)]:
    "od -An -v -tx1 | tr -d ' \\n' | tr a-f A-F | sed 's/../%25&/g'",
  [inOtherCase(SHELL_VARIABLES.id) ?? ""]: "tr 'A-Za-z' 'a-zA-Z'",
};
const REWRITTEN = new RegExp(Object.keys(SHELL_EDITS).join("|"), "g");

// Double quotes, so that the variables are filled in; long runs are made by the shell. A variable that is
// unset ends the line: without an id it would name another URL.
function quote(text: string): string {
  const escaped = text
    .replace(/[\\"$`]/g, "\\$&")
    .replace(REWRITTEN, (written) => `${REWRITING} ${SHELL_EDITS[written]})`)
    .replace(/__([A-Z_]+?)__/g, "$${$1:?}")
    .replace(/(?:%20){100,}/g, (run) => {
      return `$(head -c ${run.length / 3} /dev/zero | tr '\\0' ' ' | sed 's/ /%20/g')`;
    })
    .replace(new RegExp(ESCAPED_BYTE, "gu"), (byte) => {
      return `$(printf '\\${(byte.charCodeAt(0) & 0xff).toString(8)}')`;
    })
    .replace(/(.)\1{99,}/g, (run, character: string) => {
      return `$(head -c ${run.length} /dev/zero | tr '\\0' ${/\w/.test(character) ? character : `'${character}'`})`;
    });
  return `"${escaped}"`;
}
