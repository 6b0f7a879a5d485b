// Health journal entry: a note about a day, in the person's own words.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { approxDateTime } from './common/dates.ts';
import { stringnznw } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const healthJournalEntry = seq({
  when: approxDateTime,
  content: stringnznw,
  category: optional(codable()),
});
export type HealthJournalEntry = Infer<typeof healthJournalEntry>;

export default thingType({
  name: 'Health journal entry',
  description: 'A note of a person about their health, as in a diary.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: '21d75546-8717-4deb-8b17-a57f48917790',
      number: 1,
      root: 'health-journal-entry',
      namespace: 'urn:com.microsoft.wc.thing.health-journal-entry',
      schema: healthJournalEntry,
      effectiveDate: 'when',
    }),
  ],
  short: ['content', 'when'],
  summary: ({ content, category }: HealthJournalEntry) =>
    [category?.text, content].filter(Boolean).join(': '),
});
