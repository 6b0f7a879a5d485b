// Steps of which each takes what the one before it gave: a table whose order the compiler checks. pipeline.ts has one.
import type { Awaitable } from '../../core/awaitable.ts';

type Step = (x: never) => unknown;

export class Steps<In, Out> {
  readonly #all: readonly Step[];

  private constructor(all: readonly Step[]) {
    this.#all = all;
  }

  static begin<In>(): Steps<In, In> {
    return new Steps([]);
  }

  /** One that gives more than it takes. */
  add<Next extends Out>(step: (x: Out) => Awaitable<Next>): Steps<In, Next> {
    return new Steps([...this.#all, step]);
  }

  /** One that lets pass what it takes, or throws. */
  check(step: (x: Out) => void): Steps<In, Out> {
    return this.add(x => {
      step(x);
      return x;
    });
  }

  /** @param onWork is told how long each step took until it waited */
  async run(x: In, onWork: (ms: number) => void): Promise<Out> {
    let given: unknown = x;
    for (const step of this.#all) {
      const began = performance.now();
      try {
        given = step(given as never);
      } finally {
        onWork(performance.now() - began);
      }
      if (given instanceof Promise) given = await given;
    }
    return given as Out;
  }
}
