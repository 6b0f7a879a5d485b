// Genetic SNP result: a report of which chromosome was read, against what. The places themselves are a file of the item.
import geneticSnpResult from '../../../things/genetic-snp-result.ts';
import { codesOf, loinc, makeConcept } from '../codes.ts';
import { conceptText, inList, number, text } from '../convert.ts';
import { absent } from '../elements.ts';
import { type Draft, isObject, type JsonObject, listOf, type Resource } from '../json.ts';
import { laboratory } from '../lab-tests.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';
import { findMoment, ownComponent, roughMoment } from '../observation.ts';
import { organizationReference } from '../people.ts';
import { reportSections } from '../reports.ts';

const { row, rowBy, also } = rowsOf(geneticSnpResult);

/** What was read, as components of one observation in the report. */
const region: readonly Pick<Row, 'write' | 'read'>[] = [
  ownComponent('chromosome', 'chromosome', 'Chromosome', conceptText, 'valueCodeableConcept'),
  ownComponent('genomeBuild', 'genome-build', 'Reference genome', conceptText, 'valueCodeableConcept'),
  ownComponent(
    'numberingScheme',
    'numbering-scheme',
    'Number of the first position (0 or 1)',
    number,
    'valueInteger',
  ),
  ownComponent('annotationVersion', 'annotation-version', 'Version of the annotation', text, 'valueString'),
  ownComponent('dbSNPBuild', 'dbSNP-build', 'Build of dbSNP', text, 'valueString'),
  ownComponent('platform', 'platform', 'Technique', text, 'valueString'),
];

function findRegion(resource: JsonObject): JsonObject | undefined {
  return listOf(resource.contained)
    .filter(isObject)
    .find(({ id }) => id === 'region');
}

export default defineMapping(geneticSnpResult, {
  resourceType: 'DiagnosticReport',
  subject: 'subject',
  fixed: {
    status: 'final',
    category: [{ coding: [{ system: reportSections, code: 'GE', display: 'Genetics' }] }],
    code: makeConcept(loinc, '51969-4', 'Genetic analysis report'),
    result: [{ reference: '#region' }],
    _issued: absent,
  },
  rows: [
    rowBy('when', 'effectiveDateTime', roughMoment),
    rowBy(
      'chromosome',
      'contained',
      {
        write(item, resource, settings) {
          const own: Draft = {
            resourceType: 'Observation',
            id: 'region',
            status: 'final',
            category: [laboratory],
            code: makeConcept(loinc, '69548-6', 'Genetic variant assessment'),
          };
          for (const part of region) part.write(item, own, settings);
          resource.contained = [own];
        },
        read(resource, item, settings) {
          const own = findRegion(resource);
          if (own) for (const part of region) part.read(own, item, settings);
        },
      },
      'Components of one Observation in the report, as what follows.',
    ),
    ...(['genomeBuild', 'numberingScheme', 'annotationVersion', 'dbSNPBuild', 'platform'] as const).map(
      field => also(field, 'contained'),
    ),
    row('laboratoryName', 'performer', inList(organizationReference)),
    row('testProvider', 'resultsInterpreter', inList(organizationReference)),
  ],
  takes: resource =>
    isOfGenes(resource) && findMoment(resource) !== undefined && findRegion(resource) !== undefined,
});

function isOfGenes({ category }: Resource): boolean {
  return listOf(category).some(one => codesOf(one, reportSections).includes('GE'));
}
