// Items for tests, as the XML clients send.
import { typeIds } from './type-ids.ts';

export const when = (day: string) => {
  const [y, m, d] = day.split('-').map(Number);
  return `<when><date><y>${y}</y><m>${m}</m><d>${d}</d></date></when>`;
};

export const weightXml = (kg: number, day = '2026-11-02') =>
  `<weight>${when(day)}<value><kg>${kg}</kg></value></weight>`;

export const bloodPressureXml = (systolic: number, diastolic: number, day = '2026-11-02') =>
  `<blood-pressure>${when(day)}<systolic>${systolic}</systolic><diastolic>${diastolic}</diastolic></blood-pressure>`;

const parts = (given: ThingParts): string =>
  (given.flags === undefined ? '' : `<flags>${given.flags}</flags>`) +
  (given.data === undefined ? '' : `<data-xml>${given.data}${given.common ?? ''}</data-xml>`) +
  (given.tags === undefined ? '' : `<tags>${given.tags}</tags>`) +
  (given.end === undefined ? '' : `<updated-end-date>${given.end}</updated-end-date>`);

export interface ThingParts {
  readonly data?: string;
  readonly common?: string;
  readonly flags?: number;
  readonly tags?: string;
  readonly end?: string;
}

/** A thing element for PutThings; `key` makes it an update. */
export function thingXml(typeId: string, given: ThingParts, key?: { id: string; stamp?: string }): string {
  const thingId = key
    ? `<thing-id${key.stamp ? ` version-stamp="${key.stamp}"` : ''}>${key.id}</thing-id>`
    : '';
  return `<thing>${thingId}<type-id>${typeId}</type-id>${parts(given)}</thing>`;
}

export const aWeight = (kg = 70, day?: string) => thingXml(typeIds.weight, { data: weightXml(kg, day) });
