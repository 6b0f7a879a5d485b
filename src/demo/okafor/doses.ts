// What was taken of medicines in the last weeks, as the family ticks it off on the first page.
import dailyMedicationUsage from '../../things/daily-medication-usage.ts';
import type { Days } from '../days.ts';
import { type DemoThing, makeEntry, thing } from '../item.ts';

const daysTicked = 21;

/** @param medicines by name, with how many doses a day are meant; one is forgotten now and then */
export function makeDosesTaken(
  days: Days,
  ...medicines: readonly (readonly [string, number])[]
): DemoThing[] {
  return Array.from({ length: daysTicked }, (_, index) => daysTicked - index).flatMap(ago =>
    medicines.map(([name, meant], at) =>
      makeEntry(
        ago,
        thing(dailyMedicationUsage, {
          when: days.date(ago),
          drugName: { text: name },
          numberDosesConsumedInDay: (ago + at) % 9 === 0 ? meant - 1 : meant,
          numberDosesIntendedInDay: meant,
        }),
      ),
    ),
  );
}
