/** Brings the HTML report to life: filters that live in the URL, links that open, a button that copies. */
export const SCRIPT = `
const form = document.getElementById("filters");
const shown = document.getElementById("shown");
const all = (selector) => [...document.querySelectorAll(selector)];
const rows = all(".row");
const findings = all(".finding");
const standard = String(query());

function query() {
  const chosen = new URLSearchParams(new FormData(form));
  if (!chosen.get("text")) chosen.delete("text");
  return chosen;
}

function apply() {
  const chosen = query();
  const outcomes = chosen.getAll("show");
  const wanted = (chosen.get("text") || "").trim().toLowerCase();
  for (const one of [...rows, ...findings]) {
    one.hidden =
      !outcomes.includes(one.dataset.outcome) || !one.textContent.toLowerCase().includes(wanted);
  }
  for (const box of all(".group, .operation, .rest, #known")) {
    box.hidden = !box.querySelector("[data-outcome]:not([hidden])");
  }
  shown.value = rows.filter((row) => !row.hidden).length + " of " + rows.length;
}

function remember() {
  apply();
  const text = String(query());
  const search = text === standard ? "" : "?" + (text || "show=");
  // A page in a frame of another origin may not do so; the filter works all the same.
  try { history.replaceState(null, "", location.pathname + search + location.hash); } catch {}
}

function recall() {
  const given = new URLSearchParams(location.search);
  if (!given.has("show") && !given.has("text")) return;
  for (const box of form.querySelectorAll("[name=show]")) {
    box.checked = given.getAll("show").includes(box.value);
  }
  form.elements.text.value = given.get("text") || "";
}

function open() {
  const target = document.getElementById(location.hash.slice(1));
  if (!target) return;
  if (target.hidden) showAll();
  for (let one = target; one; one = one.parentElement) if ("open" in one) one.open = true;
  target.scrollIntoView();
}

function showAll() {
  for (const box of form.querySelectorAll("[name=show]")) box.checked = true;
  form.elements.text.value = "";
  remember();
}

function copy(button) {
  const text = button.nextElementSibling;
  const done = () => { button.textContent = "Copied"; };
  // Selected too: where a page may not write to the clipboard, a key does.
  getSelection().selectAllChildren(text);
  const old = () => { if (document.execCommand("copy")) done(); };
  if (navigator.clipboard) navigator.clipboard.writeText(text.textContent).then(done, old);
  else old();
}

form.hidden = false;
form.addEventListener("input", remember);
form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("all").addEventListener("click", showAll);
document.addEventListener("click", ({ target }) => {
  if (target.matches(".copy")) copy(target);
});
for (const button of all(".copy")) button.hidden = false;
addEventListener("hashchange", open);
addEventListener("beforeprint", () => {
  for (const one of all("header details, .finding, .rest, #known, #coverage")) one.open = true;
});
recall();
apply();
open();
`;
