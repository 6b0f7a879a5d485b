// Which schedule of vaccines a family follows, and which of its vaccines. HealthVault had no place for it.
import type { Infer } from '../schema/schema.ts';
import { many, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const vaccinePlan = seq({ schedule: string, vaccine: many(string) });
export type VaccinePlan = Infer<typeof vaccinePlan>;

export default thingType({
  name: 'Vaccine plan',
  description: 'Which vaccines a family wants to have given, by whose schedule.',
  group: 'profile',
  singleton: true,
  versions: [
    thingVersion({
      id: '0c2b1a5e-3f0a-4d0e-9a2c-7d1f6e8b4a93',
      number: 1,
      root: 'vaccine-plan',
      namespace: 'urn:keepwell:thing:vaccine-plan',
      schema: vaccinePlan,
    }),
  ],
  labels: { schedule: 'Schedule of vaccines', vaccine: 'Vaccine that is followed' },
  summary: ({ schedule, vaccine = [] }: VaccinePlan, say) =>
    say('{0} vaccines of the schedule {1}', vaccine.length, schedule),
});
