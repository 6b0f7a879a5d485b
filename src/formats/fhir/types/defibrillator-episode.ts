// Defibrillator episode: its kind is the value, each field that the device tells a component.
import defibrillatorEpisode from '../../../things/defibrillator-episode.ts';
import { codeable, codesOf } from '../codes.ts';
import { count } from '../convert.ts';
import { getOwn, isObject, type Json, listOf } from '../json.ts';
import { defineMapping, rowsOf, type Settings } from '../mapping.ts';
import { addComponent, exactMoment, makeOwnObservation, ownCodes, ownComponent } from '../observation.ts';

const { row, rowBy } = rowsOf(defibrillatorEpisode);

const concept = (field: 'episodeTypeGroup' | 'dataSource', code: string, display: string) =>
  rowBy(
    field,
    `component[${code}].valueCodeableConcept`,
    ownComponent(field, code, display, codeable, 'valueCodeableConcept'),
  );

function readField(one: Json, settings: Settings): Json | undefined {
  const [code, value] = [getOwn(one, 'code'), getOwn(one, 'valueCodeableConcept')];
  if (codesOf(code, ownCodes).length > 0 || code === undefined || value === undefined) return undefined;
  const [fieldName, fieldValue] = [codeable.read(code, settings), codeable.read(value, settings)];
  return fieldName === undefined || fieldValue === undefined ? undefined : { fieldName, fieldValue };
}

export default defineMapping(defibrillatorEpisode, {
  ...makeOwnObservation('defibrillator-episode', 'Episode of an implanted defibrillator', 'procedure'),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    row('episodeType', 'valueCodeableConcept', codeable),
    concept('episodeTypeGroup', 'episode-type-group', 'Group of episodes'),
    concept('dataSource', 'data-source', 'Told by'),
    rowBy(
      'durationInSeconds',
      'component[duration-in-seconds].valueQuantity',
      ownComponent('durationInSeconds', 'duration-in-seconds', 'Duration', count('s', 's')),
    ),
    rowBy(
      'episodeFields',
      'component[].valueCodeableConcept',
      {
        write(item, resource, settings) {
          for (const one of listOf(getOwn(item.episodeFields, 'episodeField'))) {
            const code = codeable.write(getOwn(one, 'fieldName') ?? {}, settings);
            const value = codeable.write(getOwn(one, 'fieldValue') ?? {}, settings);
            if (isObject(code) && value !== undefined)
              addComponent(resource, code, 'valueCodeableConcept', value);
          }
        },
        read(resource, item, settings) {
          const all = listOf(resource.component)
            .map(one => readField(one, settings))
            .filter(one => one !== undefined);
          item.episodeFields = all.length > 0 ? { episodeField: all } : {};
        },
      },
      'A component for each, under its own name.',
    ),
  ],
});
