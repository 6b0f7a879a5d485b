// Discharge summary: what a hospital wrote when it let a person go. Diagnoses and procedures stay beside.
import dischargeSummary from '../../../things/discharge-summary.ts';
import { codesOf, loinc } from '../codes.ts';
import { approxDateTime } from '../dates.ts';
import { dischargeKind, hasText, makeDocument, textIn } from '../documents.ts';
import { hasStatus, isMarked, isUnmarked } from '../elements.ts';
import { instant, readInstant } from '../instants.ts';
import { type Converter, defineMapping, rowsOf } from '../mapping.ts';
import { personReference } from '../people.ts';

const { row, rowBy } = rowsOf(dischargeSummary);

export default defineMapping(dischargeSummary, {
  ...makeDocument(dischargeSummary, { kind: dischargeKind, isNote: true }),
  rows: [
    row('when', 'date', instant as Converter<never>, 'Midnight stands for a day without a time.'),
    rowBy('text', 'content[0].attachment.data', textIn('text')),
    row('primaryProvider', 'author[0]', personReference as Converter<never>),
    row('dischargeDateTime', 'context.period.end', approxDateTime),
  ],
  takes: resource =>
    readInstant(resource.date, { zone: 'UTC' }) !== undefined &&
    !hasStatus(resource, 'entered-in-error') &&
    (isMarked(resource, dischargeSummary) ||
      (isUnmarked(resource) && hasText(resource) && codesOf(resource.type, loinc).includes('18842-5'))),
});
