// Picture signs and columns. Part of stylesheet.ts.

/** Of each group a colour of its own, in light and dark; 4.5 to 1 on cards as text has it. */
const groupColours = {
  vitals: ['#1f6b62', '#7fcabd'],
  medications: ['#6b4fa0', '#b9a2e8'],
  conditions: ['#94500b', '#f0b072'],
  labs: ['#2463a8', '#7db4ee'],
  fitness: ['#446b1a', '#a9d07a'],
  documents: ['#4c5f70', '#b0c2d2'],
  plans: ['#95366f', '#eaa0cb'],
  profile: ['#566563', '#a6b5b2'],
  apps: ['#5c5b57', '#bdbab2'],
} as const;

const colours = (scheme: 0 | 1) =>
  Object.entries(groupColours)
    .map(([group, schemes]) => `.of-${group} { --sign: ${schemes[scheme]}; }`)
    .join('\n');

export const lookStyles = `${colours(0)}
@media screen and (prefers-color-scheme: dark) {
${colours(1)}
}
.sign { flex: none; width: 2rem; height: 2rem; padding: 0.3rem; border-radius: 0.6rem; background: color-mix(in srgb, var(--sign) 11%, transparent); fill: none; stroke: var(--sign); stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.signed { display: flex; gap: 0.7rem; align-items: center; }
.signed > :not(.sign) { min-width: 0; }
.tiles .signed { gap: 0.6rem; margin: 0 0 0.3rem; }
.tabs .sign, summary .sign { width: 1.5rem; height: 1.5rem; padding: 0.1rem; background: none; vertical-align: -0.4rem; margin-right: 0.35rem; }
.tabs a[aria-current] .sign { stroke: currentColor; }
.cols { display: grid; gap: 0 2.5rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
.cols > * { min-width: 0; }
.event-time { white-space: nowrap; }
.event { grid-template-columns: 3.2rem auto minmax(0, 1fr); align-items: center; }
.jump { display: flex; flex-wrap: wrap-reverse; gap: 0.5rem 2rem; align-items: flex-end; margin: 0 0 1.5rem; }
.jump .tabs, .jump .in-line { margin: 0; }
.jump > nav { flex: 1 1 20rem; }
.jump .in-line { flex-wrap: nowrap; }
.jump .in-line button { flex: none; }
thead th a { color: inherit; text-decoration: none; }
thead th a:hover, thead th[aria-sort] a { text-decoration: underline; }
thead th[aria-sort] { color: var(--ink); }
thead th[aria-sort]::after { content: "\\25BC"; font-size: 0.7em; margin-left: 0.35rem; }
thead th[aria-sort='ascending']::after { content: "\\25B2"; }
.table .group-head th { padding: 1.1rem 1rem 0.4rem; font-weight: 700; }
.table .named { min-width: 9.5rem; }
.table th time { white-space: nowrap; }
.table tbody + tbody .group-head > * { border-top: 1px solid var(--line); }
.table .signed { align-items: flex-start; }
.table .signed .sign { width: 1.75rem; height: 1.75rem; padding: 0.25rem; border-radius: 0.5rem; }
.whole { hyphens: none; overflow-wrap: normal; }
.narrow-table td.whole { white-space: nowrap; }
.table .spare, .one-line .table .spare { display: none; }
@media (max-width: 34rem) {
  .tiles:not(.holding) { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.5rem; }
  .tiles:not(.holding) > li { padding: 0.7rem 0.8rem; }
  .tiles .trend { max-width: 100%; }
  .side .actions { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .side .actions > :first-child { grid-column: 1 / -1; }
  .side .actions .button { padding: 0.7rem 0.5rem; height: 100%; align-content: center; }
  .tabs a, .tile-foot a, .held a, .tile-kind, .menu nav a, .foot-links a, .foot-links button, .links a, .cards a:only-child, .crumb a { min-height: 2.75rem; align-content: center; }
  .tile-foot a, .held a, .tile-kind, .foot-links a, .foot-links button, .links a { display: inline-block; padding-top: 0.5rem; padding-bottom: 0.5rem; }
  /* Into a padding the line after the last would be seen. */
  .tile-value { margin: 0.35rem 0; min-height: 2.75rem; }
  .tiles .signed { gap: 0.4rem; }
  .tiles .tile-kind { font-size: 0.875rem; hyphens: auto; }
  .tile-foot, .held { gap: 0; }
  .top .quiet, .switcher > summary, .quiet { min-height: 2.75rem; align-content: center; }
  .switcher > summary { align-items: center; }
  .foot-links, .foot-links ul { gap: 0 1.1rem; }
  .brand-link, .switcher li button, .actions.at-head .button, .above, .after > a, .table a:only-child, .medicines h3 a { min-height: 2.75rem; align-content: center; }
  .brand-link { align-items: center; }
  .above, .after > a:not(.button), .medicines h3 a { padding: 0.55rem 0; display: inline-block; }
  .event > div > a::after, .cards > .signed > div > a:only-of-type::after { content: ""; position: absolute; inset: 0; }
  .bulk button { width: 100%; }
  .jump .tabs { flex-wrap: nowrap; overflow-x: auto; padding-bottom: 0.35rem; }
  .jump > nav { min-width: 0; }
  .event { grid-template-columns: 3.1rem auto minmax(0, 1fr); gap: 0.5rem; }
}
@media (min-width: 64rem) {
  .table .spare { display: table-cell; }
  .table td.whole { white-space: nowrap; }
  body:has(main.own) { --page: 70rem; }
  .own > * { max-width: 46rem; }
  .own.across > *, .own > .sideways { max-width: none; }
  .own.across > .lead, .own.across > p { max-width: 46rem; }
  .cols { grid-template-columns: minmax(0, 1fr) 20rem; }
  .cols > .side { padding-top: 2.6rem; }
  .side .facts > div { grid-template-columns: minmax(0, 1fr); padding: 0.6rem 1.1rem; }
  .cols .side .actions { flex-direction: column; align-items: stretch; margin-bottom: 2.25rem; }
  .cols .side .button { text-align: center; }
  .day { display: grid; grid-template-columns: 12.5rem minmax(0, 1fr); gap: 0 1.5rem; margin-bottom: 0.9rem; }
  .day h2 { padding-top: 0.95rem; text-wrap: pretty; }
  .day .cards { margin: 0; }
  .top:has(.finder) { display: grid; grid-template-columns: auto minmax(8rem, 1fr) auto auto; gap: 0 1.25rem; align-items: center; padding: 0 max(1.25rem, calc((100% - var(--page)) / 2 + 1.25rem)); }
  .top:has(.finder) > .wide { display: contents; }
  .top .finder { grid-area: 1 / 2; width: 100%; margin: 0; padding: 0.75rem 0; }
  .top .finder input { min-height: 2.75rem; margin: 0; }
  .found-at-once { left: 0; right: 0; }
  .top .switcher { grid-column: 3; margin: 0; }
  .top .record-now { grid-column: 3; margin: 0; }
  .top .who { grid-column: 4; }
  .top:has(.finder) > .menu { grid-column: 1 / -1; }
  .top:has(.finder) > .menu .wide { padding-left: 0; padding-right: 0; }
}`;
