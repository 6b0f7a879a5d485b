// Appointment: when a person is expected, and with whom. FHIR wants an end: what has none ends when it begins.
import appointment from '../../../things/appointment.ts';
import type { CodableValue } from '../../../things/common/codable.ts';
import { isSaid, makeWcCoded } from '../../../things/common/codable.ts';
import { codeable } from '../codes.ts';
import { approxDateTime, dateTime } from '../dates.ts';
import { readInstant, writeInstant } from '../instants.ts';
import { type Draft, getOwn, type Json, type JsonObject, listOf } from '../json.ts';
import { type Converter, defineMapping, type Row, rowsOf } from '../mapping.ts';
import { getAtPath } from '../paths.ts';
import { personReference } from '../people.ts';

const { row, rowBy } = rowsOf(appointment);

const statuses: readonly (readonly [fhir: string, code: string, text: string])[] = [
  ['booked', 'Sch', 'Scheduled'],
  ['fulfilled', 'Cmp', 'Completed'],
  ['cancelled', 'Can', 'Cancelled'],
  ['noshow', 'Abs', 'Missed'],
  ['proposed', 'Tbs', 'To be scheduled'],
];

const status: Converter<CodableValue> = {
  write: value =>
    statuses.find(([, code, text]) => isSaid(value as unknown as CodableValue, code, text))?.[0] ?? 'booked',
  read(json) {
    const found = statuses.find(([fhir]) => fhir === json);
    return found && (makeWcCoded('appointment-status', found[1], found[2]) as unknown as Json);
  },
};

const text = (json: Json | undefined) => (typeof json === 'string' ? json : undefined);

const time: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    const at = item.when === undefined ? undefined : dateTime.write(item.when, settings);
    const until = getAtPath(item, 'duration.endDate');
    const last = until === undefined ? undefined : approxDateTime.write(until, settings);
    const [start, end] = [at, last].map(one => writeInstant(one, settings));
    if (start === undefined) return;
    const isLater = end !== undefined && Date.parse(end) > Date.parse(start);
    Object.assign(resource, { start, end: isLater ? end : start });
  },
  read({ start, end }, item, settings) {
    const [from, to] = [start, end].map(one => readInstant(one, settings));
    if (from === undefined) return;
    item.when = from;
    if (to !== undefined && end !== start)
      item.duration = { startDate: { structured: from }, endDate: { structured: to } };
  },
};

const participants: Pick<Row, 'write' | 'read'> = {
  write(item, resource: Draft, settings) {
    const { patient } = settings;
    const own: JsonObject =
      patient === undefined
        ? {
            type: [
              {
                coding: [
                  { system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'SBJ' },
                ],
              },
            ],
          }
        : { actor: { reference: patient } };
    const other = item.clinic === undefined ? undefined : personReference.write(item.clinic, settings);
    resource.participant = [
      { ...own, status: 'accepted' },
      ...(other === undefined ? [] : [{ actor: other, status: 'accepted' }]),
    ];
  },
  read(resource, item, settings) {
    const actors = listOf(resource.participant).map(one => getOwn(one, 'actor'));
    const isOther = (one: Json | undefined) =>
      !/(?:^|\/)Patient\//.test(text(getOwn(one, 'reference')) ?? '');
    const [found] = actors.flatMap(one =>
      one === undefined || !isOther(one) ? [] : (personReference.read(one, settings) ?? []),
    );
    if (found !== undefined) item.clinic = found as Json;
  },
};

export default defineMapping(appointment, {
  resourceType: 'Appointment',
  fixed: { status: 'booked' },
  rows: [
    rowBy('when', 'start', time, 'With end. Midnight stands for a day without a time.'),
    row('service', 'serviceType[0]', codeable),
    row('specialty', 'specialty[0]', codeable),
    row('careClass', 'appointmentType', codeable),
    row('status', 'status', status),
    rowBy('clinic', 'participant[1].actor', participants, 'The first is the person.'),
  ],
  says: ['cancelled'],
  takes: resource => typeof resource.start === 'string' && resource.status !== 'entered-in-error',
});
