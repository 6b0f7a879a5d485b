// Explanation of benefits: what an insurance paid for a claim, and what is left for the person.
import { type Infer, longText } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { decimal } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { percentage } from './common/numbers.ts';
import { organization, person } from './common/people.ts';
import { stringnznw } from './common/strings.ts';
import { durationValue } from './common/structures.ts';
import { thingType, thingVersion } from './thing-type.ts';

const claimAmounts = seq({
  'charged-amount': decimal,
  'negotiated-amount': decimal,
  copay: decimal,
  deductible: decimal,
  'amount-not-covered': decimal,
  'eligible-for-benefits': decimal,
  'percentage-covered': optional(percentage),
  coinsurance: decimal,
  'miscellaneous-adjustments': decimal,
  'benefits-paid': decimal,
  'patient-responsibility': decimal,
});

const service = seq({
  'service-type': codable(),
  diagnosis: optional(codable('icd:icd9cm')),
  'billing-code': optional(codable('icd:icd9cm')),
  'service-dates': durationValue,
  'claim-amounts': claimAmounts,
  notes: many(longText(stringnznw)),
});

export const explanationOfBenefits = seq({
  'date-submitted': dateTime,
  patient: person,
  'relationship-to-member': optional(codable('relationship-types')),
  plan: organization,
  'group-id': optional(stringnznw),
  'member-id': stringnznw,
  'claim-type': codable('explanation-of-benefits-claim-types'),
  'claim-id': stringnznw,
  'submitted-by': organization,
  provider: organization,
  currency: codable('iso:iso4217'),
  'claim-totals': claimAmounts,
  services: many(service, { min: 1 }),
});
export type ExplanationOfBenefits = Infer<typeof explanationOfBenefits>;

export default thingType({
  name: 'Explanation of benefits (EOB)',
  description: 'What an insurance was asked to pay, what it paid, and what is left to the person.',
  group: 'documents',
  versions: [
    thingVersion({
      id: '356fbba9-e0c9-4f4f-b0d9-4594f2490d2f',
      number: 1,
      root: 'explanation-of-benefits',
      namespace: 'urn:com.microsoft.wc.thing.explanation-of-benefits',
      schema: explanationOfBenefits,
      effectiveDate: 'date-submitted',
    }),
  ],
  labels: {
    'relationship-to-member': 'Relation to the insured',
    plan: 'Insurance',
    'group-id': 'Group number',
    'member-id': 'Number of the insured',
    'claim-id': 'Claim number',
    provider: 'Care given by',
    'charged-amount': 'Charged',
    'negotiated-amount': 'Agreed price',
    copay: 'Fixed share of the patient (copay)',
    deductible: 'Paid by the patient before the insurance (deductible)',
    'amount-not-covered': 'Not covered',
    'percentage-covered': 'Share covered',
    coinsurance: 'Share of the patient in the rest (coinsurance)',
    'patient-responsibility': 'Left to the patient',
    'billing-code': 'Code for billing',
    'date-submitted': 'Submitted on',
    'claim-type': 'Kind of claim',
    'service-type': 'Kind of service',
    'claim-totals': 'Total',
    'claim-amounts': 'Amounts',
    'miscellaneous-adjustments': 'Other adjustments',
  },
  summary: ({ provider, claimType, claimTotals, currency }: ExplanationOfBenefits, say) => {
    const { patientResponsibility, chargedAmount } = claimTotals;
    const left = say('{0} of {1} {2} left to pay', patientResponsibility, chargedAmount, currency.text);
    return `${provider.name}, ${claimType.text}: ${left}`;
  },
});
