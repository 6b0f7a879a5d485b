// Signals that end work early. AbortSignal.any would leave a trace of each try on a signal that lives as long as the
// server, which adds up to all its memory in weeks.

/** Runs work with a signal that ends with the first of these. */
export async function runUntilAny<T>(
  signals: readonly AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const end = () => ending.abort();
  for (const signal of signals) {
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  }
  try {
    return await work(ending.signal);
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', end);
  }
}
