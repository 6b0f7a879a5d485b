// Encounter: a visit or a stay that was.
import encounter from '../../../things/encounter.ts';
import { codeable, isWritable } from '../codes.ts';
import { approxDateTime, dateTime } from '../dates.ts';
import { hasStatus, isBefore, known, unknownConcept } from '../elements.ts';
import { getOwn, type Json, listOf } from '../json.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';
import { getAtPath, putAtPath } from '../paths.ts';
import { organizationReference } from '../people.ts';

const { row, rowBy } = rowsOf(encounter);

/** It is when it begins, and lasts where it says until when. */
const period: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    const [from, to] = ['duration.startDate', 'duration.endDate'].map(path => {
      const value = getAtPath(item, path);
      return value === undefined ? undefined : approxDateTime.write(value, settings);
    });
    const at = (item.when === undefined ? undefined : dateTime.write(item.when, settings)) ?? from;
    if (at !== undefined) putAtPath(resource, 'period.start', at);
    if (to !== undefined && !isBefore(to, at)) putAtPath(resource, 'period.end', to);
  },
  read(resource, item, settings) {
    const [start, end] = ['start', 'end'].map(side => getOwn(resource.period, side));
    const at = start === undefined ? undefined : dateTime.read(start, settings);
    if (at !== undefined) item.when = at;
    const [from, to] = [start, end].map(one =>
      one === undefined ? undefined : approxDateTime.read(one, settings),
    );
    if (from !== undefined && to !== undefined) item.duration = { startDate: from, endDate: to };
  },
};

const reason: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    if (isWritable(item.reason)) resource.reasonCode = [{ text: item.reason }];
  },
  read(resource, item, settings) {
    const [first] = listOf(resource.reasonCode);
    const words = first === undefined ? undefined : getOwn(codeable.read(first, settings), 'text');
    if (isWritable(words)) item.reason = words;
  },
};

const facility: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    const written =
      item.facility === undefined ? undefined : organizationReference.write(item.facility, settings);
    if (written !== undefined) resource.serviceProvider = written;
  },
  read(resource, item, settings) {
    const places = [resource.serviceProvider, getAtPath(resource, 'location[0].location')];
    const [found] = places.flatMap<Json>(one =>
      one === undefined ? [] : (organizationReference.read(one, settings) ?? []),
    );
    if (found !== undefined) item.facility = found;
  },
};

export default defineMapping(encounter, {
  resourceType: 'Encounter',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-encounter',
  subject: 'subject',
  fixed: {
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    type: [unknownConcept],
  },
  rows: [
    row('type', 'type[0]', known),
    rowBy('when', 'period', period, 'The duration where it has an end, too.'),
    rowBy('reason', 'reasonCode[0]', reason),
    rowBy('facility', 'serviceProvider', facility),
  ],
  takes: resource =>
    hasStatus(resource, 'finished', 'in-progress', 'arrived', 'triaged', 'onleave', 'unknown'),
});
