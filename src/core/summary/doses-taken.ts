// The doses that were noted as taken, summed up in a line of the summary for the doctor.
import type { Language } from '../../locales/language.ts';
import { summaryWords } from '../../locales/words.ts';
import dosesTaken, { type DailyMedicationUsage } from '../../things/daily-medication-usage.ts';
import { readValue } from '../../things/data.ts';
import type { ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { getLatestDay } from '../days.ts';
import { listThings } from '../things/list.ts';
import type { ThingPlace } from '../things/query.ts';
import type { Vault } from '../vault.ts';
import { localiseValue } from '../vocabularies/localised.ts';

export interface DosesTaken {
  /** Of one of the items. */
  readonly id: string;
  /** `Nifedipine 178 of 180`. */
  readonly text: string;
  /** The day of the oldest that was counted, where there are more than anybody counts. */
  readonly since: string | undefined;
}

const dosesPage = 250;
const dosesPagesMax = 8;

/** All doses that were noted since the day, in one line. */
export async function sumDoses(
  vault: Vault,
  grant: Grant,
  since: string,
  language: Language,
): Promise<DosesTaken | undefined> {
  const typeIds = dosesTaken.versions.map(({ id }) => id);
  const sums = new Map<string, { taken: number; intended: number; oldest: string; id: string }>();
  let after: ThingPlace | undefined;
  for (let pages = 0; pages === 0 || (after && pages < dosesPagesMax); pages++) {
    const asked = { typeIds, from: since, to: getLatestDay(vault.clock.now()), after, limit: dosesPage };
    const { things, next } = await listThings(vault, grant, asked);
    for (const thing of things) {
      const value = readValue(dosesTaken as ThingType<DailyMedicationUsage>, thing);
      const { numberDosesConsumedInDay: taken, numberDosesIntendedInDay: intended = Number.NaN } = value;
      const name = localiseValue(value, language).drugName.text;
      const sum = sums.get(name) ?? { taken: 0, intended: 0, oldest: '', id: thing.id };
      const oldest = thing.effectiveDate;
      sums.set(name, { ...sum, taken: sum.taken + taken, intended: sum.intended + intended, oldest });
    }
    after = next;
  }
  const [first] = sums.values();
  if (!first) return undefined;
  const w = summaryWords(language);
  const text = [...sums]
    .map(([name, { taken, intended }]) =>
      // How many were meant is not always said.
      Number.isNaN(intended) ? `${name} ${taken}` : w.dosesOf(name, taken, intended),
    )
    .join('; ');
  const oldest = [...sums.values()].map(one => one.oldest).sort()[0];
  return { id: first.id, text, since: after ? oldest : undefined };
}
