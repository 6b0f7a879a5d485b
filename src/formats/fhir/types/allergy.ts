// Allergy: what a person does not tolerate, or that they tolerate it after all.
import allergy from '../../../things/allergy.ts';
import { type CodableValue, makeWcCoded } from '../../../things/common/codable.ts';
import { findDenial } from '../../../things/common/denials.ts';
import { codeable, codesOf } from '../codes.ts';
import { approxDateTime, dateWords } from '../dates.ts';
import { isSaying, isUnmarked, known, unknownConcept } from '../elements.ts';
import { getOwn, type Json, type JsonObject, listOf } from '../json.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';

const { row, rowBy } = rowsOf(allergy);
const clinical = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical';
const verification = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification';

const categories: readonly (readonly [fhir: string, code: string, text: string])[] = [
  ['medication', 'med', 'medication'],
  ['food', 'food', 'food'],
  ['environment', 'animal', 'animal'],
  ['environment', 'plant', 'plant'],
  ['environment', 'env', 'environmental'],
];

const kind: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    const codes = listOf(getOwn(item.allergenType, 'code')).map(one => getOwn(one, 'value'));
    const text = getOwn(item.allergenType, 'text');
    const found = categories.find(([, code, words]) => codes.includes(code) || text === words);
    if (found) resource.category = [found[0]];
  },
  read(resource, item) {
    const [first] = listOf(resource.category);
    const found = categories.findLast(([fhir]) => fhir === first);
    if (found) item.allergenType = makeWcCoded('allergen-type', found[1], found[2]) as unknown as Json;
  },
};

function saysNone(resource: JsonObject): boolean {
  const code = resource.code === undefined ? undefined : codeable.read(resource.code, { zone: 'UTC' });
  return findDenial(code as CodableValue | undefined) === 'none';
}

const negated: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    if (item.isNegated !== true || saysNone(resource)) return;
    resource.clinicalStatus = { coding: [{ system: clinical, code: 'inactive' }] };
    resource.verificationStatus = { coding: [{ system: verification, code: 'refuted' }] };
  },
  read(resource, item) {
    const isRefuted = codesOf(resource.verificationStatus, verification).includes('refuted');
    if (isRefuted || saysNone(resource)) item.isNegated = true;
  },
};

export default defineMapping(allergy, {
  resourceType: 'AllergyIntolerance',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-allergyintolerance',
  subject: 'patient',
  fixed: {
    clinicalStatus: { coding: [{ system: clinical, code: 'active' }] },
    verificationStatus: { coding: [{ system: verification, code: 'confirmed' }] },
    code: unknownConcept,
  },
  rows: [
    row('name', 'code', known),
    row('reaction', 'reaction[0].manifestation[0]', codeable),
    row('firstObserved', 'onsetDateTime', approxDateTime),
    row('firstObserved', 'onsetString', dateWords, 'Words such as “as a child”.'),
    rowBy('allergenType', 'category[0]', kind),
    rowBy(
      'isNegated',
      'verificationStatus',
      negated,
      'Refuted, or a code or words that say that there is none.',
    ),
  ],
  takes: resource =>
    isUnmarked(resource) &&
    isSaying(resource.code) &&
    !codesOf(resource.verificationStatus, verification).includes('entered-in-error'),
});
