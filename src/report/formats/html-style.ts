/** The style of the HTML report: system fonts, two colour schemes, no width beyond the screen. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --text: #1c2330; --quiet: #566072; --line: #d9dee6;
  --failed: #b3211b; --warned: #8a5300; --passed: #1b6e3a; --skipped: #566072; --accent: #1f5fbf;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11151c; --card: #1a202a; --text: #e6eaf1; --quiet: #9aa5b8; --line: #313a49;
    --failed: #ff8a80; --warned: #f5bd5c; --passed: #7ed59c; --skipped: #9aa5b8; --accent: #8ab4f8;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 64rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.3rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
p { margin: .4rem 0; }
code, pre { font-family: ui-monospace, monospace; font-size: .875em; }
header, section, form { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin-bottom: 1rem; }
header { border-left: .4rem solid var(--warned); }
header.passed { border-left-color: var(--passed); }
header.failed { border-left-color: var(--failed); }
header p { color: var(--quiet); font-size: .875rem; }
header .verdict { color: var(--warned); font-weight: 600; font-size: 1rem; }
header.passed .verdict { color: var(--passed); }
header.failed .verdict { color: var(--failed); }
#matrix { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .3rem .4rem; text-align: left; border-top: 1px solid var(--line); vertical-align: top; }
thead th { border-top: 0; color: var(--quiet); font-size: .8rem; font-weight: 500; }
tbody th { font-weight: 500; }
th { overflow-wrap: break-word; }
th[scope=rowgroup] { font-weight: 700; background: var(--page); }
.matrix td, .matrix thead th:not(:first-child) { text-align: center; white-space: nowrap; }
.matrix td, .matrix tbody th { vertical-align: middle; }
.matrix button { min-width: 2.75rem; min-height: 2rem; font-weight: 700; }
button, input[type=search] {
  font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: .4rem; padding: .2rem .6rem;
}
button { cursor: pointer; }
button:focus-visible, input:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button.failed, .badge.failed, .error dt:first-child { color: var(--failed); }
button.warned, button.inconclusive, .badge.warned, .badge.inconclusive, .warning dt:first-child { color: var(--warned); }
button.passed, .badge.passed { color: var(--passed); }
button.skipped, .badge.skipped { color: var(--skipped); }
.badge { font-weight: 700; font-size: .875rem; white-space: nowrap; }
fieldset { border: 0; margin: 0 0 .5rem; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem .9rem; }
fieldset label { padding: .3rem 0; white-space: nowrap; }
legend { color: var(--quiet); font-size: .8rem; padding: 0; }
.search input { width: min(20rem, 100%); }
#shown { color: var(--quiet); }
article { border-top: 1px solid var(--line); padding: .5rem 0; }
article:first-child { border-top: 0; }
[hidden] { display: none; }
summary { cursor: pointer; padding: .2rem 0; }
.facts { color: var(--quiet); font-size: .875rem; }
dl { display: grid; grid-template-columns: 7rem 1fr; gap: .15rem .75rem; margin: .5rem 0; padding: .5rem .75rem; border-left: .25rem solid var(--warned); background: var(--page); }
dl.error { border-left-color: var(--failed); }
dt { color: var(--quiet); }
dd { margin: 0; }
pre { margin: .5rem 0; padding: .5rem .75rem; background: var(--page); border: 1px solid var(--line); border-radius: .4rem; white-space: pre-wrap; }
meter { width: 5rem; vertical-align: middle; }
footer { color: var(--quiet); font-size: .8rem; }
@media (max-width: 40rem) {
  body { padding: .5rem; }
  .matrix .word { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  header, section, form { padding: .75rem; }
  .matrix { font-size: .875rem; }
  .matrix button { min-width: 2rem; padding: .2rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .3rem; }
  th, td { padding: .3rem .2rem; }
  .coverage meter { display: none; }
}
@media print { form { display: none; } }
`;
