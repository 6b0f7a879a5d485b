// Procedure: an operation or another treatment that was done.
import procedure from '../../../things/procedure.ts';
import { codeable } from '../codes.ts';
import { dateOf, hasStatus, isSaying, known, unknownConcept } from '../elements.ts';
import { getOwn, type Json, listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { personReference } from '../people.ts';

const { row, rowBy } = rowsOf(procedure);
export default defineMapping(procedure, {
  resourceType: 'Procedure',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-procedure',
  subject: 'subject',
  fixed: { status: 'completed', code: unknownConcept },
  rows: [
    row('name', 'code', known),
    rowBy('when', 'performed[x]', dateOf('when', 'performed', { must: true })),
    row('anatomicLocation', 'bodySite[0]', codeable),
    rowBy(
      'primaryProvider',
      'performer',
      {
        write(item, resource, settings) {
          const actors = [item.primaryProvider, item.secondaryProvider].flatMap(
            one => (one === undefined ? undefined : personReference.write(one, settings)) ?? [],
          );
          if (actors.length > 0) resource.performer = actors.map(actor => ({ actor })) as Json;
        },
        read(resource, item, settings) {
          const [first, second] = listOf(resource.performer).flatMap<Json>(one => {
            const actor = getOwn(one, 'actor');
            return (actor === undefined ? undefined : personReference.read(actor, settings)) ?? [];
          });
          if (first !== undefined) item.primaryProvider = first;
          if (second !== undefined) item.secondaryProvider = second;
        },
      },
      'The second is the secondary provider.',
    ),
  ],
  takes: resource =>
    hasStatus(resource, 'completed', 'in-progress', 'stopped', 'on-hold') && isSaying(resource.code),
});
