// What the family histories have in common: the relative, and the illnesses of one.
import type { ThingType } from '../../things/index.ts';
import { isWritable, readConcept, writeConcept } from './codes.ts';
import { conceptText } from './convert.ts';
import { approxDate } from './dates.ts';
import { isSaying, makeMark, unknownConcept } from './elements.ts';
import { getOwn, isObject, type Json, type JsonObject, listOf } from './json.ts';
import type { Converter, Mapping, Settings } from './mapping.ts';

export function makeFamilyHistory<Value>(
  type: ThingType<Value>,
): Pick<Mapping, 'resourceType' | 'subject' | 'fixed'> {
  const tag = listOf(makeMark(type).coding);
  return {
    resourceType: 'FamilyMemberHistory',
    subject: 'patient',
    fixed: { meta: { tag }, status: 'completed', relationship: unknownConcept },
  };
}

function writeDay(value: Json | undefined, settings: Settings): Json | undefined {
  return value === undefined ? undefined : approxDate.write(value, settings);
}

/** An illness: from when to when, and how it ended. */
export const illness: Converter<never> = {
  write(value, settings) {
    const [start, end] = ['onsetDate', 'resolutionDate'].map(key => writeDay(getOwn(value, key), settings));
    const isSpan =
      start !== undefined && !(typeof end === 'string' && typeof start === 'string' && isEarlier(end, start));
    const resolution = getOwn(value, 'resolution');
    const outcome = resolution === undefined ? undefined : conceptText.write(resolution, settings);
    return {
      code: writeConcept(getOwn(value, 'name'), settings) ?? unknownConcept,
      ...(outcome !== undefined && { outcome }),
      ...(isSpan && { onsetPeriod: { start, ...(end !== undefined && { end }) } }),
    };
  },
  read(json, settings) {
    const code = getOwn(json, 'code');
    const name = isSaying(code, settings) ? readConcept(code, settings) : undefined;
    const period = getOwn(json, 'onsetPeriod');
    const [onsetDate, resolutionDate] = ['start', 'end'].map(end => {
      const moment = getOwn(period, end);
      return moment === undefined ? undefined : approxDate.read(moment, settings);
    });
    const resolution = getOwn(getOwn(json, 'outcome'), 'text');
    return {
      ...(name && { name }),
      ...(onsetDate !== undefined && { onsetDate }),
      ...(resolutionDate !== undefined && { resolutionDate }),
      ...(isWritable(resolution) && { resolution }),
    };
  },
};

/** As far as both are known. */
function isEarlier(one: string, other: string): boolean {
  const known = Math.min(one.length, other.length);
  return one.slice(0, known) < other.slice(0, known);
}

/** Somebody by their name, all of whom an item may know more. */
export const personName: Converter<never> = {
  write(value) {
    const full = getOwn(getOwn(value, 'name'), 'full');
    return isWritable(full) ? full : undefined;
  },
  read: json => (isWritable(json) ? { name: { full: json } } : undefined),
};

/** Can people read of which illnesses it tells? */
export function hasIllnesses(resource: JsonObject): boolean {
  return listOf(resource.condition).every(one => isObject(one) && isSaying(one.code));
}
