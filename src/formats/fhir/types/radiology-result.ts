// Radiology result: what somebody read in images, as a report.
import radiologyResult from '../../../things/radiology-result.ts';
import { codesOf, loinc } from '../codes.ts';
import { conceptText, text } from '../convert.ts';
import { absent, unknownConcept } from '../elements.ts';
import { listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { exactMoment, isToTheDay, usCoreProfile } from '../observation.ts';
import { reportSections } from '../reports.ts';

const { row, rowBy } = rowsOf(radiologyResult);

export default defineMapping(radiologyResult, {
  resourceType: 'DiagnosticReport',
  profile: usCoreProfile('diagnosticreport-note'),
  subject: 'subject',
  fixed: {
    status: 'final',
    category: [{ coding: [{ system: loinc, code: 'LP29684-5', display: 'Radiology' }], text: 'Radiology' }],
    code: unknownConcept,
    _issued: absent,
  },
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    row('title', 'code', conceptText),
    row('resultText', 'conclusion', text),
  ],
  takes: resource =>
    listOf(resource.category).some(
      one =>
        codesOf(one, loinc).includes('LP29684-5') ||
        codesOf(one, reportSections).some(
          code => code === 'RAD' || code === 'RUS' || code === 'CT' || code === 'NMR',
        ),
    ) && isToTheDay(resource),
});
