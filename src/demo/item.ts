// Short ways to write what the demo family has.
import type { ThingWrite } from '../core/things/plan.ts';
import type { CodableValue } from '../things/common/codable.ts';

export { makeThing as thing } from '../core/things/typed.ts';

export interface DemoThing extends ThingWrite {
  /** How many days ago the family wrote it down; left out for what was measured, which has a day of its own. */
  readonly enteredAgo?: number;
}

export function makeEntry(enteredAgo: number, thing: ThingWrite): DemoThing {
  return { ...thing, enteredAgo };
}

/** A text with its code in one of HealthVault's own vocabularies. */
export function makeCoded(text: string, type: string, value = text, version = '1'): CodableValue {
  return { text, code: [{ value, family: 'wc', type, version }] };
}

export function makeCountry(code: string, text: string): CodableValue {
  return { text, code: [{ value: code, family: 'iso', type: 'iso3166', version: '1.0' }] };
}

export function roundTo(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
