// What is noted of the doses of a day: an item says how many of a medicine were taken, and how many were meant. How many were
// left out on purpose stands in its common part, as an extension of Keepwell's:
// `<extension source="keepwell:doses"><skipped>1</skipped></extension>`.
import { foldText } from '../../spelling.ts';
import type { CodableValue } from '../../things/common/codable.ts';
import dailyMedicationUsage, { type DailyMedicationUsage } from '../../things/daily-medication-usage.ts';
import { readValue } from '../../things/data.ts';
import { childrenOf } from '../things/common-part.ts';
import { buildQuery } from '../things/list.ts';
import type { ThingsReader } from '../things/ports.ts';
import type { StoredThing } from '../things/thing.ts';

export interface Doses {
  readonly taken: number;
  readonly skipped: number;
}

/** The item of one day, the medicine that it is about and the numbers. */
export interface DayOfDoses {
  readonly stored: StoredThing;
  readonly value: DailyMedicationUsage;
  readonly doses: Doses;
}

/** How many items of a day are looked through. */
const usagesMax = 100;

export const dosesSource = 'keepwell:doses';

/** What it is told by. People write the name of a medicine in their own way, and so do applications. */
export function foldMedicine({ text }: CodableValue): string {
  return foldText(text).trim();
}

export async function listDoses(things: ThingsReader, day: string): Promise<DayOfDoses[]> {
  const typeIds = dailyMedicationUsage.versions.map(({ id }) => id);
  const found = await things.query({ ...buildQuery({ typeIds, from: day, to: day }), limit: usagesMax });
  return found.map(stored => {
    const value = readValue(dailyMedicationUsage, stored);
    return {
      stored,
      value,
      doses: { taken: value.numberDosesConsumedInDay, skipped: countSkipped(stored.commonXml) },
    };
  });
}

function countSkipped(commonXml: string): number {
  if (!commonXml.includes(dosesSource)) return 0;
  for (const at of childrenOf(commonXml)) {
    if (at.name !== 'extension' || at.attribute('source') !== dosesSource) continue;
    const close = at.enter();
    const count = at.index < close && at.atNamed('skipped') ? at.text().trim() : '';
    return /^\d{1,3}$/.test(count) ? Number(count) : 0;
  }
  return 0;
}
