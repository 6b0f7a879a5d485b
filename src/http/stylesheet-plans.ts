// How the pages of plans look, and the path of an application in its developers' pages. Part of stylesheet.ts.

export const planStyles = `.due form, .plan form { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0; }
.due button { min-height: 2.75rem; }
.is-done strong { color: var(--soft); font-weight: 400; }
.due > li > .was-done { flex: 0 1 auto; display: flex; flex-wrap: wrap; gap: 0.4rem 0.8rem; align-items: center; color: var(--soft); }
.plan { border: 1px solid var(--line); border-radius: 0.9rem; background: var(--card); padding: 1.1rem 1.4rem; margin: 0 0 1.25rem; overflow-wrap: anywhere; }
.plan h3 { margin: 0 0 0.2rem; font-size: 1.125rem; }
.plan h4 { margin: 1rem 0 0.4rem; font-size: 1rem; }
.plan > ul:not(.cards) { margin: 0; padding-left: 1.2rem; }
.plan > .cards { margin-bottom: 1rem; }
.plan > .cards > li { padding-left: 1rem; padding-right: 1rem; }
.plan > :last-child { margin-bottom: 0; }
.week { width: 100%; border-collapse: separate; border-spacing: 0; background: var(--card); border: 1px solid var(--line); border-radius: 0.9rem; margin: 0 0 1rem; }
.week caption { text-align: left; color: var(--soft); padding: 0 0 0.4rem; }
.week th, .week td { padding: 0.55rem 0.4rem; text-align: center; font-weight: 400; }
.week th:first-child { text-align: left; padding-left: 1rem; overflow-wrap: anywhere; }
.week th:last-child, .week td:last-child { text-align: right; padding-right: 1rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.week thead th { color: var(--soft); font-size: 0.9375rem; }
.week thead th[aria-current] { color: var(--ink); font-weight: 650; }
.week abbr { text-decoration: none; }
.week tbody tr > * { border-top: 1px solid var(--line); }
.week td > span { display: block; height: 1.5rem; line-height: 1.5rem; }
.week td.kept { color: var(--accent-strong); font-weight: 650; }
.week td.missed { color: var(--bad); }
.week td.ahead { color: var(--soft); }
.path { margin: 0 0 1.75rem; }
.path ol { list-style: none; counter-reset: step; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 0.9rem; background: var(--card); overflow: hidden; }
.path li { counter-increment: step; position: relative; padding: 0.6rem 1.2rem 0.6rem 3.4rem; }
.path li + li { border-top: 1px solid var(--line); }
.path li::before { content: counter(step); position: absolute; left: 1rem; top: 0.65rem; width: 1.6rem; height: 1.6rem; border: 1px solid var(--edge); border-radius: 50%; text-align: center; font-size: 0.875rem; line-height: 1.5rem; }
.path li.step-done::before { content: "\\2713"; background: var(--tint); border-color: var(--tint); color: var(--accent-strong); }
.path li.step-next::before { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.path strong { font-weight: 600; }
.path .step-done strong { font-weight: 400; }
.path li > .hint { display: inline; margin-left: 0.5rem; }
.path li > p { margin: 0.4rem 0 0.6rem; }
.tab-groups { list-style: none; margin: 0 0 1.75rem; padding: 0; display: grid; gap: 0.5rem; }
.tab-groups > li { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); align-items: baseline; }
.tab-groups .tabs { margin: 0; }
.tab-group { color: var(--soft); font-size: 0.9375rem; }
#days { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: 0 1rem; }
#days > legend, #days > .hint { grid-column: 1 / -1; }
@media (max-width: 34rem) {
  .tab-groups { display: flex; gap: 0.35rem; overflow-x: auto; scrollbar-width: thin; margin: 0 -1.25rem 1rem; padding: 0.35rem 1.25rem; }
  .tab-groups > li, .tab-groups .tabs { display: contents; }
  .tab-group { display: none; }
  .week, .week thead, .week tbody { display: block; }
  .week caption { display: block; padding: 0.6rem 0.9rem 0; }
  .week tr { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)) 4.25rem; padding: 0.2rem 0.6rem; }
  .week thead th:first-child { display: none; }
  .week tbody th[scope='row'] { grid-column: 1 / -1; padding: 0.5rem 0.3rem 0; }
  .week tbody tr > td { border-top: 0; }
  .week thead th, .week td { padding: 0.4rem 0; }
  .week th:last-child, .week td:last-child { padding-right: 0.3rem; }
  .plan { padding: 1rem; }
}`;
