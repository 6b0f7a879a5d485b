// How the pages look. Colours keep a contrast of 4.5 to 1 or more in both schemes; nothing comes from elsewhere.

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
  --bad-tint: #fbecea;
}
@media (prefers-color-scheme: dark) {
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
    --bad-tint: #3a201d;
  }
}
*, *::before, *::after { box-sizing: border-box; }
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
h1, h2, legend { line-height: 1.25; text-wrap: balance; }
h1 { font: 500 2rem/1.2 "Iowan Old Style", Charter, "Palatino Linotype", Palatino, Georgia, "Noto Serif", serif; margin: 0 0 0.75rem; }
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
.wide { max-width: 48rem; margin: 0 auto; padding: 0.75rem 1.25rem; display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between; }
.brand { display: inline-flex; align-items: center; gap: 0.6rem; font-weight: 650; font-size: 1.125rem; color: var(--ink); }
.brand img { display: block; }
.brand-link { text-decoration: none; }
.who { display: flex; align-items: center; gap: 0.75rem; }
.who-name { color: var(--soft); }
main { width: 100%; max-width: 48rem; margin: 0 auto; padding: 2.25rem 1.25rem 3rem; flex: 1; }
.narrow { max-width: 30rem; margin: 0 auto; }
.bottom { border-top: 1px solid var(--line); color: var(--soft); font-size: 0.9375rem; }
.bottom p { max-width: 48rem; margin: 0 auto; padding: 1rem 1.25rem; }
.lead { font-size: 1.1875rem; color: var(--soft); margin-bottom: 1.5rem; }
.lead strong { color: var(--ink); }
.welcome { padding-top: 1.5rem; max-width: 38rem; }
.welcome h1 { font-size: 2.5rem; }
.after { margin-top: 1.5rem; }
section { margin: 0 0 2.25rem; }

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
}
button:hover, .button:hover { background: var(--accent-strong); border-color: var(--accent-strong); color: var(--on-accent); }
.second { background: transparent; color: var(--accent); }
.second:hover { background: var(--tint); color: var(--accent-strong); border-color: var(--accent-strong); }
.quiet { padding: 0.45rem 0.8rem; font-weight: 500; font-size: 0.9375rem; background: transparent; border-color: var(--edge); color: var(--ink); }
.quiet:hover { background: var(--tint); border-color: var(--accent); color: var(--ink); }
.like-link { padding: 0; border: 0; background: none; color: var(--accent); font-weight: 400; text-decoration: underline; text-underline-offset: 0.15em; }
.like-link:hover { background: none; color: var(--accent-strong); }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; }

.field { margin: 0 0 1.25rem; }
.field > label { display: block; font-weight: 600; }
.field input, .field select {
  width: 100%;
  font: inherit;
  color: inherit;
  padding: 0.65rem 0.8rem;
  margin-top: 0.3rem;
  background: var(--card);
  border: 1px solid var(--edge);
  border-radius: 0.6rem;
  min-height: 2.9rem;
}
.field input:focus-visible, .field select:focus-visible { outline-offset: 0; border-color: var(--accent); border-radius: 0.6rem; }
.wrong input, .wrong select { border: 2px solid var(--bad); }
.hint { display: block; color: var(--soft); font-size: 0.9375rem; margin: 0; font-weight: 400; }
.error { color: var(--bad); font-weight: 600; margin: 0.2rem 0 0; }
.notice { background: var(--tint); border-radius: 0.8rem; padding: 1.25rem 1.4rem; margin: 0 0 1.5rem; }
.notice > :last-child { margin-bottom: 0; }
.bad { background: var(--bad-tint); border-left: 5px solid var(--bad); }
.bad h2 { font-size: 1.0625rem; margin-bottom: 0.3rem; }
.bad ul { margin: 0; padding-left: 1.1rem; }
.bad a { color: var(--bad); }
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
.tag { display: inline-block; font-size: 0.875rem; color: var(--soft); }
.choice .what { margin: 0; color: var(--soft); }
.choice .what strong { font-weight: 600; }
.decision { display: flex; flex-wrap: wrap; gap: 0.75rem; }
.decision button { min-width: 9rem; }

.cards { list-style: none; margin: 0 0 1.25rem; padding: 0; border: 1px solid var(--line); border-radius: 0.9rem; background: var(--card); }
.cards > li { padding: 0.9rem 1.4rem; }
.cards > li + li { border-top: 1px solid var(--line); }
.with-action > div { flex: 1 1 16rem; }
.with-action { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: center; justify-content: space-between; }
@media (max-width: 34rem) {
  h1 { font-size: 1.65rem; }
  .welcome h1 { font-size: 2rem; }
  main { padding-top: 1.5rem; }
  fieldset, .mode, .cards > li { padding-left: 1rem; padding-right: 1rem; }
  .decision button, .actions .button, .narrow button[type='submit'] { width: 100%; text-align: center; }
}
@media (forced-colors: active) {
  button, .button { border: 1px solid; }
}
`;
