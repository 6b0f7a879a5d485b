// Health assessment: what a questionnaire or a check of risks came to. Single questions are question-answer.ts.
import type { Infer } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import type { Say } from './common/say.ts';
import { thingType, thingVersion } from './thing-type.ts';

const assessment = seq({
  name: codable('health-assessment-name'),
  value: many(codable('health-assessment-value-sets'), { min: 1 }),
  group: optional(codable('health-assessment-groups')),
});

export const healthAssessment = seq({
  when: dateTime,
  name: string,
  category: codable('health-assessment-category'),
  result: many(assessment, { min: 1 }),
});
export type HealthAssessment = Infer<typeof healthAssessment>;

export default thingType({
  name: 'Health assessment',
  description: 'What a questionnaire or a check of risks says about the health of a person.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: '58fd8ac4-6c47-41a3-94b2-478401f0e26c',
      number: 1,
      root: 'health-assessment',
      namespace: 'urn:com.microsoft.wc.thing.health-assessment',
      schema: healthAssessment,
      effectiveDate: 'when',
    }),
  ],
  summary: ({ name, result }: HealthAssessment, say) =>
    [name, ...result.map(one => resultText(one, say))].filter(Boolean).join(', '),
});

function resultText({ name, value }: Infer<typeof assessment>, say: Say): string {
  return `${name.text}: ${value.map(({ text }) => text).join(` ${say('and')} `)}`;
}
