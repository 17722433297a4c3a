/** A word that nothing but what must stay secret contains, and where it shows itself in a text. */

export const CANARY = "Kanarienvogel";

const percentEncoded = [...CANARY]
  .map((letter) => `%${letter.charCodeAt(0).toString(16)}`)
  .join("")
  .toLowerCase();
const hex = Buffer.from(CANARY).toString("hex");
// What base64 makes of a text depends on where in a group of three bytes it begins.
const inBase64 = [0, 1, 2].flatMap((shift) => {
  const text = Buffer.from(`${" ".repeat(shift)}${CANARY}`).toString("base64");
  const own = text.slice(Math.ceil((shift * 4) / 3), -4);
  return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
});

/** The surroundings of the first canary in a text, however it is written; `undefined` without one. */
export function leakIn(text: string): string | undefined {
  const lower = text.toLowerCase();
  const places = [
    ...[CANARY.toLowerCase(), percentEncoded, hex].map((form) => lower.indexOf(form)),
    ...inBase64.map((form) => text.indexOf(form)),
  ].filter((at) => at !== -1);
  if (places.length === 0) return undefined;
  const at = Math.min(...places);
  return text.slice(Math.max(0, at - 80), at + 80);
}
