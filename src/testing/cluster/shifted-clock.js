// Imported before anything else, lets a process believe that it is later by as many milliseconds as its address says:
// shifted-clock.js?ms=150000. What measures how long something takes is not touched.
const ms = Number(new URL(import.meta.url).searchParams.get('ms'));
const Real = Date;
const now = () => Real.now() + ms;
globalThis.Date = new Proxy(Real, {
  construct: (_, given, made) => Reflect.construct(Real, given.length > 0 ? given : [now()], made),
  apply: () => new Real(now()).toString(),
  get: (_, name) => (name === 'now' ? now : Real[name]),
});
