// Records that a change is made ready for which others overtook before: whoever else writes to one of them in this process waits
// until that change is done.
import type { Store, WriteScope } from './store.ts';

export interface RecordHold {
  /** False once it ended or its time is over. */
  readonly isHeld: boolean;
  end(): void;
}

export class RecordHolds {
  readonly #held = new Map<string, Promise<void>>();

  /** One at a time for each record. @param msMax when it ends by itself */
  hold(recordId: string, msMax: number): RecordHold {
    let isHeld = true;
    let resume = () => {};
    const ended = new Promise<void>(resolve => {
      resume = resolve;
    });
    const end = () => {
      clearTimeout(timer);
      isHeld = false;
      if (this.#held.get(recordId) === ended) this.#held.delete(recordId);
      resume();
    };
    const timer = setTimeout(end, msMax).unref();
    this.#held.set(recordId, ended);
    return {
      get isHeld() {
        return isHeld;
      },
      end,
    };
  }

  /** The same store, whose writes wait where their record is held, unless their scope goes first. */
  gate(store: Store): Store {
    return {
      read: work => store.read(work),
      write: (work, scope) => {
        const held = scope && this.#find(scope);
        return held ? held.then(() => store.write(work, scope)) : store.write(work, scope);
      },
      overwriteRemoved: () => store.overwriteRemoved(),
      close: () => store.close(),
    };
  }

  #find({ recordId, goesFirst = false }: WriteScope): Promise<void> | undefined {
    return goesFirst || recordId === undefined ? undefined : this.#held.get(recordId);
  }
}
