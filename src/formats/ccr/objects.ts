// Problems, allergies, family and social history, procedures, visits, insurances, directives and plans of a CCR.

import advanceDirective from '../../things/advance-directive.ts';
import allergy from '../../things/allergy.ts';
import appointment from '../../things/appointment.ts';
import carePlan from '../../things/care-plan.ts';
import { makeWcCoded } from '../../things/common/codable.ts';
import type { ApproxDateTime } from '../../things/common/dates.ts';
import { findDenial } from '../../things/common/denials.ts';
import condition from '../../things/condition.ts';
import contact from '../../things/contact.ts';
import encounter from '../../things/encounter.ts';
import familyHistory from '../../things/family-history.ts';
import insurancePlan from '../../things/insurance-plan.ts';
import medicalAnnotation from '../../things/medical-annotation.ts';
import procedure from '../../things/procedure.ts';
import { joinCodables, lookUp, makeLookUp, type Word } from '../clinical/codes.ts';
import type { Element } from '../clinical/element.ts';
import { codeRelationship } from '../clinical/relatives.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import {
  type CcrContext,
  describe,
  findActor,
  findDate,
  isCalledOff,
  keepDenial,
  oneOf,
  readActorName,
  readContact,
  readDate,
  readDescription,
  readExactDate,
  readMomentOf,
  readName,
  readPerson,
  readSpan,
  readText,
  readType,
  sayInexactDate,
  sayStatus,
} from './context.ts';
import { readMeasure } from './medicines.ts';

const onset = oneOf(
  'onset date, date of onset, start date, begin date, since age, from age, onset, from date, started',
);
const stop = oneOf('end date, stop date, ended, to date, resolved, resolution date');

const statuses = makeLookUp<Word>({
  'active, current, chronic, ongoing': ['active', 'Current: Currently has this'],
  'inactive, resolved, past, history of, no longer active': ['inactive', 'Past: No longer has this'],
  'intermittent, recurrent': ['intermittent', 'Intermittent: Comes and goes'],
});

export function* readProblem(object: Element, context: CcrContext): Generator<Finding> {
  const name = readDescription(object.find('Description'));
  const denial = findDenial(name);
  if (!name) yield leaveOut('invalid', 'Problems');
  else if (denial) yield keepDenial(denial, object, name.text, 'Problems', context);
  else {
    const { from: onsetDate, to: stopDate } = readSpan(object, onset, stop);
    const said = readDescription(object.find('Status'));
    const own = lookUp(said, statuses);
    const status = own ? makeWcCoded('condition-occurrence', ...own) : said;
    yield makeFinding(
      condition,
      { name, onsetDate, status, stopDate },
      'Problems',
      describe(object, context),
    );
  }
}

const kinds = makeLookUp<Word>({
  'medication, drug, drug allergy, medication allergy': ['med', 'medication'],
  'food, food allergy': ['food', 'food'],
  'environmental, environmental allergy': ['env', 'environmental'],
});

export function* readAlert(object: Element, context: CcrContext): Generator<Finding> {
  const type = readType(object);
  const agents = [
    ...object.walk('Agent', 'Products', 'Product').flatMap(one => readProductName(one) ?? []),
    ...object
      .walk('Agent', 'EnvironmentalAgents', 'EnvironmentalAgent', 'Description')
      .flatMap(one => readDescription(one) ?? []),
  ];
  const name = joinCodables(agents) ?? readDescription(object.find('Description'));
  const denial = findDenial(name);
  // Alerts that are none about what a person does not tolerate have no kind of item.
  if (type !== '' && !/allerg|adverse|intoleran|sensitiv/.test(type)) yield leaveOut('no-kind', 'Alerts');
  else if (!name) yield leaveOut('invalid', 'Alerts');
  else if (denial === 'unknown') yield leaveOut('denied', 'Alerts');
  else {
    const reactions = object.walk('Reaction', 'Description').flatMap(one => readDescription(one) ?? []);
    const severity = readText(object.find('Reaction', 'Severity'));
    const kind = lookUp(
      { text: readText(object.find('Agent', 'Products', 'Product', 'Type')) ?? type },
      kinds,
    );
    const value = {
      name,
      reaction: joinCodables(reactions),
      firstObserved: readDate(
        findDate(
          object,
          oneOf('start date, onset date, date of onset, since age, onset, from date, initial occurrence'),
        ),
      ),
      allergenType: kind && makeWcCoded('allergen-type', ...kind),
      ...(denial === 'none' && { isNegated: true }),
    };
    const note = severity === undefined ? undefined : `Severity: ${severity}`;
    const about = describe(object, context, note, sayStatus(object, /^(active|current)$/i));
    yield makeFinding(allergy, value, 'Alerts', about);
  }
}

function readProductName(product: Element) {
  return (
    readDescription(product.find('Product', 'ProductName')) ?? readDescription(product.find('Description'))
  );
}

/** One item for each relative, as HealthVault had it. */
export function* readFamily(object: Element, context: CcrContext): Generator<Finding> {
  const illnesses = object.walk('Problem', 'Description').flatMap(one => readDescription(one) ?? []);
  const own = readDescription(object.find('Description'));
  const names = illnesses.length > 0 ? illnesses : own ? [own] : [];
  if (names.length === 0) {
    yield leaveOut('invalid', 'FamilyHistory');
    return;
  }
  const onsetDate = readMomentOf(findDate(object, onset))?.date;
  const member = object.find('FamilyMember');
  const actor = context.actors.get(member?.find('ActorID')?.text() ?? '');
  const said = readDescription(member?.find('ActorRole')) ?? readDescription(actor?.find('Relation'));
  const name = readName(actor?.find('Person', 'Name'));
  const born = readMomentOf(actor?.find('Person', 'DateOfBirth'))?.date;
  const relative =
    said || name || born
      ? {
          relationship: codeRelationship(said ?? { text: 'Unknown' }),
          relativeName: name && { name },
          dateOfBirth: born,
        }
      : undefined;
  const value = { condition: names.map(illness => ({ name: illness, onsetDate })), relative };
  yield makeFinding(familyHistory, value, 'FamilyHistory', describe(object, context));
}

const performed = oneOf('performed, start date, procedure date, occurred, service date');
const primary = oneOf(
  'treating physician, treating clinician, treatment provider, primary care provider, primary care physician, primary care clinician, administered by, performed by',
);
const secondary = oneOf('secondary care provider, secondary care physician, secondary care clinician');

export function* readProcedure(object: Element, context: CcrContext): Generator<Finding> {
  const name = readDescription(object.find('Description')) ?? readDescription(object.find('Type'));
  const denial = findDenial(name);
  if (!name) yield leaveOut('invalid', 'Procedures');
  else if (denial) yield keepDenial(denial, object, name.text, 'Procedures', context);
  else if (isCalledOff(object)) yield leaveOut('denied', 'Procedures');
  else {
    const people = object.walk('Practitioners', 'Practitioner');
    const value = {
      when: readSpan(object, performed, stop).from,
      name,
      anatomicLocation: readDescription(object.find('Site')),
      primaryProvider: readPerson(
        findActor(people, primary, context) ?? findActor(people, undefined, context),
      ),
      secondaryProvider: readPerson(findActor(people, secondary, context)),
    };
    const about = describe(object, context, sayStatus(object, /^(completed?|done|performed)$/i));
    yield makeFinding(procedure, value, 'Procedures', about);
  }
}

const visited = oneOf('encounter date, occurred, appointment date, scheduled date, start date');

/** One that is pending is an appointment. */
export function* readEncounter(object: Element, context: CcrContext): Generator<Finding> {
  const type = readDescription(object.find('Description')) ?? readDescription(object.find('Type'));
  const date = findDate(object, visited) ?? object.find('DateTime');
  const when = readExactDate(date) ?? readExactDate(date?.find('DateTimeRange', 'BeginRange'));
  const isPending = /^(pending|scheduled)$/i.test(readText(object.find('Status')) ?? '');
  if (isCalledOff(object)) yield leaveOut('denied', 'Encounters');
  else if (isPending && !when) yield leaveOut('invalid', 'Encounters');
  else if (isPending && when) {
    const clinic = readPerson(findActor(object.walk('Practitioners', 'Practitioner'), undefined, context));
    const status = makeWcCoded('appointment-status', 'Sch', 'Scheduled');
    yield makeFinding(
      appointment,
      { when, service: type, clinic, status },
      'Encounters',
      describe(object, context),
    );
  } else if (!type && !when) yield leaveOut('invalid', 'Encounters');
  else {
    const place = context.actors.get(object.find('Locations', 'Location', 'Actor', 'ActorID')?.text() ?? '');
    const facility = place && readActorName(place);
    const reasons = object
      .walk('Indications', 'Indication')
      .flatMap(one => readText(one.find('Description') ?? one.find('Problem', 'Description')) ?? []);
    const told = when ? undefined : readDate(date);
    const value = {
      when,
      type,
      reason: reasons.join(', ') || undefined,
      duration: told && { startDate: told },
      facility: place && facility !== undefined ? { name: facility, contact: readContact(place) } : undefined,
    };
    const people = object.walk('Practitioners', 'Practitioner', 'ActorID').flatMap(one => {
      const actor = context.actors.get(one.text() ?? '');
      return (actor && readActorName(actor)) ?? [];
    });
    const note = people.length === 0 ? undefined : `With: ${people.join(', ')}`;
    yield makeFinding(encounter, value, 'Encounters', describe(object, context, note));
  }
}

const ends = oneOf('benefit stop date, termination date, expiration date, stop date, end date');

export function* readPayer(object: Element, context: CcrContext): Generator<Finding> {
  const payer = context.actors.get(object.find('PaymentProvider', 'ActorID')?.text() ?? '');
  const planName =
    (payer && readActorName(payer)) ?? readText(object.find('Description')) ?? readText(object.find('Type'));
  if (planName === undefined) {
    yield leaveOut('invalid', 'Payers');
    return;
  }
  const numbered = (list: string) => {
    const names = oneOf(list);
    return object
      .all('IDs')
      .find(one => names.has(readType(one)))
      ?.find('ID')
      ?.text(200);
  };
  const subscriber = context.actors.get(object.find('Subscriber', 'ActorID')?.text() ?? '');
  const range = object.find('DateTime', 'DateTimeRange', 'EndRange');
  const end = object.all('DateTime').find(one => ends.has(readType(one)));
  const value = {
    planName,
    coverageType: readDescription(object.find('Type')),
    carrierId: numbered('carrier id, carrier number, carrier code'),
    groupNum: numbered('group number, group code, group id'),
    planCode: numbered('plan code, plan id, plan number'),
    subscriberId: numbered('subscriber number, subscriber id, subscriber code'),
    subscriberName: subscriber && readActorName(subscriber),
    subscriberDob: readExactDate(subscriber?.find('Person', 'DateOfBirth')),
    expirationDate: readExactDate(end ?? range),
    contact: payer && readContact(payer),
  };
  yield makeFinding(insurancePlan, value, 'Payers', describe(object, context));
}

const unknown: ApproxDateTime = { descriptive: 'Unknown' };
const attending = oneOf(
  'treating physician, treating clinician, treatment provider, attending, attending provider, attending physician, attending clinician',
);

export function* readDirective(object: Element, context: CcrContext): Generator<Finding> {
  const said = [readText(object.find('Type')), readText(object.find('Description'))].filter(
    one => one !== undefined && one !== 'Other',
  );
  if (said.length === 0) yield leaveOut('invalid', 'AdvanceDirectives');
  else {
    const { from, to } = readSpan(object, oneOf('start date'), oneOf('end date, stop date'));
    const status = readText(object.find('Status'));
    const verified = object.all('DateTime').find(one => readType(one) === 'verified with treating physician');
    const value = {
      startDate: from ?? unknown,
      stopDate: to ?? unknown,
      description: [...new Set(said)].join(': '),
      attendingPhysician: readPerson(findActor(object.walk('Source', 'Actor'), attending, context)),
      attendingPhysicianEndorsement: readExactDate(verified),
    };
    const note = status === undefined ? undefined : `Status: ${status}`;
    yield makeFinding(advanceDirective, value, 'AdvanceDirectives', describe(object, context, note));
  }
}

/** What has no kind of item of its own: social history and how somebody gets on. */
export function* readNote(object: Element, context: CcrContext, section: string): Generator<Finding> {
  const type = readText(object.find('Type'));
  const said = [
    readText(object.find('Description')),
    readText(object.find('Status')),
    ...object.walk('Problem', 'Description').map(readText),
  ];
  const content = [type, ...said].filter(one => one !== undefined).join(': ');
  const when = readExactDate(object.find('DateTime')) ?? context.written;
  if (content === '' || !when) yield leaveOut('invalid', section);
  else
    yield makeFinding(
      medicalAnnotation,
      { when, content, classification: section },
      section,
      describe(object, context, sayInexactDate(object.find('DateTime'))),
    );
}

export function* readPlans(objects: readonly Element[], context: CcrContext): Generator<Finding> {
  const tasks = [];
  for (const object of objects) {
    const name = readDescription(object.find('Description')) ?? readDescription(object.find('Type'));
    if (!name) yield leaveOut('invalid', 'PlanOfCare');
    else {
      const date = readDate(object.find('DateTime'));
      const orders = object.walk('OrderRequest').flatMap(listOrders);
      tasks.push({ name, startDate: date, description: orders.join('\n') || undefined });
    }
  }
  const [first] = objects;
  if (tasks.length === 0 || !first) return;
  const { sourceId: _, ...about } = describe(first, context);
  yield makeFinding(carePlan, { name: 'Plan of care', tasks: { task: tasks } }, 'PlanOfCare', {
    ...about,
    of: tasks.length,
  });
}

/** What is ordered, with how often and for how long: `Glycated hemoglobin test every 8 Weeks for 52 Weeks`. */
function listOrders(order: Element): string[] {
  const told = readText(order.find('Description'));
  const ordered = [...order.elements()].flatMap(group =>
    [...group.elements()].flatMap(one => {
      const name = readText(one.find('Description')) ?? readText(one.find('Product', 'ProductName'));
      if (name === undefined) return [];
      const [interval, duration] = ['Interval', 'Duration'].map(part => readMeasure(one.find(part))?.display);
      return [
        [name, interval && `every ${interval}`, duration && `for ${duration}`].filter(Boolean).join(' '),
      ];
    }),
  );
  return told === undefined ? ordered : [told, ...ordered];
}

export function* readProvider(object: Element, context: CcrContext, section: string): Generator<Finding> {
  const person = readPerson(context.actors.get(object.find('ActorID')?.text() ?? ''));
  if (!person) {
    yield leaveOut('invalid', section);
    return;
  }
  const role = readDescription(object.find('ActorRole'));
  const type = section === 'Support' ? role : makeWcCoded('person-types', '2', 'Provider');
  yield makeFinding(contact, { ...person, type }, section, describe(object, context));
}
