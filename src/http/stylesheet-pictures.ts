// How pictures of the body look: the page of a study, and that on which they are brought in. The stage is dark in either scheme.

export const pictureStyles = `
.viewer { display: grid; gap: 1.25rem; margin-bottom: 2rem; }
.viewing { min-width: 0; }
.series ol { list-style: none; display: flex; gap: 0.5rem; margin: 0; padding: 0 0 0.5rem; overflow-x: auto; }
.series li { flex: none; }
.series a { display: flex; gap: 0.7rem; align-items: center; max-width: 16rem; padding: 0.45rem; border: 2px solid transparent; border-radius: 0.7rem; color: var(--ink); text-decoration: none; }
.series a:hover { background: var(--tint); }
.series a[aria-current] { border-color: var(--accent); background: var(--card); }
.series img { flex: none; width: 4rem; height: 4rem; object-fit: contain; background: #000; border-radius: 0.4rem; }
.series .hint { display: block; }
.stage { position: relative; display: flex; justify-content: center; align-items: center; height: min(70vh, 46rem); background: #000; border-radius: 0.7rem; overflow: hidden; }
.stage .still { width: 100%; height: 100%; object-fit: contain; }
.stage canvas { position: absolute; inset: 0; width: 100%; height: 100%; touch-action: none; cursor: grab; visibility: hidden; }
.stage canvas:focus-visible { outline-offset: -3px; outline-color: #7fcabd; }
.stage canvas[data-mode=window] { cursor: ns-resize; }
.stage canvas[data-mode=move] { cursor: move; }
.stage canvas[data-mode=length], .stage canvas[data-mode=angle] { cursor: crosshair; }
[data-ready] .stage canvas { visibility: visible; }
[data-ready] .stage .still { visibility: hidden; }
.tools { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; margin-bottom: 0.6rem; }
.tools button, .tools select { padding: 0.4rem 0.75rem; font-size: 0.9375rem; min-height: 2.5rem; }
.tools button[aria-pressed=true] { background: var(--accent); color: var(--on-accent); border-color: var(--accent); }
.tools label { display: flex; gap: 0.4rem; align-items: center; margin: 0; font-size: 0.9375rem; }
.tools select { width: auto; }
.viewing input[type=range] { width: 100%; margin: 0.7rem 0 0; padding: 0; accent-color: var(--accent); }
.viewing .told { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; min-height: 1.7rem; margin: 0.4rem 0 0.6rem; font-variant-numeric: tabular-nums; }
.viewing .spoken { position: absolute; left: -100rem; }
.pager { display: flex; flex-wrap: wrap; gap: 0.7rem; justify-content: space-between; align-items: center; margin: 0.7rem 0; }
.picture-actions { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: center; }
.picture-actions form { margin: 0; }
.picture-actions + .hint, #bring + form { margin-top: 1rem; }
.studies img, .study-picture img { flex: none; width: 6rem; height: 6rem; object-fit: contain; background: #000; border-radius: 0.5rem; }
.studies a { display: flex; gap: 1rem; align-items: center; color: var(--ink); text-decoration: none; }
.studies a:hover strong { text-decoration: underline; }
.studies .hint { display: block; }
.study-picture { display: block; width: max-content; margin-top: 0.4rem; }
.found-study { margin-bottom: 1.25rem; }
.outcomes { max-height: 14rem; overflow-y: auto; font-size: 0.9375rem; }
.viewing:fullscreen { display: flex; flex-direction: column; padding: 0.7rem; background: var(--ground); overflow-y: auto; }
.viewing:fullscreen .stage { flex: 1; height: auto; min-height: 12rem; }
@media (max-width: 40rem) {
  .tools { flex-wrap: nowrap; overflow-x: auto; margin-right: -1.25rem; padding: 0.3rem 1.25rem 0.3rem 0.2rem; }
  .tools > * { flex: none; }
  .stage { height: min(60vh, 100vw); margin: 0 -1.25rem; border-radius: 0; }
}
@media (min-width: 62rem) {
  .viewer { grid-template-columns: 15rem minmax(0, 1fr); }
  .series ol { display: block; max-height: 46rem; overflow-y: auto; overflow-x: hidden; }
}
`;
