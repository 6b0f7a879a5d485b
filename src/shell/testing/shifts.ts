// What moves on a page without being told to, as the browser notes it.

/** A page that the machine had no time to draw at once may move once; what it does itself, it does each time. */
export const loads = 4;

/** Runs in the page, once two frames have passed: how much moved, and what. */
export function observeShifts(): Promise<string[]> {
  return new Promise(done => {
    const found: string[] = [];
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        const { value, sources = [] } = entry as PerformanceEntry & {
          value: number;
          sources?: { node: Node | null }[];
        };
        const [first] = sources;
        // What moves inside of a control of the browser, as the words of one for files, is no part of the page.
        if (!first?.node) continue;
        const what = first.node instanceof Element ? first.node.outerHTML.slice(0, 60) : '';
        found.push(`${value.toFixed(4)} ${what}`.trim());
      }
    }).observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(found), 30)));
  });
}
