/** Style sheet of the jury's report. Contrasts are 4.5:1 or better; colours never carry a meaning alone. */
export const STYLE = `
:root { --ink: #1b2430; --soft: #55606e; --line: #d9dee5; --paper: #fff; --wash: #f4f6f9; --accent: #1f4e79;
  --good: #14663a; --good-wash: #e3f4ea; --bad: #a11b1b; --bad-wash: #fce8e8; --open: #6b5200; --open-wash: #fff4d1; }
* { box-sizing: border-box; }
html { font: 15px/1.5 system-ui, "Segoe UI", "Liberation Sans", "DejaVu Sans", sans-serif;
  color: var(--ink); background: var(--wash); }
body { max-width: 62rem; margin: 0 auto; padding: 2.5rem 3rem; background: var(--paper); }
h1 { margin: 0; font-size: 2.1rem; line-height: 1.2; color: var(--accent); }
h2 { margin: 2.5rem 0 .8rem; font-size: 1.3rem; color: var(--accent); }
h3 { margin: 2rem 0 .6rem; padding-bottom: .3rem; font-size: 1.08rem; border-bottom: 2px solid var(--accent); }
h4 { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem;
  margin: 0 0 .5rem; font-size: 1rem; font-weight: 600; }
code, pre { font: .8rem/1.45 ui-monospace, "Liberation Mono", "DejaVu Sans Mono", monospace; }
.en { font-size: .82em; font-weight: 400; font-style: italic; color: var(--soft); }
.kicker { margin: 0 0 .4rem; font-size: .85rem; letter-spacing: .02em; color: var(--soft); }
.subtitle { margin: .3rem 0 1.4rem; color: var(--soft); }
.facts { display: flex; flex-wrap: wrap; gap: 1rem 3rem; margin: 0 0 1.4rem; }
.facts dt { font-size: .8rem; color: var(--soft); } .facts dd { margin: 0; font-weight: 600; }
.totals { display: flex; flex-wrap: wrap; gap: .8rem; margin: 0; padding: 0; list-style: none; }
.totals li { flex: 1 1 11rem; padding: .7rem 1rem; border: 1px solid var(--line); border-radius: .5rem; }
.totals strong { margin-right: .5rem; font-size: 1.7rem; line-height: 1; vertical-align: middle; }
.badge, .tag { display: inline-block; padding: .05rem .55rem; border-radius: 1rem;
  font-size: .78rem; font-weight: 600; white-space: nowrap; }
.tag { color: var(--accent); border: 1px solid currentColor; }
.demonstrated { color: var(--good); background: var(--good-wash); }
.failed { color: var(--bad); background: var(--bad-wash); }
.open { color: var(--open); background: var(--open-wash); }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; } td, th { padding: .3rem .5rem; vertical-align: top; }
.matrix tr { border-bottom: 1px solid var(--line); }
.matrix tbody th[scope=row] { width: 3.5rem; white-space: nowrap; }
.matrix tbody th[colspan] { padding-top: .9rem; font-size: .85rem; color: var(--soft); }
.cells { width: 22rem; }
.cell { display: inline-block; min-width: 4.8rem; margin: 0 .3rem .2rem 0; padding: .05rem .4rem; border-radius: .3rem;
  font-size: .8rem; font-weight: 600; text-align: center; text-decoration: none; }
.cell.absent { font-weight: 400; color: var(--soft); border: 1px dashed var(--line); }
.criterion { margin: 0 0 1.1rem; padding: .9rem 1.1rem; border: 1px solid var(--line); border-radius: .5rem; }
.criterion .id { color: var(--accent); } h3 .en, h4 .en { display: block; }
.findings { font-size: .85rem; table-layout: fixed; }
.findings thead th { font-size: .75rem; font-weight: 600; color: var(--soft); }
.findings th:nth-child(1) { width: 34%; } .findings th:nth-child(4) { width: 2rem; }
.findings tbody th { padding-top: .6rem; font-weight: 600; }
.findings tbody tr + tr { border-top: 1px solid var(--line); }
.findings td { overflow-wrap: anywhere; } .findings td:last-child { font-weight: 700; color: var(--good); }
.broken td { background: var(--bad-wash); } .broken td:last-child { color: var(--bad); }
.later { margin: .6rem 0 0; padding: .4rem .8rem; font-size: .87rem; background: var(--wash);
  border-left: 3px solid var(--line); }
.evidence { margin-top: .7rem; font-size: .85rem; }
.evidence summary { cursor: pointer; color: var(--accent); }
.evidence ol { padding-left: 1.6rem; } .evidence li { margin-bottom: .9rem; }
.evidence pre { margin: 0; padding: .5rem .7rem; overflow: auto; white-space: pre-wrap;
  overflow-wrap: anywhere; border-radius: .3rem; }
.command { color: #f2f5f8; background: #24303e; } .command::before { content: "$ "; color: #9fb3c8; }
.output { max-height: 22rem; background: var(--wash); }
.when { margin: .25rem 0; font-size: .78rem; color: var(--soft); overflow-wrap: anywhere; }
.when code { font-size: .72rem; }
footer { margin-top: 2.5rem; padding-top: .8rem; font-size: .82rem; color: var(--soft);
  border-top: 1px solid var(--line); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--paper); }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  html { font-size: 10.5px; background: none; } body { max-width: none; padding: 0; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .skip { display: none; } h2, h3, h4, .findings tbody th { break-after: avoid; }
  .findings tr, .matrix tr, .totals, .later { break-inside: avoid; }
  .output { max-height: none; }
}
`;
