/** Renders the coverage of the HTML report: by operation and status, each prefix once. */
import type { Report } from "../report.js";
import { coverageRows, digits } from "../words.js";
import { breakable } from "./html-words.js";

/** How much of each kind was exercised, folded; inside, what was not, by operation and status. */
export function coverage(report: Report): string {
  const rows = coverageRows(report);
  const short = rows.map(({ name, exercised, documented }) => {
    const text = `${name} ${digits(exercised)}/${digits(documented)}`;
    return exercised < documented ? `<b>${text}</b>` : text;
  });
  const missing = rows.flatMap(({ missing: names }) => names);
  return `<details class="card" id="coverage"><summary>Coverage: <span class="quiet">${short.join(" · ")}</span></summary>
${missing.length > 0 ? `<h3>Not exercised</h3><dl>${missingBlocks(missing)}</dl>` : "<p>All of it was exercised.</p>"}
</details>`;
}

/** A name of the coverage is `operation status /field`: all but its last word is the place. */
function missingBlocks(names: readonly string[]): string {
  const byPlace = new Map<string, string[]>();
  for (const name of names) {
    const at = name.lastIndexOf(" ");
    const place = at === -1 ? "operations" : name.slice(0, at);
    const inside = byPlace.get(place) ?? [];
    byPlace.set(place, [...inside, name.slice(at + 1)]);
  }
  return [...byPlace]
    .map(([place, inside]) => {
      const items = inside.map((item) => `<code>${breakable(item.replace(/^\//, ""))}</code>`);
      return `<dt>${breakable(place)}</dt><dd>${items.join(", ")}</dd>`;
    })
    .join("");
}
