// How pages are printed: what they say, and nothing to press. Part of stylesheet.ts.

export const printStyles = `@media print {
  .top, .bottom, .skip, main nav, .actions, .decision, .notice.done, .links, .screen-only, .not-printed, button, .button { display: none; }
  form:not(:has(table, .facts, .cards)), .filter, .row-choice > input, .tile-foot a, .doses, .chart-slider { display: none; }
  body { display: block; min-height: 0; background: none; color: #000; font-size: 11pt; line-height: 1.4; }
  main { max-width: none; padding: 0; }
  .own > * { max-width: none; }
  h1 { font-size: 1.6rem; margin-bottom: 0.6rem; }
  h1, h2, h3, h4, caption, .lead { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  section { margin-bottom: 1.2rem; }
  .sign { background: none; }
  .hint, .lead, .tile-kind, .table thead th, .facts dt { color: #333; }
  .cards, .mode, fieldset, .table, .facts, .tiles > li, .charted, .medicines > li { border-color: #999; background: none; }
  .table thead { display: table-header-group; }
  .table th, .table td { padding: 0.3rem 0.6rem; }
  tr, .cards > li, .tiles > li, .charted, .medicines > li, .mode, .facts > div { break-inside: avoid; }
  .cards > li, .facts > div { padding: 0.35rem 0.8rem; }
  .tiles { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .tiles.holding { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  thead th[aria-sort]::after { content: none; }
  .sideways { overflow: visible; }
  .labs { font-size: 0.8rem; }
  .chart.wide { display: block; }
  .chart.slim { display: none; }
  .one-sheet { font-size: 0.875rem; line-height: 1.4; }
  .one-sheet h1 { font-size: 1.35rem; }
  .one-sheet h2 { font-size: 1rem; margin-bottom: 0.2rem; }
  .one-sheet section { margin-bottom: 0.7rem; break-inside: avoid; }
  .one-sheet ul { columns: 2 17rem; column-gap: 2rem; margin: 0; padding-left: 1.2rem; }
  .one-sheet li { break-inside: avoid; }
  .one-sheet .hint { font-size: inherit; }
  .week, .plan { border-color: #999; background: none; break-inside: avoid; }
  .one-sheet .facts > div { padding: 0.15rem 0.6rem; }
  details::details-content { content-visibility: visible; block-size: auto; }
}`;
