/** The filter of the HTML report. Without it the page shows everything. */
export const SCRIPT = `
const form = document.getElementById("filters");
const shown = document.getElementById("shown");
const articles = [...document.querySelectorAll("article")];
let group = "";

function apply() {
  const { outcome, severity, text } = Object.fromEntries(new FormData(form));
  const wanted = text.trim().toLowerCase();
  let visible = 0;
  for (const article of articles) {
    const { dataset } = article;
    article.hidden =
      (outcome && dataset.outcome !== outcome) ||
      (severity && !dataset.severities.split(" ").includes(severity)) ||
      (group && dataset.group !== group) ||
      (wanted && !article.textContent.toLowerCase().includes(wanted));
    if (!article.hidden) visible += 1;
  }
  shown.value = visible + " of " + articles.length + (group ? " in " + group : "");
}

form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("all").addEventListener("click", () => {
  form.reset();
  group = "";
  apply();
});
document.querySelector(".matrix").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  form.reset();
  group = button.dataset.group;
  form.elements.outcome.value = button.dataset.outcome;
  apply();
  form.scrollIntoView();
});
apply();
`;
