// How the pages look. Colours keep a contrast of 4.5 to 1 or more in both schemes; nothing comes from elsewhere.

import { hashSha256 } from '../core/secrets.ts';
import { dailyStyles } from './stylesheet-daily.ts';
import { dataStyles } from './stylesheet-data.ts';
import { directStyles } from './stylesheet-direct.ts';
import { lookStyles } from './stylesheet-look.ts';
import { pictureStyles } from './stylesheet-pictures.ts';
import { planStyles } from './stylesheet-plans.ts';
import { printStyles } from './stylesheet-print.ts';

export const stylesheet = `:root {
  color-scheme: light dark;
  --ground: #f6f5f0;
  --card: #ffffff;
  --ink: #1d2b2a;
  --soft: #566563;
  --line: #d9dcd4;
  --edge: #7c8a87;
  --accent: #1f6b62;
  --accent-strong: #17534c;
  --on-accent: #ffffff;
  --tint: #e5f0ec;
  --bad: #a3291d;
  --bad-strong: #7f1d13;
  --on-bad: #ffffff;
  --bad-tint: #fbecea;
  --warn: #9a6a00;
  --warn-strong: #6b4700;
  --warn-tint: #fbf1da;
  --page: 48rem;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #121a1a;
    --card: #1a2524;
    --ink: #e7eeec;
    --soft: #a6b5b2;
    --line: #304040;
    --edge: #7f918e;
    --accent: #7fcabd;
    --accent-strong: #a5ddd3;
    --on-accent: #0d2220;
    --tint: #1d3431;
    --bad: #ff9c8f;
    --bad-strong: #ffbdb3;
    --on-bad: #2d0f0b;
    --bad-tint: #3a201d;
    --warn: #d8ad57;
    --warn-strong: #f2d59a;
    --warn-tint: #352a12;
  }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
/* What a script shows as soon as it runs has its place before, so that nothing moves. */
@media (scripting: enabled) {
  [data-late][hidden] { display: block !important; visibility: hidden; }
  .choice[data-late][hidden] { display: grid !important; }
  button[data-late][hidden] { display: inline-block !important; }
  [data-without-passkeys]:not(.needed) { display: none; }
}
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  min-height: 100vh;
  display: flex;
  flex-direction: column;
  background: var(--ground);
  color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: break-word;
}
h1, h2, legend { line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font: 500 2rem/1.2 "Iowan Old Style", Charter, "Palatino Linotype", Palatino, Georgia, "Noto Serif", serif; margin: 0 0 1.25rem; }
h1 + .lead { margin-top: -0.65rem; }
h1 strong { font-weight: 700; }
h2 { font-size: 1.25rem; margin: 0 0 0.75rem; }
p { margin: 0 0 1rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:hover { color: var(--accent-strong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--card); z-index: 1; }

.top { border-bottom: 1px solid var(--line); background: var(--card); }
.wide { max-width: var(--page); margin: 0 auto; padding: 0.75rem 1.25rem; display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between; }
.brand { display: inline-flex; align-items: center; gap: 0.6rem; font-weight: 650; font-size: 1.125rem; color: var(--ink); }
.brand img { display: block; }
.brand-link { display: flex; text-decoration: none; }
.who form, .done > form, .with-action > form, .with-action > .button { flex: none; }
.who { display: flex; align-items: center; gap: 0.75rem; }
.who-name { color: var(--soft); max-width: 16rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.finder { display: block; position: relative; max-width: var(--page); margin: 0 auto; padding: 0 1.25rem 0.75rem; }
.finder form { display: flex; gap: 0.5rem; margin: 0; }
.finder input { flex: 1; min-width: 0; padding: 0.5rem 0.8rem; }
.finder button { padding: 0.5rem 1rem; }
.found-at-once { position: absolute; left: 1.25rem; right: 1.25rem; z-index: 3; max-height: 70vh; overflow-y: auto; padding: 0.8rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.8rem; box-shadow: 0 0.6rem 1.6rem rgb(0 0 0 / 18%); }
.found-at-once section { margin-bottom: 0.8rem; }
.found-ways { display: inline-flex; gap: 1rem; margin-left: 0.9rem; }
.menu { border-top: 1px solid var(--line); }
.menu .wide { padding-top: 0; padding-bottom: 0; gap: 0 1rem; }
.menu ul { list-style: none; display: flex; flex-wrap: wrap; margin: 0 0 0 -0.55rem; padding: 0; }
.menu nav a { display: block; padding: 0.65rem 0.55rem; color: var(--soft); text-decoration: none; border-bottom: 3px solid transparent; }
.menu nav a:hover { color: var(--accent-strong); border-color: var(--line); }
.menu nav a[aria-current] { color: var(--ink); font-weight: 600; border-color: var(--accent); }
.record-now { margin: 0 0 0 auto; max-width: 18rem; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.hint-inline { color: var(--soft); font-size: 0.9375rem; }
.switcher { position: relative; margin: 0 0 0 auto; min-width: 0; }
.switcher > summary { cursor: pointer; padding: 0.45rem 0.7rem; border: 1px solid var(--edge); border-radius: 0.6rem; list-style: none; max-width: 18rem; display: flex; gap: 0.35rem; align-items: baseline; white-space: nowrap; }
.switcher > summary strong { overflow: hidden; text-overflow: ellipsis; }
.switcher > summary::after { content: "\\25BE"; margin-left: 0.15rem; color: var(--soft); }
.switcher > summary::-webkit-details-marker { display: none; }
.switcher > summary:hover { background: var(--tint); }
.switcher ul { position: absolute; right: 0; top: calc(100% + 0.3rem); z-index: 2; display: block; min-width: min(14rem, 100vw - 2.5rem); max-width: calc(100vw - 2.5rem); max-height: 60vh; overflow-y: auto; margin: 0; padding: 0.4rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.8rem; box-shadow: 0 0.6rem 1.6rem rgb(0 0 0 / 18%); }
.switcher li button { width: 100%; text-align: left; background: none; border: 0; color: var(--ink); font-weight: 400; padding: 0.6rem 0.8rem; }
.switcher li button:hover { background: var(--tint); color: var(--ink); }
.switcher li button[aria-current] { font-weight: 700; }
main { width: 100%; max-width: var(--page); margin: 0 auto; padding: 2.25rem 1.25rem 3rem; flex: 1; }
.narrow { max-width: 30rem; margin: 0 auto; }
.own .narrow { margin-left: 0; }
@media (min-width: 38rem) {
  main:not(.own) > .narrow { max-width: 34rem; padding: 2.25rem 2.5rem 2.5rem; background: var(--card); border: 1px solid var(--line); border-radius: 1.1rem; }
  main:not(.own) > .narrow > :last-child { margin-bottom: 0; }
}
.bottom { border-top: 1px solid var(--line); color: var(--soft); font-size: 0.9375rem; }
.bottom p { margin: 0; }
.bottom .wide { padding-top: 1rem; padding-bottom: 1.25rem; }
.foot-links { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; align-items: baseline; }
.foot-links ul { display: flex; gap: 0.9rem; list-style: none; margin: 0; padding: 0; }
.foot-links button { font-size: inherit; }
.foot-links button[aria-current] { color: var(--soft); text-decoration: none; }
.lead { font-size: 1.1875rem; color: var(--soft); margin-bottom: 1.5rem; }
.lead strong { color: var(--ink); }
.welcome { padding-top: 1.5rem; max-width: 38rem; }
.welcome h1 { font-size: 2.5rem; }
.points { list-style: none; display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1.5rem 2rem; margin: 3.5rem 0 0; padding: 2rem 0 0; border-top: 1px solid var(--line); }
.points h2 { font-size: 1.0625rem; margin-bottom: 0.3rem; }
.points p { color: var(--soft); margin: 0; }
.after { margin-top: 1.5rem; }
section { margin: 0 0 2.25rem; }
h1 + section { margin-top: 1.5rem; }

button, .button {
  display: inline-block;
  font: inherit;
  font-weight: 600;
  line-height: 1.3;
  padding: 0.7rem 1.4rem;
  border: 1px solid var(--accent);
  border-radius: 0.6rem;
  background: var(--accent);
  color: var(--on-accent);
  text-decoration: none;
  cursor: pointer;
  max-width: 100%;
  overflow-wrap: anywhere;
}
button:hover, .button:hover { background: var(--accent-strong); border-color: var(--accent-strong); color: var(--on-accent); }
.second { background: transparent; color: var(--accent); }
.second:hover { background: var(--tint); color: var(--accent-strong); border-color: var(--accent-strong); }
.quiet { padding: 0.45rem 0.8rem; font-weight: 500; font-size: 0.9375rem; background: transparent; border-color: var(--edge); color: var(--ink); }
.quiet:hover { background: var(--tint); border-color: var(--accent); color: var(--ink); }
.like-link { padding: 0; border: 0; background: none; color: var(--accent); font-weight: 400; text-align: left; text-decoration: underline; text-underline-offset: 0.15em; }
.like-link:hover { background: none; color: var(--accent-strong); }
.danger { background: var(--bad); border-color: var(--bad); color: var(--on-bad); }
.danger:hover { background: var(--bad-strong); border-color: var(--bad-strong); color: var(--on-bad); }
.danger-quiet { background: transparent; border-color: var(--bad); color: var(--bad); }
.danger-quiet:hover { background: var(--bad-tint); border-color: var(--bad-strong); color: var(--bad-strong); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem; }

.field { margin: 0 0 1.25rem; }
.field > label { display: block; font-weight: 600; }
.field input, .finder input, .field select, .field textarea {
  width: 100%;
  font: inherit;
  color: inherit;
  padding: 0.65rem 0.8rem;
  margin-top: 0.3rem;
  background: var(--card);
  border: 1px solid var(--edge);
  border-radius: 0.6rem;
  min-height: 3.25rem;
}
.field input:focus-visible, .field select:focus-visible, .field textarea:focus-visible { outline-offset: 0; border-color: var(--accent); border-radius: 0.6rem; }
.field input[type='file']::file-selector-button { font: inherit; font-size: 0.9375rem; margin-right: 0.8rem; padding: 0.3rem 0.8rem; border: 1px solid var(--edge); border-radius: 0.5rem; background: transparent; color: var(--ink); cursor: pointer; }
.wrong input, .wrong select, .wrong textarea { border: 2px solid var(--bad); }
.optional { color: var(--soft); font-weight: 400; }
.hint { display: block; color: var(--soft); font-size: 0.9375rem; margin: 0; font-weight: 400; }
.error { color: var(--bad); font-weight: 600; margin: 0.2rem 0 0; }
.doubtful input, .doubtful select, .doubtful textarea { border: 2px solid var(--accent); }
.doubt { color: var(--accent); font-weight: 600; margin: 0.2rem 0 0; }
.notice { background: var(--tint); border-radius: 0.8rem; padding: 1.25rem 1.4rem; margin: 0 0 1.5rem; }
.notice > :last-child { margin-bottom: 0; }
.done { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: center; justify-content: space-between; border-left: 5px solid var(--accent); padding: 0.8rem 1.2rem; }
.done p { margin: 0; flex: 1 1 12rem; min-width: 0; }
.empty { border: 1px dashed var(--edge); border-radius: 0.9rem; padding: 1.6rem 1.4rem; margin: 0 0 1.5rem; color: var(--soft); }
.empty h2 { color: var(--ink); font-size: 1.125rem; margin-bottom: 0.3rem; }
.empty > :last-child { margin-bottom: 0; }
.with-unit { display: flex; gap: 0.6rem; align-items: center; margin-top: 0.3rem; }
.with-unit > input { flex: 1 1 6rem; min-width: 0; margin-top: 0; }
.with-unit > select { flex: 0 1 8rem; width: auto; margin-top: 0; }
.with-unit > input + input { flex: 0 1 8rem; }
details.part, fieldset.part { border: 1px solid var(--line); border-radius: 0.9rem; background: none; margin: 0 0 1.25rem; padding: 0 1.1rem; }
details.part > summary { cursor: pointer; font-weight: 600; padding: 0.7rem 0; }
details.part > :last-child, fieldset.part > :last-child { margin-bottom: 1.1rem; }
.part details.part, .part fieldset.part { border: 0; border-left: 3px solid var(--line); border-radius: 0; padding: 0 0 0 0.8rem; }
.part details.part > :last-child, .part fieldset.part > :last-child { margin-bottom: 0.4rem; }
fieldset.part > legend { font-size: 1.0625rem; padding-bottom: 0.6rem; }
.entries { margin: 0 0 1.25rem; border: 0; background: none; padding: 0; }
.entry + .quiet { margin-top: 0; }
.entry { margin: 0 0 0.75rem; }
.entry > .field, .entry > .part { margin-bottom: 0.5rem; }
.kept { margin: 0 0 1.25rem; }
.line { display: block; }
.table { width: 100%; border-collapse: separate; border-spacing: 0; background: var(--card); border: 1px solid var(--line); border-radius: 0.9rem; margin: 0 0 1.5rem; }
.table caption { text-align: left; font-weight: 700; font-size: 1.25rem; padding: 0 0 0.6rem; }
.table th, .table td { text-align: left; vertical-align: top; padding: 0.7rem 1rem; font-weight: 400; }
.table thead th { color: var(--soft); font-size: 0.9375rem; border-bottom: 1px solid var(--line); }
.table tbody th { font-weight: 600; }
.table tbody tr + tr > * { border-top: 1px solid var(--line); }
.table .number { text-align: right; font-variant-numeric: tabular-nums; }
.table td.number { white-space: nowrap; }
.photo.large { width: 10rem; height: 10rem; }
.with-photo { display: flex; gap: 1rem; align-items: center; margin-bottom: 1.5rem; }
.with-photo h1, .with-photo .lead { margin: 0 0 0.2rem; }
.with-photo > div { min-width: 0; }
.photo { flex: none; width: 4rem; height: 4rem; border-radius: 50%; object-fit: cover; background: var(--tint); }
.prose { max-width: 38rem; }
.prose h2 { margin-top: 1.75rem; }
.prose li { margin-bottom: 0.4rem; }
.facts { margin: 0 0 1.25rem; border: 1px solid var(--line); border-radius: 0.9rem; background: var(--card); }
.facts > div { display: grid; grid-template-columns: minmax(8rem, 12rem) minmax(0, 1fr); gap: 0.2rem 1rem; padding: 0.7rem 1.4rem; }
.facts > div + div { border-top: 1px solid var(--line); }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
.pin { font: 700 2rem/1.3 ui-monospace, Menlo, Consolas, monospace; letter-spacing: 0.15em; }
.kinds { margin: 0 0 1.25rem; }
.kinds > summary { cursor: pointer; font-weight: 600; padding: 0.5rem 0; }
.kinds fieldset { border: 0; border-top: 1px solid var(--line); border-radius: 0; margin: 0; padding: 0 0 0.6rem; }
.kinds legend { font-size: 1rem; padding: 0.7rem 0 0.2rem; }
.type-boxes { columns: 15rem; }
.type-boxes .choice { break-inside: avoid; border: 0; padding: 0.3rem 0; }
.glimpse { border-left: 3px solid var(--line); padding: 0.1rem 0 0.1rem 0.9rem; margin: 0.6rem 0 0.4rem; font-size: 0.9688rem; }
.glimpse p { margin: 0; }
.glimpse ul { margin: 0.2rem 0 0; padding-left: 1.1rem; list-style: disc; }
.has, .more { margin: 0 0 1.5rem; }
.has > summary, .more > summary { cursor: pointer; font-weight: 600; padding: 0.5rem 0; }
.tabs { display: flex; flex-wrap: wrap; gap: 0.4rem; list-style: none; margin: 0 0 1.75rem; padding: 0; }
.tabs a { display: block; padding: 0.4rem 0.9rem; border: 1px solid var(--line); border-radius: 2rem; text-decoration: none; color: var(--ink); background: var(--card); }
.tabs a:hover { border-color: var(--accent); }
.tabs a[aria-current] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.bad { background: var(--bad-tint); border-left: 5px solid var(--bad); }
.asked { border-left: 5px solid var(--accent); }
.bad h2, .asked h2 { font-size: 1.0625rem; margin-bottom: 0.3rem; }
.bad ul, .asked ul { margin: 0; padding-left: 1.1rem; }
.bad a { color: var(--bad); }
form + form, [data-needs-passkeys] + form { margin-top: 0.75rem; }
section.after { margin-top: 2.25rem; }
.progress { margin: 0 0 1.5rem; }
.keep { white-space: nowrap; }
.progress progress { width: 100%; height: 1rem; accent-color: var(--accent); }
.providers { margin: 0.75rem 0 1.5rem; }
.or { display: flex; align-items: center; gap: 1rem; color: var(--soft); margin: 1.5rem 0; }
.or::before, .or::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
.plain-list { list-style: none; padding: 0; }
.plain-list li { margin-bottom: 0.4rem; }
.qr { width: 13rem; max-width: 100%; margin: 0 0 1rem; background: #fff; border: 1px solid var(--line); border-radius: 0.6rem; padding: 0.4rem; }
.qr svg { display: block; width: 100%; height: auto; }
.key, .recovery code { font: 600 1.0625rem/1.6 ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; letter-spacing: 0.03em; }
.sheet { background: var(--card); border: 1px solid var(--line); border-radius: 0.9rem; padding: 1.2rem 1.4rem; margin: 0 0 1.5rem; break-inside: avoid; }
.recovery { columns: 2 13rem; margin: 1rem 0 0; padding-left: 1.8rem; }
.recovery li { padding: 0.15rem 0; }
pre.detail { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 0.6rem; }
h3 { font-size: 1.125rem; line-height: 1.3; margin: 0 0 0.6rem; }
.cards .more { margin: 0; }
.crumb { margin: 0 0 0.4rem; font-size: 0.9375rem; }
.copyable { margin: 0 0 1rem; }
dd code, td code, th code, .table th[scope='row'], .table td:not(.whole) { overflow-wrap: anywhere; }
.letter, .statement { white-space: pre-wrap; overflow-wrap: anywhere; }
.logo { display: block; max-width: 100%; background: repeating-conic-gradient(#9a9a9a 0 25%, #eee 0 50%) 0 0 / 1rem 1rem; }
.detail { font: 0.9375rem/1.5 ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; background: var(--card); border: 1px solid var(--line); border-radius: 0.6rem; padding: 0.8rem 1rem; }

fieldset { border: 1px solid var(--line); border-radius: 0.9rem; background: var(--card); margin: 0 0 1.75rem; padding: 0.4rem 1.4rem 1.1rem; min-width: 0; }
legend { font-size: 1.25rem; font-weight: 700; padding: 0.9rem 0 0.3rem; float: left; width: 100%; }
legend + * { clear: both; }
.choice { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.2rem 0.8rem; padding: 0.6rem 0; clear: both; }
.choice + .choice { border-top: 1px solid var(--line); }
.choice input { width: 1.35rem; height: 1.35rem; margin: 0.15rem 0 0; accent-color: var(--accent); }
.choice label { cursor: pointer; }
form > .choice { margin: 0 0 1.25rem; }

.ask { margin-bottom: 1.75rem; }
.links { display: flex; flex-wrap: wrap; gap: 0.3rem 1.25rem; }
.mode h2 { font-size: 1.0625rem; margin: 0 0 0.5rem; }
.mode { border: 1px solid var(--line); border-radius: 0.9rem; background: var(--card); padding: 1.2rem 1.4rem 0.4rem; margin: 0 0 1rem; }
.rules { list-style: none; margin: 0; padding: 0; }
.rules > li { border-top: 1px solid var(--line); padding: 0.8rem 0; }
.what { margin: 0 0 0.2rem; }
.what summary { cursor: pointer; }
.types { columns: 16rem; margin: 0.6rem 0 0.8rem; padding-left: 1.3rem; }
.why, .except { color: var(--soft); margin: 0.2rem 0 0; }
.why-label { font-weight: 600; }
.tag { display: inline-block; font-size: 0.875rem; line-height: 1.4; padding: 0.1rem 0.6rem; margin: 0.25rem 0 0.2rem; border: 1px solid var(--line); border-radius: 0.6rem; color: var(--soft); }
.choice .what { margin: 0; color: var(--soft); }
.choice .what strong { font-weight: 600; color: var(--ink); }
.decision { display: flex; flex-wrap: wrap; gap: 0.75rem; }
.decision button { min-width: 9rem; }

.cards { list-style: none; margin: 0 0 1.25rem; padding: 0; border: 1px solid var(--line); border-radius: 0.9rem; background: var(--card); }
.cards > li { padding: 0.9rem 1.4rem; }
.cards > li + li { border-top: 1px solid var(--line); }
.with-action > div { flex: 1 1 11.5rem; min-width: 0; }
.cards > li { position: relative; }
.card-link::after { content: ""; position: absolute; inset: 0; border-radius: inherit; }
.above { position: relative; }
.told { display: block; overflow-wrap: anywhere; }
.cards > li:has(.card-link:hover) { background: var(--tint); }
.initial { flex: none; display: inline-grid; place-items: center; width: 2.75rem; height: 2.75rem; border-radius: 50%; background: var(--tint); color: var(--accent-strong); font-weight: 650; font-size: 1.125rem; }
.initial::before { content: attr(data-letter); }
.initial.app { border-radius: 0.7rem; }
img.initial { object-fit: contain; background: none; }
.initial.large { width: 4rem; height: 4rem; font-size: 1.625rem; }
.initial.large.app { width: 3.25rem; height: 3.25rem; font-size: 1.375rem; }
.titled { display: flex; gap: 1rem; align-items: center; margin-bottom: 1rem; }
.titled h1 { margin: 0; min-width: 0; }
.with-action { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: center; justify-content: space-between; }
${dataStyles}
${dailyStyles}
${pictureStyles}${planStyles}
${lookStyles}
${directStyles}
@media (max-width: 34rem) {
  .table thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .table tr, .table th, .table td { display: block; padding-top: 0.2rem; padding-bottom: 0.2rem; }
  .table tr { padding: 0.7rem 0; }
  .table tbody tr + tr > * { border-top: 0; }
  .table tbody tr + tr { border-top: 1px solid var(--line); }
  .table td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); }
  .table td:empty { display: none; }
  .table .number { text-align: left; }
  .table td.number .marks { justify-content: flex-start; }
  .one-line .table tr { padding-left: 1rem; padding-right: 1rem; }
  .one-line .table th { padding-left: 0; padding-right: 0; }
  .one-line .table td { display: inline; padding: 0; font-size: 0.9375rem; color: var(--soft); }
  .one-line .table td::before { content: none; }
  .one-line .table td + td::before { content: "\\00B7"; margin: 0 0.4rem; }
  .one-line .table thead { position: static; display: block; width: auto; height: auto; clip-path: none; padding: 0 1rem; border-bottom: 1px solid var(--line); }
  .one-line .table thead tr { display: flex; flex-wrap: wrap; gap: 0 1.25rem; padding: 0; }
  .one-line .table thead th { padding: 0; border: 0; }
  .one-line .table thead th a { display: inline-block; padding: 0.65rem 0; }
  .one-line .table tbody tr { position: relative; }
  .one-line .table .signed a::after { content: ""; position: absolute; inset: 0; }

  .actions.at-head .button { width: auto; }
  .actions.after > form, .actions.after > form > button { width: 100%; }
  .facts > div { grid-template-columns: minmax(0, 1fr); padding-left: 1rem; padding-right: 1rem; }
  .top > .wide { flex-wrap: nowrap; gap: 0.6rem; padding: 0.5rem 1rem; position: relative; }
  .top .brand { gap: 0.4rem; font-size: 1rem; }
  .top .brand img { width: 24px; height: 24px; }
  .top .quiet { padding: 0.35rem 0.6rem; font-size: 0.875rem; white-space: nowrap; }
  .top .hint-inline { display: none; }
  .menu .wide { padding: 0 0.75rem; }
  .menu nav { flex: 1; }
  .menu ul { display: block; text-wrap: balance; margin: 0 0 0 -0.3rem; }
  .menu li { display: inline-block; }
  .menu nav a { padding: 0.4rem 0.3rem; font-size: 0.875rem; }
  .tabs { gap: 0.35rem; }
  .tabs a { padding: 0.35rem 0.7rem; font-size: 0.9375rem; }
  .tabs.one-row { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: thin; margin: 0 -1.25rem 1rem; padding: 0.35rem 1.25rem; }
  .tabs.one-row li { flex: none; }
  .tabs.one-row li:has([aria-current]) { position: sticky; left: 0; right: 0; z-index: 1; border-radius: 2rem; box-shadow: 0 0 0 0.35rem var(--ground); }
  .tabs.one-row a:focus-visible { position: relative; z-index: 2; }
  .who-name, .cards .initial.app { display: none; }
  .switcher { position: static; }
  .switcher > summary { padding: 0.3rem 0.6rem; }
  .switcher > summary, .record-now { font-size: 0.9375rem; }
  .switcher ul { left: 1rem; right: auto; top: 100%; }
  h1 { font-size: 1.65rem; }
  .welcome h1 { font-size: 2rem; }
  main { padding-top: 1.25rem; }
  fieldset, .mode, .cards > li { padding-left: 1rem; padding-right: 1rem; }
  .decision button, .decision .button, .actions .button, .narrow button[type='submit']:not(.like-link) { width: 100%; text-align: center; }
}
@media (max-width: 18rem) {
  .top > .wide { flex-wrap: wrap; }
  .with-action > form { flex: 0 1 auto; }
}
${printStyles}
@media (forced-colors: active) {
  button, .button { border: 1px solid; }
}
`;

/** Named by its content, so browsers may keep it for ever. */
export const stylesheetPath = `/assets/shell-${hashSha256(stylesheet).toString('hex').slice(0, 12)}.css`;
