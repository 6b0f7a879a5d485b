// Advance directive: what is and is not to be done for a person who cannot say so.
import advanceDirective from '../../../things/advance-directive.ts';
import { codeable, codesOf } from '../codes.ts';
import { acd, adr, hasPeriod, policyText } from '../consents.ts';
import { each } from '../convert.ts';
import { hasStatus, isMarked, isUnmarked, makeMark, spanOf } from '../elements.ts';
import { listOf } from '../json.ts';
import { type Converter, defineMapping, rowsOf } from '../mapping.ts';

const { rowBy, row } = rowsOf(advanceDirective);

export default defineMapping(advanceDirective, {
  resourceType: 'Consent',
  subject: 'patient',
  fixed: {
    status: 'active',
    scope: adr,
    category: [acd, makeMark(advanceDirective)],
    policyRule: { text: 'Advance directive' },
    provision: { type: 'deny' },
  },
  rows: [
    rowBy('startDate', 'provision.period', spanOf('startDate', 'stopDate', 'provision.period')),
    rowBy('description', 'policyRule.text', policyText('description', 'Advance directive')),
    row(
      'prohibitedInterventions',
      'provision.code',
      each(codeable) as Converter<never>,
      'What must not be done.',
    ),
  ],
  takes: resource =>
    hasStatus(resource, 'active') &&
    hasPeriod(resource) &&
    (isMarked(resource, advanceDirective) ||
      (isUnmarked(resource) && listOf(resource.category).some(one => codesOf(one).includes('acd')))),
});
