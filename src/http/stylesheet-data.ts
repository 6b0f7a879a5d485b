// How the pages about the data look: lists, items, charts, documents, forms. Part of stylesheet.ts.

import { chartStyles } from './stylesheet-charts.ts';

export const dataStyles = `.tiles { list-style: none; margin: 0 0 1.25rem; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13.5rem), 1fr)); gap: 0.75rem; }
.tiles > li { display: flex; flex-direction: column; gap: 0.2rem; border: 1px solid var(--line); border-radius: 0.9rem; background: var(--card); padding: 0.9rem 1.1rem; min-width: 0; }
.tile-kind { color: var(--soft); font-size: 0.9375rem; text-decoration: none; }
.tile-kind:hover { text-decoration: underline; }
.tile-value { color: var(--ink); font-weight: 650; font-size: 1.125rem; line-height: 1.35; text-decoration: none; overflow-wrap: anywhere; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }
.tile-value:hover { text-decoration: underline; }
.tile-foot { margin-top: auto; padding-top: 0.3rem; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.2rem 0.8rem; color: var(--soft); font-size: 0.9375rem; }
.holding { grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr)); }
.holding h3 { margin: 0; font: inherit; }
.held { list-style: none; margin: 0.2rem 0 0; padding: 0; display: grid; gap: 0.45rem; }
.held a { color: var(--ink); font-weight: 600; text-decoration: none; overflow-wrap: anywhere; }
.held a:hover { text-decoration: underline; }
.beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: 0 1rem; }
.entry + * + .hint, .entry ~ .hint { margin-bottom: 1rem; }
.entry .field { margin: 0; padding: 0.25rem 0.35rem; }
.entry .field input { width: 100%; min-width: 3.5rem; padding: 0.5rem; }
.entry td:first-child { width: 38%; }
body:has(main > .sideways) { --page: 66rem; }
@media (max-width: 34rem) {
  .entry tr { display: grid; grid-template-columns: 1fr 1fr; padding: 0.5rem 0.6rem; }
  .entry td:first-child, .entry td:last-child { grid-column: 1 / -1; width: auto; }
}
.drop.over { outline: 3px dashed var(--accent); outline-offset: 0.6rem; border-radius: 0.9rem; }
.drop.over::after { content: attr(data-drop); display: block; font-weight: 600; }
.import-file { margin: 0 0 1.25rem; overflow-wrap: anywhere; }
.import-kind > .choice label { font-weight: 600; }
.import-kind > .choice .hint { font-weight: 400; }
.import-kind + .import-kind { border-top: 1px solid var(--line); }
.import-kind .more { margin: 0 0 0.75rem 2.15rem; }
.import-kind .glimpse { margin-left: 2.15rem; }
.pair { border-top: 1px solid var(--line); padding-top: 0.75rem; margin-bottom: 1rem; }
.import-kind .pair .more { margin-left: 0; }
.pair-name { font-weight: 600; margin: 0 0 0.5rem; }
.sideways { overflow-x: auto; margin: 0 0 1.5rem; }
.labs th, .labs td { padding: 0.55rem 0.6rem; }
.table.labs th[scope='row'] { min-width: 9rem; overflow-wrap: break-word; hyphens: auto; }
.labs thead .number { white-space: nowrap; }
.labs .trend { display: block; width: 5rem; }
.table td.number .marks { justify-content: flex-end; }
.table td .mark { font-size: 0.875rem; line-height: 1.35; max-width: 9rem; white-space: normal; }
td .plain { display: block; }
.plain { color: inherit; text-decoration: none; }
.plain:hover { text-decoration: underline; }
.marks { list-style: none; margin: 0.25rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.35rem; align-content: flex-start; }
.mark { display: inline-block; border: 1px solid var(--edge); border-radius: 0.5rem; padding: 0 0.5rem; background: var(--card); color: var(--ink); font-size: 0.9375rem; text-decoration: none; overflow-wrap: anywhere; }
.mark:hover { color: inherit; text-decoration: underline; }
.mark.clear { border-color: var(--warn); background: var(--warn-tint); color: var(--warn-strong); font-weight: 600; }
.mark.far { border-color: var(--bad); background: var(--bad-tint); color: var(--bad-strong); font-weight: 600; }
.mark-aim { font-size: 0.9375rem; }
mark { background: none; color: var(--ink); font-weight: 600; }
.trend { width: 7.5rem; height: 1.75rem; }
.trend polyline { fill: none; stroke: var(--accent); stroke-width: 1.5; stroke-linejoin: round; }
.trend circle { fill: var(--accent); }
.steps { margin: 0.6rem 0 0; padding-left: 1.3rem; }
.steps li { margin-bottom: 0.5rem; }
.quiet-news { margin-bottom: 1.5rem; }
.filter { border: 1px solid var(--line); border-radius: 0.9rem; background: var(--card); margin: 0 0 1.5rem; padding: 0 1.2rem; }
.parts { border: 0; background: none; border-radius: 0; padding: 0; margin: 0 0 1.25rem; }
.parts > legend { font-size: inherit; font-weight: 600; padding: 0; }
.parts-row { display: flex; flex-wrap: wrap; gap: 0.3rem 0.75rem; clear: both; }
.parts-row > .field { flex: 1 1 8.5rem; min-width: 0; margin: 0; }
.parts-row > .field > label { font-weight: 400; font-size: 0.9375rem; color: var(--soft); }
.parts-row > .part-said { flex: 1 1 100%; }
.parts > output { min-height: 1.6em; margin-top: 0.3rem; }
.papers { list-style: none; margin: 0 0 1.25rem; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 10.5rem), 1fr)); gap: 0.75rem; }
.paper { display: flex; flex-direction: column; gap: 0.3rem; border: 1px solid var(--line); border-radius: 0.9rem; background: var(--card); padding: 0.75rem; min-width: 0; overflow-wrap: anywhere; }
.paper > a:first-child { color: var(--ink); text-decoration: none; }
.paper > a:first-child:hover strong { text-decoration: underline; }
.paper > form { margin-top: auto; }
.paper button { min-height: 2.75rem; }
.paper-picture { display: flex; align-items: center; justify-content: center; height: 10rem; margin-bottom: 0.4rem; border-radius: 0.5rem; background: var(--tint); overflow: hidden; }
.paper-picture img { max-width: 100%; max-height: 100%; }
.by-camera { display: none; margin-bottom: 2rem; }
@media (any-pointer: coarse), (max-width: 40rem) { .by-camera { display: block; } }
.in-row { display: flex; flex-wrap: wrap; align-items: end; gap: 0.6rem; margin-bottom: 1.25rem; }
.in-row > .field { flex: 1 1 12rem; margin: 0; }
.medicines { list-style: none; margin: 0 0 1.25rem; padding: 0; display: grid; gap: 0.75rem; }
.medicines > li { border: 1px solid var(--line); border-radius: 0.9rem; background: var(--card); padding: 0.9rem 1.1rem; }
.medicines p { margin: 0.1rem 0; }
.medicines h3, .medicines h4 { margin: 0; font-size: 1.0625rem; }
.doses, .doses form { display: flex; flex-wrap: wrap; gap: 0.4rem 0.8rem; align-items: center; }
.doses { justify-content: space-between; margin-top: 0.5rem; }
.doses button { min-height: 2.75rem; }
.doses-today > li { display: flex; flex-wrap: wrap; gap: 0.4rem 1rem; align-items: center; justify-content: space-between; }
.doses-today h4 { margin: 0; font-size: 1.0625rem; }
.doses-today p, .doses-today .doses { margin: 0; }
.doses-today .doses { gap: 0.4rem 1rem; }
.tabs.at-hand a { min-height: 2.75rem; display: inline-flex; align-items: center; }
.filter > summary { cursor: pointer; font-weight: 600; padding: 0.7rem 0; }
.filter > form { padding: 0.3rem 0 1.2rem; }
.side-by-side { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); gap: 0 1rem; }
.in-line { display: flex; flex-wrap: wrap; gap: 0 0.75rem; align-items: flex-end; margin: 0 0 1.5rem; }
.in-line > .field { flex: 0 1 14rem; min-width: 0; margin: 0; }
.row-choice { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.7rem; }
.row-choice > input { width: 1.35rem; height: 1.35rem; margin: 0.15rem 0 0; accent-color: var(--accent); }
.clipped { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
.drawn .drawn { border: 0; border-radius: 0; border-left: 2px solid var(--line); margin: 0.2rem 0 0; background: none; }
.drawn .drawn > div { padding: 0.3rem 0 0.3rem 0.9rem; border: 0; }
.drawn > .group { grid-template-columns: minmax(0, 1fr); }
.drawn dd { overflow-wrap: anywhere; }
.codes { color: var(--soft); font-size: 0.9375rem; }
.codes > summary { cursor: pointer; width: fit-content; }
.codes ul { margin: 0.2rem 0; padding-left: 1.1rem; }
.outline { list-style: none; margin: 0; padding: 0 0 0 0.9rem; border-left: 2px solid var(--line); overflow-wrap: anywhere; }
.outline-name { color: var(--soft); }
.doc-part { margin: 0 0 1.25rem; }
.doc-part .doc-part { margin-left: 0.9rem; }
.document h2, .document h3 { margin: 1.25rem 0 0.4rem; font-size: 1.0625rem; }
.scrolls { overflow-x: auto; margin: 0 0 1rem; }
.narrated { border-collapse: collapse; background: var(--card); min-width: 100%; }
.narrated th, .narrated td { text-align: left; vertical-align: top; border: 1px solid var(--line); padding: 0.4rem 0.7rem; }
.shown { display: block; max-width: 100%; max-height: 30rem; border-radius: 0.6rem; background: var(--tint); }
.hint + .actions, .one-line + .actions { margin-top: 1.25rem; }
.at-head .button { padding: 0.45rem 1rem; }
.versions { list-style: none; padding: 0; margin: 0; }
.versions > li { border-top: 1px solid var(--line); padding: 1rem 0 1.2rem; }
.versions > li > :last-child { margin-bottom: 0; }
.versions .tag { margin-left: 0.5rem; }
.versions h2 { font-size: 1.125rem; margin-bottom: 0.2rem; }
.day { margin-bottom: 1.5rem; }
.day h2 { font-size: 1.0625rem; margin-bottom: 0.5rem; }
.event { display: grid; gap: 0.6rem; }
.charted { margin: 0 0 1.5rem; border: 1px solid var(--line); border-radius: 0.9rem; background: var(--card); padding: 0.9rem 1rem; }
.charted figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.2rem 1rem; }
.chart { display: block; width: 100%; height: auto; }
.chart.slim { display: none; }
.chart-frame { position: relative; }
.chart-slider { position: absolute; inset: 0; cursor: crosshair; touch-action: pan-y; }
.chart-bubble { position: absolute; top: 0; left: 0; z-index: 1; max-width: min(100%, 22rem); padding: 0.3rem 0.7rem; border: 1px solid var(--edge); border-radius: 0.6rem; background: var(--card); font-size: 0.9375rem; line-height: 1.35; pointer-events: none; }
.chart-bubble strong { display: block; }
.chart-here line { stroke: var(--ink); stroke-width: 1; }
.chart-here circle { fill: none; stroke: var(--ink); stroke-width: 2; }
.chart-events { margin: 0 0 1.5rem; padding-left: 1.6rem; }
.legend .zoned.percentile { --series: var(--soft); }
.legend .zoned::before { border: 1px dotted var(--series); background: color-mix(in srgb, var(--series) 14%, transparent); }
.legend .zoned.target::before { border-style: solid; background: color-mix(in srgb, var(--series) 28%, transparent); }
.pager { display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; align-items: baseline; margin: -0.6rem 0 1.25rem; }
${chartStyles}
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; margin: 0; padding: 0; font-size: 0.9375rem; }
.legend li::before { content: ""; print-color-adjust: exact; display: inline-block; width: 0.75rem; height: 0.75rem; margin-right: 0.4rem; background: var(--series); }
.legend .round::before { border-radius: 50%; }
@media screen and (prefers-color-scheme: dark) {
  .line-1 { --series: #f0a35e; }
  .line-2 { --series: #b9a2e8; }
  .line-3 { --series: #7db4ee; }
}
@media (max-width: 34rem) {
  .chart.wide { display: none; }
  .chart.slim { display: block; }
  .charted { padding: 0.7rem 0.5rem; }
  .table.narrow-table thead { position: static; width: auto; height: auto; clip-path: none; }
  .table.narrow-table tr { display: table-row; }
  .table.narrow-table th, .table.narrow-table td { display: table-cell; padding: 0.45rem 0.5rem; font-size: 0.9375rem; }
  .table.narrow-table tbody tr + tr > * { border-top: 1px solid var(--line); }
  .table.narrow-table td[data-label]::before { content: none; }
  .table.narrow-table .number { text-align: right; }
}`;
