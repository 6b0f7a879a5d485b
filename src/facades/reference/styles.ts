// What the reference pages need beyond the stylesheet of the Shell.

export const referenceStyles = `
.reference main, .reference .wide { max-width: 60rem; }
.reference h2 { font-size: 1.4rem; margin-top: 2.5rem; }
.reference h3 { font-size: 1.0625rem; margin: 1.75rem 0 0.5rem; line-height: 1.3; }
.reference .top .links { font-size: 0.9375rem; }
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
#search { display: block; }
#search[hidden] { display: none; }
#search label { display: block; font-weight: 600; }
#search input { width: 100%; font: inherit; color: inherit; padding: 0.65rem 0.8rem; margin-top: 0.3rem; background: var(--card); border: 1px solid var(--edge); border-radius: 0.6rem; }
#search #found { min-height: 1.6em; margin-top: 0.3rem; }
#search + section h2 { margin-top: 0; }
.pages { margin: 1rem 0; }
.pages [aria-current] { color: var(--ink); font-weight: 700; text-decoration: none; }
@media (max-width: 34rem) {
  .methods thead { display: none; }
  .methods tr { display: block; padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  .methods td { display: block; padding: 0; border: 0; overflow-wrap: anywhere; }
  .methods td:nth-child(2)::before { content: 'Version '; }
  .facts { display: block; }
  .facts dt { border: 0; margin: 0; padding-bottom: 0; font-size: 0.9375rem; }
  .facts dd { padding-top: 0.1rem; }
  .often { margin-left: 0; }
  .fields .fields { padding-left: 0.8rem; }
}
`;
