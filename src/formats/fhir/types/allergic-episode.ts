// Allergic episode: one reaction, on the allergy that it was of.
import allergicEpisode from '../../../things/allergic-episode.ts';
import { codeable } from '../codes.ts';
import { dateTime } from '../dates.ts';
import { isMarked, isSaying, known, makeMark, unknownConcept } from '../elements.ts';
import { listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row } = rowsOf(allergicEpisode);

export default defineMapping(allergicEpisode, {
  resourceType: 'AllergyIntolerance',
  subject: 'patient',
  fixed: {
    meta: { tag: listOf(makeMark(allergicEpisode).coding) },
    clinicalStatus: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' },
      ],
    },
    code: unknownConcept,
  },
  rows: [
    row('when', 'lastOccurrence', dateTime),
    row('name', 'code', known),
    row('reaction', 'reaction[0].manifestation[0]', codeable),
  ],
  takes: resource => isMarked(resource, allergicEpisode) && isSaying(resource.code),
});
