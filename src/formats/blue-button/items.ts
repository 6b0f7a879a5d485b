// Medicines, allergies, problems and vaccines. What has no field of its own stands in the note, under the name it had.
import allergy from '../../things/allergy.ts';
import { makeWcCoded, words } from '../../things/common/codable.ts';
import condition from '../../things/condition.ts';
import immunization from '../../things/immunization.ts';
import medication from '../../things/medication.ts';
import { toApprox } from '../clinical/dates.ts';
import { type AboutCandidate, type Finding, leaveOut, makeFinding } from '../format.ts';
import type { Fields, Place } from './fields.ts';
import { readWritten } from './moments.ts';

/** @param said the fields that the item has */
export function describe(fields: Fields, { source }: Place, said: readonly string[]): AboutCandidate {
  const rest = fields.all.flatMap(({ name, label, value }) =>
    said.includes(name) || value.trim() === '' ? [] : `${label}: ${value.trim()}`,
  );
  return { source, note: rest.length > 0 ? rest.join('\n') : undefined, isProposed: true };
}

function inLine(text: string | undefined): string | undefined {
  return text?.replace(/\s+/g, ' ').trim() || undefined;
}

export function* readMedication(fields: Fields, place: Place): Generator<Finding> {
  const name = inLine(fields.get('medication', 'drug name'));
  if (name === undefined) return yield leaveOut('invalid', place.what);
  const display = (text: string | undefined) => (text === undefined ? undefined : { display: text });
  const value = {
    name: words(name),
    dose: display(inLine(fields.get('dose'))),
    strength: display(inLine(fields.get('strength'))),
    frequency: display(inLine(fields.get('frequency'))),
    indication: words(inLine(fields.get('reason for taking'))),
    dateStarted: toApprox(readWritten(fields.get('start date'))),
    dateDiscontinued: toApprox(readWritten(fields.get('stop date'))),
  };
  const said = [
    'medication',
    'drug name',
    'dose',
    'strength',
    'frequency',
    'reason for taking',
    'orig drug entry',
  ];
  const dates = [value.dateStarted && 'start date', value.dateDiscontinued && 'stop date'];
  yield makeFinding(
    medication,
    value,
    place.what,
    describe(fields, place, [...said, ...dates.flatMap(one => one ?? [])]),
  );
}

export function* readAllergy(fields: Fields, place: Place): Generator<Finding> {
  const name = inLine(fields.get('allergy name'));
  if (name === undefined) return yield leaveOut('invalid', place.what);
  const first = toApprox(readWritten(fields.get('first episode date', 'date')));
  const value = {
    name: words(name),
    reaction: words(inLine(fields.get('reaction'))),
    allergenType: words(inLine(fields.get('allergy type', 'type'))),
    firstObserved: first,
    treatment: words(inLine(fields.get('treatment'))),
  };
  const said = ['allergy name', 'reaction', 'allergy type', 'type', 'treatment'];
  yield makeFinding(
    allergy,
    value,
    place.what,
    describe(fields, place, first ? [...said, 'first episode date', 'date'] : said),
  );
}

export function* readCondition(fields: Fields, place: Place): Generator<Finding> {
  const name = inLine(fields.get('problem', 'condition name'));
  if (name === undefined) return yield leaveOut('invalid', place.what);
  const onset = toApprox(readWritten(fields.get('medical condition start date')));
  const stop = toApprox(readWritten(fields.get('medical condition end date')));
  const status = fields.get('status') ?? '';
  const value = {
    name: words(name),
    onsetDate: onset,
    stopDate: stop,
    status: /^ACTIVE/i.test(status)
      ? makeWcCoded('condition-occurrence', 'active', 'Current: Currently has this')
      : words(inLine(status)),
  };
  const said = [
    'problem',
    'condition name',
    onset && 'medical condition start date',
    stop && 'medical condition end date',
  ];
  yield makeFinding(
    condition,
    value,
    place.what,
    describe(
      fields,
      place,
      said.flatMap(one => one ?? []),
    ),
  );
}

export function* readImmunization(fields: Fields, place: Place): Generator<Finding> {
  const name = inLine(fields.get('immunization', 'immunization name'));
  if (name === undefined) return yield leaveOut('invalid', place.what);
  const given = toApprox(readWritten(fields.get('date received', 'date administered')));
  const reaction = inLine(fields.get('reaction', 'reactions')?.replace(/^-+$/gm, ''));
  const value = {
    name: words(name),
    administrationDate: given,
    route: words(inLine(fields.get('method'))),
    adverseEvent: reaction === undefined || /^none/i.test(reaction) ? undefined : reaction,
  };
  const said = ['immunization', 'immunization name', 'method', 'reaction', 'reactions'];
  const dates = given ? ['date received', 'date administered'] : [];
  yield makeFinding(immunization, value, place.what, describe(fields, place, [...said, ...dates]));
}
