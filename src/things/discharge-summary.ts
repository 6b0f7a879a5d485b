// Discharge summary: what a hospital writes when it lets a patient go. The stay itself is encounter.ts.
import { type Infer, longText, preferring } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { approxDateTime, dateText, dateTime } from './common/dates.ts';
import { person } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

const diagnosis = codable('icd:icd9cm');

export const dischargeSummary = seq({
  when: dateTime,
  type: optional(codable()),
  category: optional(codable()),
  setting: optional(codable('note-setting')),
  specialty: optional(preferring(string, 'medical-specialties')),
  text: optional(longText(string)),
  'primary-provider': optional(person),
  'primary-provider-endorsement': optional(dateTime),
  'secondary-provider': optional(person),
  'secondary-provider-endorsement': optional(dateTime),
  'discharge-date-time': optional(approxDateTime),
  'admitting-diagnosis': optional(diagnosis),
  'principal-diagnosis': optional(diagnosis),
  'additional-diagnosis': many(diagnosis),
  'principal-procedure-physician': optional(person),
  'principal-procedure': optional(codable()),
  'additional-procedure': many(codable()),
});
export type DischargeSummary = Infer<typeof dischargeSummary>;

export default thingType({
  name: 'Discharge summary',
  description: 'What a hospital found and did, written when the person went home.',
  group: 'documents',
  versions: [
    thingVersion({
      id: '02ef57a2-a620-425a-8e92-a301542cca54',
      number: 1,
      root: 'discharge-summary',
      namespace: 'urn:com.microsoft.wc.thing.discharge-summary',
      schema: dischargeSummary,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    when: 'Written on',
    setting: 'Kind of care',
    text: 'Report',
    'primary-provider': 'Treated by',
    'primary-provider-endorsement': 'Signed on',
    'secondary-provider': 'Together with',
    'secondary-provider-endorsement': 'Signed by the second on',
    'discharge-date-time': 'Discharged on',
    'admitting-diagnosis': 'Diagnosis on admission',
    'principal-diagnosis': 'Main diagnosis',
    'additional-diagnosis': 'Other diagnosis',
    'principal-procedure': 'Main procedure',
    'principal-procedure-physician': 'Main procedure done by',
    'additional-procedure': 'Other procedure',
  },
  summary: (value: DischargeSummary, say) => {
    const { type, principalDiagnosis, admittingDiagnosis, principalProcedure, dischargeDateTime } = value;
    return [
      (principalDiagnosis ?? admittingDiagnosis ?? type)?.text,
      principalProcedure?.text,
      dischargeDateTime && say('discharged {0}', dateText(dischargeDateTime, say)),
    ]
      .filter(Boolean)
      .join(', ');
  },
});
