// What goals have in common: whether they are reached, until when, and the mark that tells which type of item one is.
import type { ThingType } from '../../things/index.ts';
import { isWritable } from './codes.ts';
import { approxDateTime } from './dates.ts';
import { isMarked, makeMark, unknownConcept } from './elements.ts';
import { getOwn, type Json, listOf } from './json.ts';
import type { Converter, Mapping, Row } from './mapping.ts';
import { usCoreProfile } from './observation.ts';
import { getAtPath, putAtPath } from './paths.ts';

const achievement = 'http://terminology.hl7.org/CodeSystem/goal-achievement';

export function makeGoal<Value>(
  type: ThingType<Value>,
): Pick<Mapping, 'resourceType' | 'profile' | 'subject' | 'fixed' | 'takes'> & { profile: string } {
  return {
    resourceType: 'Goal',
    profile: usCoreProfile('goal'),
    subject: 'subject',
    fixed: { lifecycleStatus: 'active', category: [makeMark(type)], description: unknownConcept },
    takes: resource => isMarked(resource, type),
  };
}

/** A date as far as it is known, without the time of day, which dates of FHIR do not have: in any field for one. */
export const day: Converter<never> = {
  write(value, settings) {
    const written = approxDateTime.write(value, settings);
    return typeof written === 'string' ? written.slice(0, 10) : undefined;
  },
  read: approxDateTime.read,
};

/** A date in an element of a target. */
export function dateIn(field: string, element: string): Row {
  return {
    field,
    element,
    how: 'Without the time of day.',
    write(item, resource, settings) {
      const value = getAtPath(item, field);
      const written = value === undefined ? undefined : day.write(value, settings);
      if (written !== undefined) putAtPath(resource, element, written);
    },
    read(resource, item, settings) {
      const json = getAtPath(resource, element);
      const value = json === undefined ? undefined : day.read(json, settings);
      if (value !== undefined) putAtPath(item, field, value);
    },
  };
}

/** What every `goal-info` says. */
export const goalInfoRows: readonly Row[] = [
  {
    field: 'goalInfo.status',
    element: 'lifecycleStatus',
    how: 'completed is Achieved, cancelled Abandoned.',
    write(item, resource) {
      const status = getAtPath(item, 'goalInfo.status');
      if (status === 'Achieved') resource.lifecycleStatus = 'completed';
      if (status === 'Abandoned') resource.lifecycleStatus = 'cancelled';
    },
    read({ lifecycleStatus }, item) {
      if (lifecycleStatus === 'completed') putAtPath(item, 'goalInfo.status', 'Achieved');
      if (lifecycleStatus === 'cancelled') putAtPath(item, 'goalInfo.status', 'Abandoned');
    },
  },
  {
    field: 'goalInfo.status',
    element: 'achievementStatus',
    how: 'in-progress is Active.',
    write(item, resource) {
      if (getAtPath(item, 'goalInfo.status') === 'Active')
        resource.achievementStatus = { coding: [{ system: achievement, code: 'in-progress' }] };
    },
    read({ achievementStatus, lifecycleStatus }, item) {
      const codes = listOf(getOwn(achievementStatus, 'coding')).map(one => getOwn(one, 'code'));
      if (lifecycleStatus === 'active' && codes.includes('in-progress'))
        putAtPath(item, 'goalInfo.status', 'Active');
    },
  },
  dateIn('goalInfo.completionDate', 'statusDate'),
];

/** Words in a concept that must be there. */
export const description: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    if (isWritable(item.description)) resource.description = { text: item.description };
  },
  read(resource, item) {
    const concept = resource.description;
    const words = [getOwn(concept, 'text'), ...listOf(getOwn(concept, 'coding')).map(sayCoding)].find(
      isWritable,
    );
    if (words !== undefined) item.description = words;
  },
};

function sayCoding(coding: Json): Json | undefined {
  const isUnknown = listOf(unknownConcept.coding).some(
    one => getOwn(one, 'system') === getOwn(coding, 'system'),
  );
  return isUnknown ? undefined : (getOwn(coding, 'display') ?? getOwn(coding, 'code'));
}
