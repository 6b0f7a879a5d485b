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

  /** @param onWork is told how long they took, each time that one waits and at the end */
  async run(x: In, onWork: (ms: number) => void): Promise<Out> {
    let given: unknown = x;
    let began = performance.now();
    try {
      for (const step of this.#all) {
        given = step(given as never);
        if (!(given instanceof Promise)) continue;
        onWork(performance.now() - began);
        try {
          given = await given;
        } finally {
          began = performance.now();
        }
      }
      return given as Out;
    } finally {
      onWork(performance.now() - began);
    }
  }
}
