// The route of a workout, a GPX file in the archive: how high it went and how fast. Where it went is not kept.
import type { ArchiveEntry } from '../archive/archive.ts';
import { UnreadableFile } from '../format.ts';
import { routeBytesMax, routePointsMax } from './limits.ts';
import { readEvents } from './xml-events.ts';

/** In m and m/s. */
export interface Route {
  readonly lowest: number | undefined;
  readonly highest: number | undefined;
  readonly fastest: number | undefined;
  readonly ascent: number | undefined;
  readonly descent: number | undefined;
}

/** Undefined where it is none that can be read: a workout stands without its route. */
export async function readRoute(entry: ArchiveEntry): Promise<Route | undefined> {
  if (entry.size > routeBytesMax) return undefined;
  const points = new Points();
  try {
    for await (const _ of readEvents(entry.read(), points)) if (points.count > routePointsMax) break;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return undefined;
  }
  return points.sum();
}

/** Below this a change of height is the noise of the receiver. */
const stepMeters = 2;

class Points {
  count = 0;
  #text: string | undefined;
  #lowest = Number.POSITIVE_INFINITY;
  #highest = Number.NEGATIVE_INFINITY;
  #fastest = 0;
  #ascent = 0;
  #descent = 0;
  #at: number | undefined;

  open(name: string): void {
    if (name === 'trkpt') this.count++;
    this.#text = name === 'ele' || name === 'speed' ? '' : undefined;
  }

  text(text: string): void {
    if (this.#text !== undefined) this.#text += text.slice(0, 40);
  }

  close(name: string): void {
    if (this.#text === undefined) return;
    const value = Number(this.#text);
    this.#text = undefined;
    if (!Number.isFinite(value)) return;
    if (name === 'speed') this.#fastest = Math.max(this.#fastest, value);
    else this.#climb(value);
  }

  #climb(height: number): void {
    this.#lowest = Math.min(this.#lowest, height);
    this.#highest = Math.max(this.#highest, height);
    this.#at ??= height;
    const change = height - this.#at;
    if (Math.abs(change) < stepMeters) return;
    if (change > 0) this.#ascent += change;
    else this.#descent -= change;
    this.#at = height;
  }

  sum(): Route {
    const told = (value: number) => (Number.isFinite(value) ? value : undefined);
    return {
      lowest: told(this.#lowest),
      highest: told(this.#highest),
      fastest: this.#fastest || undefined,
      ascent: this.#ascent || undefined,
      descent: this.#descent || undefined,
    };
  }
}
