/** The style of the HTML report: system fonts, two colour schemes, no width beyond the screen. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --text: #1c2330; --quiet: #566072; --line: #d9dee6;
  --failed: #b3211b; --warned: #8a5300; --passed: #1b6e3a; --accent: #1f5fbf;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #11151c; --card: #1a202a; --text: #e6eaf1; --quiet: #9aa5b8; --line: #313a49;
    --failed: #ff8a80; --warned: #f5bd5c; --passed: #7ed59c; --accent: #8ab4f8;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.45 system-ui, sans-serif; overflow-wrap: break-word;
}
h1 { font-size: 1rem; margin: 0; font-weight: 500; }
time { white-space: nowrap; }
h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
h3 { font-size: .95rem; margin: .75rem 0 .25rem; }
p { margin: .35rem 0; }
ul { margin: .35rem 0; padding-left: 1.25rem; }
a { color: var(--accent); }
code, pre { font-family: ui-monospace, monospace; font-size: .875em; }
.quiet, .permalink { color: var(--quiet); font-size: .875rem; font-weight: 400; }
header, section, .card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin-bottom: .75rem; }
header { border-left: .4rem solid var(--warned); }
header.passed { border-left-color: var(--passed); }
header.failed { border-left-color: var(--failed); }
.verdict { color: var(--warned); font-weight: 700; font-size: 1.25rem; margin: .15rem 0; }
.passed .verdict { color: var(--passed); }
.failed .verdict { color: var(--failed); }
.danger { font-weight: 600; }
.failed, .error { --own: var(--failed); }
.warned, .inconclusive { --own: var(--warned); }
.passed { --own: var(--passed); }
.known, .skipped { --own: var(--quiet); }
.badge { color: var(--own); font-weight: 700; white-space: nowrap; }
.unseen, .chip input { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
form { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin-bottom: .75rem; }
.chip { position: relative; color: var(--own); border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .65rem; cursor: pointer; white-space: nowrap; background: var(--card); }
.chip:has(:checked) { border-color: var(--own); box-shadow: inset 0 0 0 1px var(--own); font-weight: 700; }
.chip:has(:focus-visible), button:focus-visible, input:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button, input[type=search] { font: inherit; font-size: .9rem; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .2rem .6rem; min-width: 0; }
input[type=search] { flex: 1 1 9rem; max-width: 16rem; }
button { cursor: pointer; }
summary { cursor: pointer; padding: .25rem 0; }
.finding { border-left: .25rem solid var(--own); padding: .1rem 0 .1rem .75rem; margin: .5rem 0; }
.finding > summary .quiet { display: block; }
.operation:first-of-type h3 { margin-top: 0; }
.group { border-top: 1px solid var(--line); }
.group .name { display: inline-block; min-width: 8rem; font-weight: 500; }
.group > summary .badge { margin-right: .5rem; }
.row { padding-left: 1.25rem; }
.card > summary { font-weight: 600; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem .75rem; margin: .35rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; }
.curl { position: relative; margin: .35rem 0; }
pre { margin: 0; padding: .5rem .75rem; background: var(--page); border: 1px solid var(--line); border-radius: .4rem; overflow-x: auto; }
.copy { float: right; margin: .3rem; }
footer { color: var(--quiet); font-size: .8rem; }
:target { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 40rem) {
  body { padding: .5rem; font-size: .95rem; }
  header, section, .card { padding: .5rem .7rem; margin-bottom: .5rem; }
  .verdict { font-size: 1.1rem; }
  h2 { margin-bottom: .25rem; }
  form { flex-wrap: nowrap; overflow-x: auto; margin-bottom: .5rem; padding-bottom: .2rem; }
  form > * { flex: none; }
  input[type=search] { width: 9rem; }
  .finding { margin: .3rem 0; padding-left: .5rem; }
  .finding > summary { line-height: 1.3; }
  .group .name { min-width: 6rem; }
  #coverage dl { grid-template-columns: 1fr; }
  #coverage dd { margin-bottom: .4rem; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; }
  form, .copy, .permalink { display: none !important; }
  header, section, .card { break-inside: auto; }
  .finding dl, .curl { break-inside: avoid; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
}
`;
