// Frames of a series as they come from the vault: what is near the one that is looked at is asked for ahead, in the direction of
// the scrolling, and what is far away is dropped, so that the memory they take has a bound.
import { type Facts, readFacts } from './facts.ts';

export interface Frame {
  readonly facts: Facts;
  readonly values: Uint8Array | Int16Array | Uint16Array | Float32Array;
}

/** Why it cannot be shown: a word of the vault, or `lost` where no answer came. */
export interface Failed {
  readonly why: string;
}

export interface Place {
  readonly file: string;
  readonly frame: number;
}

const atOnce = 4;
/** So many on either side, where there is room. */
const aheadMax = 48;
const behindMax = 16;

export class Frames {
  readonly #base: string;
  readonly #bytesMax: number;
  readonly #onCome: (index: number) => void;
  readonly #come = new Map<number, Frame | Failed>();
  readonly #underWay = new Map<number, AbortController>();
  readonly places: readonly Place[];
  #bytes = 0;
  #largest = 0;
  #aim = 0;
  #direction = 1;

  constructor(base: string, places: readonly Place[], bytesMax: number, onCome: (index: number) => void) {
    this.#base = base;
    this.places = places;
    this.#bytesMax = bytesMax;
    this.#onCome = onCome;
  }

  get(index: number): Frame | Failed | undefined {
    return this.#come.get(index);
  }

  /** That one is looked at. */
  aim(index: number): void {
    if (index !== this.#aim) this.#direction = index > this.#aim ? 1 : -1;
    this.#aim = index;
    if (this.#lost(index)) this.#come.delete(index);
    for (const [other, request] of this.#underWay) if (!this.#isNear(other)) request.abort();
    this.#fill();
  }

  stop(): void {
    for (const request of this.#underWay.values()) request.abort();
    this.#underWay.clear();
    this.#come.clear();
    this.#bytes = 0;
  }

  #lost(index: number): boolean {
    const come = this.#come.get(index);
    return come !== undefined && 'why' in come && come.why === 'lost';
  }

  /** The next ones to ask for: the one looked at, then by how soon it may be reached. */
  #fill(): void {
    for (const index of this.#listNear()) {
      if (this.#underWay.size >= atOnce) return;
      if (!this.#come.has(index) && !this.#underWay.has(index)) void this.#load(index);
    }
  }

  #listNear(): number[] {
    const near = [this.#aim];
    for (let step = 1; step <= aheadMax; step++) {
      near.push(this.#aim + step * this.#direction);
      if (step <= behindMax) near.push(this.#aim - step * this.#direction);
    }
    const room =
      this.#largest === 0 ? near.length : Math.max(3, Math.floor(this.#bytesMax / this.#largest) - atOnce);
    return near.filter(index => index >= 0 && index < this.places.length).slice(0, room);
  }

  #isNear(index: number): boolean {
    return Math.abs(index - this.#aim) <= aheadMax;
  }

  async #load(index: number): Promise<void> {
    const place = this.places[index];
    if (!place) return;
    const request = new AbortController();
    this.#underWay.set(index, request);
    const come = await this.#ask(place, request.signal);
    if (this.#underWay.get(index) !== request) return;
    this.#underWay.delete(index);
    if (come) {
      this.#keep(index, come);
      this.#onCome(index);
    }
    this.#fill();
  }

  /** Undefined where it is not wanted any more. */
  async #ask({ file, frame }: Place, signal: AbortSignal): Promise<Frame | Failed | undefined> {
    try {
      const answer = await fetch(`${this.#base}/${file}/${frame}`, { signal });
      if (answer.status === 422) return { why: readWhy(await answer.json()) };
      if (!answer.ok) return { why: 'lost' };
      return openFrame(await answer.arrayBuffer()) ?? { why: 'broken' };
    } catch {
      return signal.aborted ? undefined : { why: 'lost' };
    }
  }

  #keep(index: number, come: Frame | Failed): void {
    this.#come.set(index, come);
    if ('why' in come) return;
    const bytes = come.values.byteLength;
    this.#bytes += bytes;
    this.#largest = Math.max(this.#largest, bytes);
    const far = [...this.#come.keys()].sort((a, b) => Math.abs(b - this.#aim) - Math.abs(a - this.#aim));
    for (const other of far) {
      if (this.#bytes <= this.#bytesMax || other === this.#aim) return;
      const dropped = this.#come.get(other);
      if (dropped && 'values' in dropped) this.#bytes -= dropped.values.byteLength;
      this.#come.delete(other);
    }
  }
}

function readWhy(told: unknown): string {
  return typeof told === 'object' && told !== null && 'why' in told ? String(told.why) : 'lost';
}

/** What is told of it stands as JSON before its pixels, behind its length. Undefined where that is no frame. */
function openFrame(answer: ArrayBuffer): Frame | undefined {
  try {
    const length = new DataView(answer).getUint32(0, true);
    const facts = readFacts(new TextDecoder().decode(new Uint8Array(answer, 4, length)));
    const values = facts && openValues(facts, answer, 4 + length);
    const count = facts && facts.rows * facts.columns * (facts.kind === 'rgb' ? 3 : 1);
    return values && values.length === count ? { facts, values } : undefined;
  } catch {
    return undefined;
  }
}

function openValues({ kind }: Facts, answer: ArrayBuffer, from: number): Frame['values'] {
  switch (kind) {
    case 'i16':
      return new Int16Array(answer, from);
    case 'u16':
      return new Uint16Array(answer, from);
    case 'f32':
      return new Float32Array(answer, from);
    default:
      return new Uint8Array(answer, from);
  }
}
