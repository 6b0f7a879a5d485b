// How the bar at the foot of a phone, the emergency sheet and its card look. Part of stylesheet.ts.

export const dailyStyles = `.sheet-head { display: flex; gap: 1rem; align-items: flex-start; justify-content: space-between; }
.sheet-photo { width: 6rem; height: 6rem; object-fit: cover; border-radius: 0.8rem; border: 1px solid var(--line); flex: none; }
.sheet-code { margin: 1rem 0; break-inside: avoid; }
.sheet-code .qr { margin-bottom: 0.3rem; }
.secret-address { padding: 0.8rem 1rem; background: var(--tint); border-radius: 0.8rem; overflow-wrap: anywhere; }
.wallet-card { box-sizing: border-box; width: 85.6mm; height: 54mm; max-width: 100%; padding: 3mm; margin: 0 0 1.25rem; overflow: hidden; position: relative; background: #fff; color: #000; border: 1px dashed #777; border-radius: 3mm; font-size: 3mm; line-height: 1.3; print-color-adjust: exact; }
.wallet-card .wallet-name { margin: 0 26mm 1mm 0; font-size: 4mm; line-height: 1.2; }
.wallet-card dl { margin: 0; }
.wallet-card dl > div { margin: 0 0 0.6mm; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere; }
.wallet-card dl > div:nth-child(-n+4) { margin-right: 26mm; }
.wallet-card dt, .wallet-card dd { display: inline; margin: 0; }
.wallet-card dt { color: #444; }
.wallet-card dt::after { content: ":"; }
.wallet-card dd { font-weight: 600; }
.wallet-code { position: absolute; top: 2mm; right: 2mm; width: 24mm; }
.wallet-code svg { display: block; width: 100%; height: auto; }
.bottom-bar { display: none; }
@media screen and (max-width: 34rem) {
  body:has(.bottom-bar) { padding-bottom: calc(3.9rem + env(safe-area-inset-bottom)); }
  .menu { display: none; }
  .top .who { display: none; }
  .bottom-bar { display: block; position: fixed; left: 0; right: 0; bottom: 0; z-index: 4; background: var(--card); border-top: 1px solid var(--line); padding-bottom: env(safe-area-inset-bottom); }
  .bottom-bar > ul { list-style: none; display: grid; grid-auto-flow: column; margin: 0; padding: 0; }
  .bar-place { display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 0.1rem; min-height: 3.75rem; padding: 0.3rem 0.1rem; color: var(--soft); font-size: 0.8125rem; font-weight: 400; line-height: 1.2; text-align: center; text-decoration: none; overflow-wrap: anywhere; cursor: pointer; list-style: none; }
  .bar-place::-webkit-details-marker { display: none; }
  .bar-place[aria-current] { color: var(--accent-strong); font-weight: 650; }
  .bar-place svg { width: 1.5rem; height: 1.5rem; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
  .bar-add svg { box-sizing: content-box; padding: 0.2rem 0.7rem; border-radius: 1rem; background: var(--accent); color: var(--on-accent); }
  .bar-more > div { position: absolute; left: 0; right: 0; bottom: 100%; max-height: 70vh; overflow-y: auto; background: var(--card); border-top: 1px solid var(--line); box-shadow: 0 -0.6rem 1.6rem rgb(0 0 0 / 18%); padding: 0.5rem 1.25rem; }
  .bar-more > div > ul { list-style: none; margin: 0; padding: 0; }
  .bar-more > div a { display: block; padding: 0.7rem 0; min-height: 1.4rem; color: var(--ink); text-decoration: none; border-bottom: 1px solid var(--line); }
  .bar-more > div a[aria-current] { font-weight: 650; }
  .bar-more form { margin: 0.6rem 0; }
}`;
