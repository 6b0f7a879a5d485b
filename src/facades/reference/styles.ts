// What the pages of the documentation need beyond the stylesheet of the Shell.

export const referenceStyles = `
.reference main { max-width: 60rem; }
.reference .wide { max-width: 82rem; flex-wrap: nowrap; }
.reference h2 { font-size: 1.4rem; margin-top: 2.5rem; }
.reference h3 { font-size: 1.0625rem; margin: 1.75rem 0 0.5rem; line-height: 1.3; }
.reference [id] { scroll-margin-top: 1rem; }
.reference [hidden] { display: none; }
code, pre { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.9em; }
code { overflow-wrap: anywhere; }
pre { margin: 0; padding: 0.9rem 1.1rem; overflow-x: auto; line-height: 1.5; font-size: 0.875rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.6rem; max-height: 32rem; }
.crumb { margin: 0 0 0.4rem; color: var(--soft); font-size: 0.9375rem; }
.flags { list-style: none; display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0 0 1.25rem; padding: 0; }
.flags li { background: var(--tint); border-radius: 1rem; padding: 0.15rem 0.8rem; font-size: 0.9375rem; }
.facts { display: grid; grid-template-columns: minmax(8rem, 14rem) minmax(0, 1fr); margin: 0 0 1.5rem; overflow: hidden; }
.facts dt, .facts dd { margin: 0 0 -1px; padding: 0.5rem 1.2rem; border-bottom: 1px solid var(--line); }
.facts dt { color: var(--soft); padding-right: 0; }
.fields { list-style: none; margin: 0; padding: 0; }
.fields > li { padding: 0.55rem 0; border-top: 1px solid var(--line); }
.fields .fields { margin: 0.5rem 0 0; padding-left: 1.1rem; border-left: 3px solid var(--tint); }
.field { margin: 0; display: flex; flex-wrap: wrap; gap: 0 0.75rem; align-items: baseline; }
.field > code { font-weight: 650; }
.often { color: var(--soft); font-size: 0.9375rem; margin-left: auto; }
.reference table { width: 100%; border-collapse: collapse; margin: 1rem 0; }
.reference th, .reference td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid var(--line); }
.reference th { color: var(--soft); font-weight: 600; font-size: 0.9375rem; }
.codes td:first-child { width: 45%; }
figure { margin: 0.75rem 0 1rem; }
figcaption { color: var(--soft); font-size: 0.9375rem; margin-bottom: 0.25rem; }
details { margin: 0 0 0.75rem; }
.forms { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 0 1.25rem; }
summary { cursor: pointer; font-weight: 600; padding: 0.25rem 0; }
ul.entries { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: 0.5rem 2rem; }
.entries.names { grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); }
.columns { columns: 15rem; column-gap: 2rem; padding: 0; list-style: none; }
#search { position: relative; flex: 1 1 12rem; max-width: 26rem; margin-left: auto; }
#search input { width: 100%; font: inherit; font-size: 1rem; color: inherit; padding: 0.45rem 0.8rem; background: var(--ground); border: 1px solid var(--edge); border-radius: 0.6rem; }
#hits { position: absolute; right: 0; left: 0; min-width: min(26rem, 90vw); margin-left: auto; top: calc(100% + 0.4rem); z-index: 3; max-height: 70vh; overflow-y: auto; padding: 0.8rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.8rem; box-shadow: 0 0.6rem 1.6rem rgb(0 0 0 / 18%); }
#hits ul { list-style: none; margin: 0; padding: 0; }
#hits li { padding: 0.3rem 0; }
#hits .hint { margin: 0; }
.columns-of-page { flex: 1; width: 100%; max-width: 82rem; margin: 0 auto; display: grid; grid-template-columns: minmax(0, 1fr); }
.page { min-width: 0; display: flex; flex-direction: column; }
.foot { max-width: 60rem; width: 100%; margin: 0 auto; padding: 0 1.25rem 2.5rem; color: var(--soft); font-size: 0.9375rem; }
.foot p { margin: 0; padding-top: 1rem; border-top: 1px solid var(--line); }
#contents { padding: 1rem 1.25rem 3rem; border-top: 1px solid var(--line); font-size: 0.9375rem; }
#contents details { margin: 0 0 0.4rem; }
#contents ul { list-style: none; margin: 0 0 0.6rem; padding: 0 0 0 0.9rem; }
#contents li a { display: block; padding: 0.2rem 0.6rem; color: var(--soft); text-decoration: none; border-left: 2px solid var(--line); }
#contents li a:hover { color: var(--accent-strong); }
#contents a[aria-current] { color: var(--ink); font-weight: 650; border-color: var(--accent); }
@media (min-width: 60rem) {
  .columns-of-page { grid-template-columns: 18rem minmax(0, 1fr); }
  .page { order: 1; }
  #contents { border-top: 0; border-right: 1px solid var(--line); position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding-top: 1.75rem; }
  .to-contents { display: none; }
}
.sections { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 0 2rem; }
.sections h2 { font-size: 1.125rem; margin: 1.5rem 0 0.4rem; }
.sections ul { list-style: none; margin: 0; padding: 0; }
.sections li { padding: 0.15rem 0; }
.document h2 { margin-bottom: 0.6rem; }
.document li { margin-bottom: 0.3rem; }
.picture { display: block; overflow-x: auto; }
.document img { max-width: 100%; min-width: 32rem; height: auto; display: block; margin: 1rem 0; }
.document pre { margin: 0 0 1rem; }
.scroll { overflow-x: auto; }
.scroll table:has(th:nth-child(3)) { min-width: 30rem; }
.anchor { color: var(--soft); text-decoration: none; opacity: 0; font-weight: 400; }
h2:hover .anchor, h3:hover .anchor, h4:hover .anchor, .anchor:focus { opacity: 1; }
@media (hover: none) { .anchor { opacity: 0.6; } }
.code { position: relative; }
.code button { position: absolute; top: 0.4rem; right: 0.4rem; padding: 0.2rem 0.6rem; font-size: 0.8125rem; background: var(--card); color: var(--soft); border: 1px solid var(--line); border-radius: 0.4rem; }
.code button:hover, .code button:focus-visible { color: var(--ink); border-color: var(--edge); background: var(--card); }
.pages { margin: 1rem 0; }
.pages [aria-current] { color: var(--ink); font-weight: 700; text-decoration: none; }
@media (max-width: 34rem) {
  .code pre { padding-top: 2.4rem; }
  .methods thead { display: none; }
  .methods tr { display: block; padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  .methods td { display: block; padding: 0; border: 0; overflow-wrap: anywhere; }
  .methods td:nth-child(2)::before { content: 'Version '; }
  .reference .brand { font-size: 1rem; }
  .facts { display: block; }
  .facts dt { border: 0; margin: 0; padding-bottom: 0; font-size: 0.9375rem; }
  .facts dd { padding-top: 0.1rem; }
  .often { margin-left: 0; }
  .fields .fields { padding-left: 0.8rem; }
}
`;
