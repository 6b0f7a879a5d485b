// Are the entries of a chain of the time they say? Each lies between two checkpoints: the last one without it, and the first one
// with it. Times do not go back along a chain.
import { minuteMs } from '../limits/durations.ts';
import type { LogEntry, PlacedLeaf } from './ports.ts';

/** Clocks of nodes differ, and rows take a while to be committed and published. */
export const slackMs = 15 * minuteMs;

const say = (at: number) => new Date(at).toISOString();

export interface TimeFrame {
  /** Of the newest checkpoint; milliseconds since 1970, UTC, as all times. */
  readonly checkpointAt: number;
  /** When the log was read. */
  readonly readAt: number;
  readonly isOfRecord: boolean;
}

export class TimeCheck {
  readonly #leaves: readonly PlacedLeaf[];
  readonly #frame: TimeFrame;
  readonly #tell: (number: number, what: string) => void;
  #next = 0;
  #latest = 0;

  constructor(leaves: readonly PlacedLeaf[], frame: TimeFrame, tell: (number: number, what: string) => void) {
    this.#leaves = leaves;
    this.#frame = frame;
    this.#tell = tell;
  }

  add({ number, at, salt, action }: LogEntry): void {
    const leaves = this.#leaves;
    while ((leaves[this.#next]?.number ?? number) < number) this.#next++;
    const leaf = leaves[this.#next];
    // An entry that no checkpoint has yet came after the newest one.
    const since = leaf?.since ?? this.#frame.checkpointAt;
    const until = leaf?.at ?? this.#frame.readAt;
    if (at > until + slackMs) this.#tell(number, `It says ${say(at)}, and was there at ${say(until)}.`);
    if (at < since - slackMs)
      this.#tell(number, `It says ${say(at)}, and was not in the log at ${say(since)}.`);
    // The times from before the tree are the vault's word, their order too.
    if (since > 0 && at < this.#latest - slackMs)
      this.#tell(number, `It says ${say(at)}, and one before it ${say(this.#latest)}.`);
    if (salt && action === 'ChainEarlier' && this.#frame.isOfRecord && since > 0)
      this.#tell(number, 'It says that entries before it were put in after the fact.');
    if (since > 0) this.#latest = Math.max(this.#latest, at);
  }
}
