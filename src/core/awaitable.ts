// What a port may answer at once, or later, and how to go on with either. A promise that is awaited takes its turn even where
// its value is there: on the way of every request that is most of the time between two statements of an embedded database.

/** A value now (SQLite) or soon (PostgreSQL). */
export type Awaitable<T> = T | Promise<T>;

/** What is done with a value: at once where it is there. */
export function after<T, R>(value: Awaitable<T>, next: (value: T) => Awaitable<R>): Awaitable<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** What is answered in place of a work that fails. */
export function tryOr<T>(work: () => Awaitable<T>, other: (error: unknown) => Awaitable<T>): Awaitable<T> {
  try {
    const value = work();
    return value instanceof Promise ? value.catch(other) : value;
  } catch (error) {
    return other(error);
  }
}

/** Work in steps: `yield* take(…)` stands for `await …`, and waits only for what is not there yet. */
export type Work<T> = Generator<Promise<unknown>, T, unknown>;

export function* take<T>(value: Awaitable<T>): Work<T> {
  return value instanceof Promise ? ((yield value) as T) : value;
}

/**
 * Makes a function of work in steps, once for all calls: V8 keeps a shape for each generator function that was called, among
 * what is old, and with it all that the function closes over.
 */
export function goOn<Given extends readonly unknown[], T>(
  work: (...given: Given) => Work<T>,
): (...given: Given) => Awaitable<T> {
  return (...given) => {
    const steps = work(...given);
    const { done, value } = steps.next();
    return done ? value : finish(steps, value);
  };
}

async function finish<T>(steps: Work<T>, pending: Promise<unknown>): Promise<T> {
  let waited = pending;
  for (;;) {
    const step = await waited.then(
      value => steps.next(value),
      error => steps.throw(error),
    );
    if (step.done) return step.value;
    waited = step.value;
  }
}
