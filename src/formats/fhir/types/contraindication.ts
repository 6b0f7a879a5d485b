// Contraindication: a substance that a person must not get, as a flag on their record.

import { type CodableValue, isSaid, makeWcCoded } from '../../../things/common/codable.ts';
import contraindication from '../../../things/contraindication.ts';
import { approxDateTime } from '../dates.ts';
import { isMarked, isSaying, known, makeMark, unknownConcept } from '../elements.ts';
import type { Json } from '../json.ts';
import { type Converter, defineMapping, rowsOf } from '../mapping.ts';
import { personReference } from '../people.ts';

const { row } = rowsOf(contraindication);

const status: Converter<CodableValue> = {
  write: value => (isSaid(value as unknown as CodableValue, 'inactive', 'Inactive') ? 'inactive' : 'active'),
  read(json) {
    if (json === 'active') return makeWcCoded('concern-status', 'active', 'Active') as unknown as Json;
    return json === 'inactive'
      ? (makeWcCoded('concern-status', 'inactive', 'Inactive') as unknown as Json)
      : undefined;
  },
};

export default defineMapping(contraindication, {
  resourceType: 'Flag',
  subject: 'subject',
  fixed: {
    status: 'active',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/flag-category', code: 'drug', display: 'Drug' },
        ],
      },
      makeMark(contraindication),
    ],
    code: unknownConcept,
  },
  rows: [
    row('substance', 'code', known),
    row('status', 'status', status),
    row('documentedDate', 'period.start', approxDateTime),
    row('documenter', 'author', personReference),
  ],
  takes: resource =>
    isMarked(resource, contraindication) &&
    isSaying(resource.code) &&
    (resource.status === 'active' || resource.status === 'inactive'),
});
